import { describe, expect, it } from 'vitest';
import { copyPixels } from '../../../src/image/copy-pixels';
import { nextTask } from '../../../src/image/next-task';

describe('copyPixels', () => {
  it('copies every byte, beyond the end of the last whole strip too', async () => {
    const data = Uint8Array.from({ length: 2000 * 1501 * 3 }, (_, at) => (at * 7 + (at >> 8)) & 255);
    const image = { widthPx: 2000, heightPx: 1501, data };
    const copy = await copyPixels(image);
    expect(Buffer.compare(copy.data, data)).toBe(0);
    expect([copy.widthPx, copy.heightPx]).toEqual([2000, 1501]);
    copy.data[0] = 99;
    expect(data[0]).toBe(0);
  });

  it('lets others have their turn while it copies a large image', async () => {
    let turns = 0;
    let state: 'copying' | 'copied' = 'copying';
    const isCopying = () => state === 'copying';
    const copying = copyPixels({ widthPx: 4000, heightPx: 2000, data: new Uint8Array(24_000_000) }).then(() => {
      state = 'copied';
    });
    while (isCopying()) {
      await nextTask();
      turns += 1;
    }
    await copying;
    // 24 MB in strips of 3 MB: a look at the queue between each two of them.
    expect(turns).toBeGreaterThanOrEqual(7);
  });
});
