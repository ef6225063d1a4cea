/** Measured values (HU, MR signal, counts): row-major [heightPx, widthPx]. */
export interface GrayImage {
  kind: 'gray';
  values: Float32Array;
  widthPx: number;
  heightPx: number;
  /** Width of a pixel divided by its height; 1 when square or not recorded. */
  pixelAspect: number;
}

/** uint8, row-major [heightPx, widthPx, 3]. */
export interface RgbImage {
  kind: 'rgb';
  pixels: Uint8Array;
  widthPx: number;
  heightPx: number;
}

export type SourceImage = GrayImage | RgbImage;
