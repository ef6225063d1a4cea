import { fail, succeed } from '../contract/failure';
import type { PackSource } from './pack-source';

/** A pack that our own origin serves. @param folderUrl absolute, ends with a slash */
export function urlPackSource(folderUrl: string): PackSource {
  const name = new URL(folderUrl).pathname;
  return {
    name,
    read: async (path) => {
      try {
        const response = await fetch(new URL(path.split('/').map(encodeURIComponent).join('/'), folderUrl));
        if (response.ok) return succeed(await response.blob());
        return fail({
          code: 'pack-unreachable',
          pack: name,
          file: path,
          status: response.status,
          detail: response.statusText,
        });
      } catch (error) {
        return fail({ code: 'pack-unreachable', pack: name, file: path, detail: String(error) });
      }
    },
    close: () => Promise.resolve(),
  };
}
