import { useEffect, useRef } from 'react';
import type { Failure } from '../../../contract/failure';
import type { RgbImage } from '../../../contract/inference-api';
import { useStores } from '../../stores-context';
import { drawOnCanvas } from './draw-on-canvas';
import { isWholeRange, linearTransfer, type GreyWindow } from './grey-window';
import { fitScale, type Size, type ViewTransform } from './view-transform';

const FILTER_ID = 'grey-window';

interface ImageCanvasProps {
  image: RgbImage;
  title: string;
  stage: Size;
  view: ViewTransform;
  greyWindow: GreyWindow;
  /** Another try needs another canvas. */
  onFailure: (failure: Failure) => void;
}

/** The very pixels that the model is given, under the reader's window and zoom. */
export function ImageCanvas({ image, title, stage, view, greyWindow, onFailure }: ImageCanvasProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { drawImage } = useStores();
  useEffect(() => {
    if (canvas.current === null) return undefined;
    const leaving = new AbortController();
    void drawOnCanvas({ image, title, canvas: canvas.current, drawImage, signal: leaving.signal }).then((drawn) => {
      if (!drawn.ok && !leaving.signal.aborted) onFailure(drawn.failure);
    });
    return () => leaving.abort();
  }, [image, title, drawImage, onFailure]);
  const scale = fitScale(image, stage);
  const { slope, intercept } = linearTransfer(greyWindow);
  return (
    <>
      <svg className="visually-hidden" aria-hidden>
        <filter id={FILTER_ID} colorInterpolationFilters="sRGB">
          <feComponentTransfer>
            <feFuncR type="linear" slope={slope} intercept={intercept} />
            <feFuncG type="linear" slope={slope} intercept={intercept} />
            <feFuncB type="linear" slope={slope} intercept={intercept} />
          </feComponentTransfer>
        </filter>
      </svg>
      <canvas
        ref={canvas}
        role="img"
        aria-label={title}
        className={scale * view.zoom >= 4 ? 'stage-canvas stage-pixels' : 'stage-canvas'}
        style={{
          width: image.widthPx * scale,
          height: image.heightPx * scale,
          transform: `translate(-50%, -50%) translate(${view.panXPx}px, ${view.panYPx}px) scale(${view.zoom})`,
          filter: isWholeRange(greyWindow) ? 'none' : `url(#${FILTER_ID})`,
        }}
      />
    </>
  );
}
