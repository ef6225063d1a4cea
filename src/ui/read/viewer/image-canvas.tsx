import { useEffect, useRef } from 'react';
import type { RgbImage } from '../../../contract/inference-api';
import { toImageData } from '../../../image/to-image-data';
import { isWholeRange, linearTransfer, type GreyWindow } from './grey-window';
import { fitScale, type Size, type ViewTransform } from './view-transform';

/** Longest side drawn: more than a 4K screen shows, and half of what a canvas may hold. */
const MAX_DRAWN_PX = 8192;
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
    if (canvas.current !== null) void draw(image, canvas.current);
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

async function draw(image: RgbImage, canvas: HTMLCanvasElement): Promise<void> {
  const scale = Math.min(1, MAX_DRAWN_PX / Math.max(image.widthPx, image.heightPx));
  const pixels = toImageData(image);
  canvas.width = Math.round(image.widthPx * scale);
  canvas.height = Math.round(image.heightPx * scale);
  const context = canvas.getContext('2d');
  if (scale === 1) return context?.putImageData(pixels, 0, 0);
  const bitmap = await createImageBitmap(pixels, { resizeWidth: canvas.width, resizeHeight: canvas.height });
  context?.drawImage(bitmap, 0, 0);
  bitmap.close();
}
