/** Which greys are spread over the screen's range, in the 8-bit values of the decoded image. */
export interface GreyWindow {
  /** Middle of the window, 0 to 255. */
  centre: number;
  /** Greys between black and white, 1 to 510; 255 shows the image as it is. */
  width: number;
  isInverted: boolean;
}

export const WHOLE_RANGE: GreyWindow = { centre: 127.5, width: 255, isInverted: false };

/** The line that an SVG `feFuncR` of type "linear" applies to values from 0 to 1, clamped outside. */
export interface LinearTransfer {
  slope: number;
  intercept: number;
}

export function linearTransfer({ centre, width, isInverted }: GreyWindow): LinearTransfer {
  const slope = 255 / width;
  const intercept = 0.5 - centre / width;
  return isInverted ? { slope: -slope, intercept: 1 - intercept } : { slope, intercept };
}

/** As on a workstation: sideways changes the width, up and down the centre; one screen pixel is one grey value. */
export function dragWindow(window: GreyWindow, dxPx: number, dyPx: number): GreyWindow {
  return {
    ...window,
    width: Math.min(Math.max(window.width + dxPx, 1), 510),
    centre: Math.min(Math.max(window.centre + dyPx, 0), 255),
  };
}

export function isWholeRange({ centre, width, isInverted }: GreyWindow): boolean {
  return centre === WHOLE_RANGE.centre && width === WHOLE_RANGE.width && !isInverted;
}
