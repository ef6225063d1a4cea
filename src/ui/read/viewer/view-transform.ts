/** Where the image lies on the stage: a point of the image, measured from its centre, is shown at pan + zoom × point. */
export interface ViewTransform {
  /** Relative to the size at which the whole image fits. */
  zoom: number;
  /** Offset of the image's centre from the stage's centre, CSS pixels. */
  panXPx: number;
  panYPx: number;
}

export interface Size {
  widthPx: number;
  heightPx: number;
}

export const FITTED: ViewTransform = { zoom: 1, panXPx: 0, panYPx: 0 };
const MIN_ZOOM = 0.5;
const MAX_ZOOM = 32;

/** CSS pixels for each image pixel at which the whole image is seen; small images are enlarged to the stage. */
export function fitScale(image: Size, stage: Size): number {
  return Math.min(stage.widthPx / image.widthPx, stage.heightPx / image.heightPx);
}

/**
 * Zooms by a factor and keeps what lies under the given point where it is.
 * @param xPx, yPx from the stage's centre
 */
export function zoomAt(view: ViewTransform, factor: number, xPx: number, yPx: number): ViewTransform {
  const zoom = Math.min(Math.max(view.zoom * factor, MIN_ZOOM), MAX_ZOOM);
  const ratio = zoom / view.zoom;
  return { zoom, panXPx: xPx - (xPx - view.panXPx) * ratio, panYPx: yPx - (yPx - view.panYPx) * ratio };
}

/** Moves the image, and never so far that its nearest edge leaves the stage's centre. */
export function panBy(view: ViewTransform, dxPx: number, dyPx: number, fitted: Size): ViewTransform {
  const reach = (sizePx: number) => (sizePx * view.zoom) / 2;
  return {
    zoom: view.zoom,
    panXPx: clamp(view.panXPx + dxPx, reach(fitted.widthPx)),
    panYPx: clamp(view.panYPx + dyPx, reach(fitted.heightPx)),
  };
}

function clamp(value: number, reach: number): number {
  return Math.min(Math.max(value, -reach), reach);
}
