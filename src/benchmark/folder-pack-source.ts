import { fail, succeed, type Result } from '../contract/failure';
import { packRoot, type PackSource } from './pack-source';

/** A folder chosen with `<input type="file" webkitdirectory>`, or files that were dropped. */
export function fileListPackSource(files: Iterable<File>): Result<PackSource> {
  const byPath = new Map([...files].map((file) => [file.webkitRelativePath || file.name, file]));
  const root = packRoot(byPath.keys());
  const name = [...byPath.keys()][0]?.split('/')[0] ?? '';
  if (root === undefined) {
    const detail = 'The folder holds no pack.json.';
    return fail({ code: 'pack-unreachable', pack: name, reason: 'no-pack-json', detail });
  }
  return succeed({
    name,
    read: (path) => {
      const file = byPath.get(root + path);
      return Promise.resolve(
        file === undefined
          ? fail({ code: 'pack-unreachable', pack: name, file: path, detail: 'No such file.' })
          : succeed(file),
      );
    },
    close: () => Promise.resolve(),
  });
}

/** A folder chosen with `showDirectoryPicker`; `pack.json` lies at its top. */
export function directoryPackSource(folder: FileSystemDirectoryHandle): PackSource {
  return {
    name: folder.name,
    read: async (path) => {
      const parts = path.split('/').filter((part) => part !== '' && part !== '.');
      const fileName = parts.pop() ?? '';
      try {
        let place = folder;
        for (const part of parts) place = await place.getDirectoryHandle(part);
        return succeed<Blob>(await (await place.getFileHandle(fileName)).getFile());
      } catch (error) {
        return fail({ code: 'pack-unreachable', pack: folder.name, file: path, detail: String(error) });
      }
    },
    close: () => Promise.resolve(),
  };
}
