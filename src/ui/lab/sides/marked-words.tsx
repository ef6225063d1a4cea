import { diffWords } from 'diff';
import { useMemo } from 'react';

/** Words that `base` lacks are underlined, words that only `base` has are struck out: never by colour alone. */
export function MarkedWords({ base, text }: { base: string; text: string }) {
  const parts = useMemo(() => diffWords(base, text), [base, text]);
  return parts.map(({ value, added, removed }, position) => {
    if (added) return <ins key={position}>{value}</ins>;
    if (removed) return <del key={position}>{value}</del>;
    return <span key={position}>{value}</span>;
  });
}
