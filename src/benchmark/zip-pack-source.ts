import type { FileEntry } from '@zip.js/zip.js';
import { fail, succeed, type Result } from '../contract/failure';
import { packRoot, type PackSource } from './pack-source';

/**
 * A zipped pack, read at random: only the directory at its end and the files asked for are unpacked, whatever its size.
 * Fails with `pack-unreachable` when it isn't a zip or holds no `pack.json`.
 */
export async function zipPackSource(archive: Blob, name: string): Promise<Result<PackSource>> {
  const { BlobReader, BlobWriter, ZipReader, configure } = await import('@zip.js/zip.js');
  // Its workers are made from blob: addresses, which the page's Content-Security-Policy forbids.
  configure({ useWebWorkers: false });
  const reader = new ZipReader(new BlobReader(archive));
  const files = new Map<string, FileEntry>();
  try {
    for await (const entry of reader.getEntriesGenerator()) {
      if (!entry.directory) files.set(entry.filename, entry);
    }
  } catch (error) {
    const detail = `Not a readable zip file. ${String(error)}`;
    return fail({ code: 'pack-unreachable', pack: name, reason: 'not-a-zip', detail });
  }
  const root = packRoot(files.keys());
  if (root === undefined) {
    await reader.close();
    const detail = 'The zip file holds no pack.json.';
    return fail({ code: 'pack-unreachable', pack: name, reason: 'no-pack-json', detail });
  }
  return succeed({
    name,
    read: async (path) => {
      const entry = files.get(root + path);
      if (entry === undefined) {
        return fail({ code: 'pack-unreachable', pack: name, file: path, detail: 'No such file.' });
      }
      try {
        return succeed(await entry.getData(new BlobWriter(), { checkSignature: true }));
      } catch (error) {
        return fail({ code: 'pack-unreachable', pack: name, file: path, detail: String(error) });
      }
    },
    close: async () => {
      await reader.close();
    },
  });
}
