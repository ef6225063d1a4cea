import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { init, type ModuleInfo, type ModuleInfos } from 'license-checker-rseidelsohn';
import type { LicenceEntry } from '../../src/contract/licences';
import { shippedPackages } from './shipped-packages';

/** Texts that a package does not carry itself, copied from another package of the same project. */
const TEXTS_ELSEWHERE: Record<string, string> = {
  'onnxruntime-web': 'public/licences/onnxruntime.txt',
  'onnxruntime-common': 'public/licences/onnxruntime.txt',
};

/** The code that the page is built from, with its licence as the installed packages state it. */
export async function readPackages(root: string): Promise<LicenceEntry[]> {
  const lockFile: unknown = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  const installed = await readInstalled(root);
  return shippedPackages(lockFile).map(({ name, version }) => {
    const info = installed[`${name}@${version}`];
    if (info === undefined) throw new Error(`${name}@${version} is in package-lock.json but not installed: run npm ci`);
    const text = licenceText(root, name, info);
    return {
      kind: 'code',
      name,
      version,
      license: Array.isArray(info.licenses) ? info.licenses.join(' AND ') : (info.licenses ?? 'unknown'),
      ...(info.repository === undefined ? {} : { url: info.repository }),
      ...(text === undefined ? {} : { text }),
      ...(name === 'onnxruntime-web' ? { textPath: 'licences/onnxruntime-third-party-notices.txt' } : {}),
    };
  });
}

function readInstalled(root: string): Promise<ModuleInfos> {
  return new Promise((done, reject) => {
    init({ start: root, production: true, excludePrivatePackages: true }, (error, packages) => {
      // Its types promise an Error, but it passes null when all is well.
      if ((error as Error | null) === null) done(packages);
      else reject(error);
    });
  });
}

/** Where a package has no licence file the tool offers its README, which is not a licence. */
function licenceText(root: string, name: string, info: ModuleInfo): string | undefined {
  const elsewhere = TEXTS_ELSEWHERE[name];
  const file = elsewhere === undefined ? info.licenseFile : join(root, elsewhere);
  if (file === undefined || !/licen[cs]e|copying|onnxruntime\.txt$/iu.test(basename(file))) return undefined;
  return readFileSync(file, 'utf8').replaceAll('\r\n', '\n').trim();
}
