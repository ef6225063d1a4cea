import { fail, succeed, type Result } from '../contract/failure';
import type { RgbImage } from '../contract/inference-api';
import type { StoredWindow } from './stored-window';
import { isGrey, windowGrey16, type Samples16 } from './window-grey16';

/**
 * Decodes a 16-bit PNG whose colours are greys. Browsers keep only the upper byte of each sample, in which a 12-bit
 * picture has 16 greys left.
 * @param bytes a complete PNG of 16 bits per sample
 * @returns undefined as value when it has colours: those use their full range, and the browser converts their profile
 */
export async function decodePng16(
  bytes: Uint8Array<ArrayBuffer>,
  name: string,
): Promise<Result<{ image: RgbImage; window: StoredWindow } | undefined>> {
  const { decode } = await import('fast-png');
  let samples: Samples16;
  try {
    const { width, height, channels, data, transparency } = decode(bytes);
    if (!(data instanceof Uint16Array)) throw new TypeError('its samples do not have 16 bits');
    const transparentValue = channels === 1 ? transparency?.[0] : undefined;
    samples = {
      widthPx: width,
      heightPx: height,
      channels,
      data,
      ...(transparentValue === undefined ? {} : { transparentValue }),
    };
  } catch (error) {
    return fail({ code: 'image-unreadable', name, format: 'png', detail: String(error) });
  }
  return succeed(isGrey(samples) ? windowGrey16(samples) : undefined);
}
