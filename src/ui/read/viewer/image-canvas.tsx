import { useEffect, useRef } from 'react';
import type { RgbImage } from '../../../contract/inference-api';
import { drawImage } from './draw-image';
import { isWholeRange, linearTransfer, type GreyWindow } from './grey-window';
import { fitScale, type Size, type ViewTransform } from './view-transform';

const FILTER_ID = 'grey-window';

interface ImageCanvasProps {
  image: RgbImage;
  title: string;
  stage: Size;
  view: ViewTransform;
  greyWindow: GreyWindow;
}

/** The very pixels that the model is given, under the reader's window and zoom. */
export function ImageCanvas({ image, title, stage, view, greyWindow }: ImageCanvasProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const abort = new AbortController();
    if (canvas.current !== null) void drawImage(image, canvas.current, abort.signal);
    return () => abort.abort();
  }, [image]);
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
