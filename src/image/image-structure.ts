/** What a file says of its own picture, before any pixel is decoded. EXIF orientation is not yet applied. */
export interface ImageFrame {
  widthPx: number;
  heightPx: number;
  /** Bits per sample as stored; for a palette, of its 8-bit colours. */
  bitDepth: number;
}

/**
 * Browsers fill what is missing from a file with grey or black and report success, so what is missing has to be
 * found here: `truncated` ends too early, `damaged` has its bytes but they contradict one another.
 */
export interface StructuralFault {
  kind: 'truncated' | 'damaged';
  detail: string;
}

/** A file without fault has a frame; a faulty one has it when its header could be read. */
export type ImageStructure =
  { frame: ImageFrame; fault?: undefined } | { frame?: ImageFrame | undefined; fault: StructuralFault };

export function truncated(detail: string, frame?: ImageFrame): ImageStructure {
  return { frame, fault: { kind: 'truncated', detail } };
}

export function damaged(detail: string, frame?: ImageFrame): ImageStructure {
  return { frame, fault: { kind: 'damaged', detail } };
}
