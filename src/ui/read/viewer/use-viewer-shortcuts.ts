import { useShortcuts } from '../../shell/use-shortcuts';

export interface ViewerActions {
  zoomIn: () => void;
  zoomOut: () => void;
  fit: () => void;
  actualSize: () => void;
  invert: () => void;
  toggleWindowing: () => void;
  reset: () => void;
}

export function useViewerShortcuts(actions: ViewerActions): void {
  useShortcuts({
    '+': actions.zoomIn,
    '=': actions.zoomIn,
    '-': actions.zoomOut,
    0: actions.fit,
    i: actions.invert,
    w: actions.toggleWindowing,
    r: actions.reset,
  });
}
