import { useEffect, useEffectEvent } from 'react';

/** Actions by key, as `KeyboardEvent.key` spells it; letters in lower case. */
export type Shortcuts = Readonly<Record<string, (() => void) | undefined>>;

/** Elements that need the arrow keys for themselves. */
const USES_ARROWS =
  'input, textarea, select, [role=radiogroup], [role=listbox], [role=group], [role=toolbar], [role=log]';
const TAKES_TEXT = 'input:not([type=range], [type=checkbox], [type=button], [type=file]), textarea, select';

/** Keys that work wherever the focus is, unless it is where one types or a dialog is open. */
export function useShortcuts(shortcuts: Shortcuts): void {
  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    // Escape also closes a tooltip, which then takes the key for itself; what it stops must stop all the same.
    if (event.defaultPrevented && event.key !== 'Escape') return;
    if (document.querySelector('dialog[open]') !== null) return;
    const target = event.target instanceof Element ? event.target : undefined;
    if (event.key !== 'Escape' && target?.closest(TAKES_TEXT)) return;
    if (event.key.startsWith('Arrow') && target?.closest(USES_ARROWS)) return;
    const action = shortcuts[event.key.toLowerCase()];
    if (action === undefined) return;
    event.preventDefault();
    action();
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKeyDown(event);
    document.addEventListener('keydown', listener);
    return () => document.removeEventListener('keydown', listener);
  }, []);
}
