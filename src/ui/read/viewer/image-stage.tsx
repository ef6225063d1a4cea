import { useRef, useState, type KeyboardEvent } from 'react';
import type { Failure } from '../../../contract/failure';
import type { RgbImage } from '../../../contract/inference-api';
import { dragWindow, WHOLE_RANGE, type GreyWindow } from './grey-window';
import { ImageCanvas } from './image-canvas';
import { useStageGestures } from './use-stage-gestures';
import { useStageSize } from './use-stage-size';
import { useViewerShortcuts } from './use-viewer-shortcuts';
import { FITTED, fitScale, panBy, zoomAt } from './view-transform';
import { ViewerToolbar } from './viewer-toolbar';

const PAN_STEP_PX = 40;

interface ImageStageProps {
  image: RgbImage;
  title: string;
  onFailure: (failure: Failure) => void;
}

/** One image under zoom, pan and window; another image starts afresh. */
export function ImageStage({ image, title, onFailure }: ImageStageProps) {
  const stage = useRef<HTMLDivElement>(null);
  const size = useStageSize(stage);
  const [view, setView] = useState(FITTED);
  const [greyWindow, setGreyWindow] = useState<GreyWindow>(WHOLE_RANGE);
  const [isWindowing, setWindowing] = useState(false);

  const scale = size === undefined ? undefined : fitScale(image, size);
  const zoom = (factor: number, xPx = 0, yPx = 0) => setView((now) => zoomAt(now, factor, xPx, yPx));
  function pan(dxPx: number, dyPx: number): void {
    if (scale === undefined) return;
    const fitted = { widthPx: image.widthPx * scale, heightPx: image.heightPx * scale };
    setView((now) => panBy(now, dxPx, dyPx, fitted));
  }
  const actions = {
    zoomIn: () => zoom(1.25),
    zoomOut: () => zoom(0.8),
    fit: () => setView(FITTED),
    actualSize: () => scale !== undefined && setView({ ...FITTED, zoom: 1 / scale }),
    invert: () => setGreyWindow((now) => ({ ...now, isInverted: !now.isInverted })),
    toggleWindowing: () => setWindowing((now) => !now),
    reset: () => {
      setView(FITTED);
      setGreyWindow(WHOLE_RANGE);
    },
  };
  useViewerShortcuts(actions);
  const pointer = useStageGestures(stage, {
    onPan: pan,
    onWindow: (dxPx, dyPx) => setGreyWindow((now) => dragWindow(now, dxPx, dyPx)),
    onZoom: zoom,
    isWindowing,
  });
  function onKeyDown(event: KeyboardEvent): void {
    const step = PAN_STEPS[event.key];
    if (step === undefined) return;
    event.preventDefault();
    pan(step[0] * PAN_STEP_PX, step[1] * PAN_STEP_PX);
  }

  return (
    <>
      <div
        ref={stage}
        className="stage"
        role="group"
        aria-label="Image view. Arrow keys pan, plus and minus zoom, 0 fits."
        tabIndex={0}
        data-zoomed={view.zoom > 1 || isWindowing}
        onKeyDown={onKeyDown}
        onDoubleClick={actions.fit}
        onContextMenu={(event) => event.preventDefault()}
        {...pointer}
      >
        {size && <ImageCanvas {...{ image, title, onFailure, view, greyWindow }} stage={size} />}
      </div>
      <ViewerToolbar
        actions={actions}
        percent={scale === undefined ? undefined : scale * view.zoom * 100}
        greyWindow={greyWindow}
        onGreyWindow={setGreyWindow}
        isWindowing={isWindowing}
      />
    </>
  );
}

const PAN_STEPS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [1, 0],
  ArrowRight: [-1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};
