import { Contrast, Maximize, Minus, Plus, RotateCcw, SlidersHorizontal } from 'lucide-react';
import { IconButton } from '../../shell/icon-button';
import type { GreyWindow } from './grey-window';
import type { ViewerActions } from './use-viewer-shortcuts';

interface ViewerToolbarProps {
  actions: ViewerActions;
  /** Screen pixels for each image pixel, in percent; absent before the first layout. */
  percent: number | undefined;
  greyWindow: GreyWindow;
  onGreyWindow: (window: GreyWindow) => void;
  isWindowing: boolean;
}

export function ViewerToolbar({ actions, percent, greyWindow, onGreyWindow, isWindowing }: ViewerToolbarProps) {
  return (
    <div className="viewer-tools">
      <div className="viewer-toolbar" role="group" aria-label="View">
        <IconButton label="Zoom out" shortcut="−" className="button-quiet" onClick={actions.zoomOut}>
          <Minus size={16} aria-hidden />
        </IconButton>
        <button type="button" className="button button-quiet viewer-percent" onClick={actions.actualSize}>
          <span className="visually-hidden">Actual size; zoom is now </span>
          {percent === undefined ? '' : `${Math.round(percent)}%`}
        </button>
        <IconButton label="Zoom in" shortcut="+" className="button-quiet" onClick={actions.zoomIn}>
          <Plus size={16} aria-hidden />
        </IconButton>
        <IconButton label="Fit" shortcut="0" className="button-quiet" onClick={actions.fit}>
          <Maximize size={16} aria-hidden />
        </IconButton>
        <IconButton
          label="Invert greys"
          shortcut="I"
          className="button-quiet"
          aria-pressed={greyWindow.isInverted}
          onClick={actions.invert}
        >
          <Contrast size={16} aria-hidden />
        </IconButton>
        <IconButton
          label="Window"
          shortcut="W"
          className="button-quiet"
          aria-pressed={isWindowing}
          onClick={actions.toggleWindowing}
        >
          <SlidersHorizontal size={16} aria-hidden />
        </IconButton>
        <IconButton label="Reset the view" shortcut="R" className="button-quiet" onClick={actions.reset}>
          <RotateCcw size={16} aria-hidden />
        </IconButton>
      </div>
      {isWindowing && <WindowSliders greyWindow={greyWindow} onGreyWindow={onGreyWindow} />}
    </div>
  );
}

function WindowSliders({ greyWindow, onGreyWindow }: Pick<ViewerToolbarProps, 'greyWindow' | 'onGreyWindow'>) {
  return (
    <div className="window-sliders">
      <label>
        Width <output>{Math.round(greyWindow.width)}</output>
        <input
          type="range"
          min={1}
          max={510}
          value={greyWindow.width}
          onChange={(event) => onGreyWindow({ ...greyWindow, width: event.target.valueAsNumber })}
        />
      </label>
      <label>
        Centre <output>{Math.round(greyWindow.centre)}</output>
        <input
          type="range"
          min={0}
          max={255}
          value={greyWindow.centre}
          onChange={(event) => onGreyWindow({ ...greyWindow, centre: event.target.valueAsNumber })}
        />
      </label>
      <p>Or drag on the image. This changes what you see, not what the model reads.</p>
    </div>
  );
}
