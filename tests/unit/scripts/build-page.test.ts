import { mkdir, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { BUILD_STAMP, ensureBuilt, needsBuild } from '../../../scripts/build/build-page';
import { temporaryFolder } from '../../temporary-folder';

let root: string;

/** Writes a file with a chosen time, in seconds since 1970, and gives its folder the same. */
async function write(path: string, seconds: number): Promise<void> {
  const folder = join(root, path, '..');
  await mkdir(folder, { recursive: true });
  await writeFile(join(root, path), 'x');
  await utimes(join(root, path), seconds, seconds);
  if (folder !== root) await utimes(folder, seconds, seconds);
}

beforeEach(async () => {
  root = await temporaryFolder();
  await write('index.html', 1000);
  await write('src/main.tsx', 1000);
  await write('public/models/index.json', 1000);
});

describe('needsBuild', () => {
  it('builds when there is no build yet', async () => {
    expect(await needsBuild(root)).toBe(true);
  });

  it('does not build again when nothing is newer than the build', async () => {
    await write(`dist/${BUILD_STAMP}`, 2000);
    expect(await needsBuild(root)).toBe(false);
  });

  it.each(['index.html', 'src/ui/deep/button.tsx', 'workers/session.ts', 'public/models/tiny/manifest.json'])(
    'builds when %s is newer',
    async (path) => {
      await write(`dist/${BUILD_STAMP}`, 2000);
      await write(path, 3000);
      expect(await needsBuild(root)).toBe(true);
    },
  );

  it('builds when a source was deleted', async () => {
    await write(`dist/${BUILD_STAMP}`, 2000);
    await utimes(join(root, 'src'), 3000, 3000);
    expect(await needsBuild(root)).toBe(true);
  });

  it('does not build for an added case pack, which is served live', async () => {
    await write(`dist/${BUILD_STAMP}`, 2000);
    await write('public/cases/mine/pack.json', 3000);
    await utimes(join(root, 'public'), 3000, 3000);
    expect(await needsBuild(root)).toBe(false);
  });
});

describe('ensureBuilt', () => {
  it("keeps Vite's advice on the sizes of chunks out of a command's output", async () => {
    const written: string[] = [];
    const keep = (...texts: unknown[]) => void written.push(texts.join(' '));
    const methods = ['log', 'info', 'warn', 'error'] as const;
    const spies = methods.map((method) => vi.spyOn(console, method).mockImplementation(keep));
    const [large, page] = ['x'.repeat(600_000), '<!doctype html><script type="module" src="/src/main.ts"></script>'];
    await writeFile(join(root, 'src/main.ts'), `document.title = '${large}';`);
    await writeFile(join(root, 'index.html'), page);
    await ensureBuilt(root);
    for (const spy of spies) spy.mockRestore();
    expect(written).toHaveLength(2);
    expect(written[0]).toContain('Building the page');
    expect(written[1]).toMatch(/^Built in [\d.]+ s$/u);
  });
});
