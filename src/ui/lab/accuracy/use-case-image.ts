import { useEffect, useState } from 'react';
import { useChosenPack, useLab } from '../lab-context';

/** Address of a case's picture while its pack is open; undefined otherwise, or when the file can't be read. */
export function useCaseImage(packId: string, caseId: string): string | undefined {
  const { packs } = useLab();
  const chosen = useChosenPack();
  const [url, setUrl] = useState<string>();
  const open = chosen.kind === 'open' && chosen.open.pack.id === packId ? chosen.open : undefined;
  const path = open?.pack.cases.find(({ id }) => id === caseId)?.image;
  useEffect(() => {
    if (path === undefined) return undefined;
    const leaving = new AbortController();
    let made: string | undefined;
    void packs.picture(path).then((picture) => {
      if (leaving.signal.aborted || picture === undefined) return;
      made = URL.createObjectURL(picture);
      setUrl(made);
    });
    return () => {
      leaving.abort();
      if (made !== undefined) URL.revokeObjectURL(made);
      setUrl(undefined);
    };
  }, [packs, path]);
  return url;
}
