/**
 * npm run licences            writes NOTICE and public/licences.json
 * npm run licences:check      fails when they are out of date
 * Both fail on a licence that is not in the list of allowed ones.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { LicenceEntry, Licences } from '../../src/contract/licences';
import { isAllowed } from './allowed-licences';
import { writeNotice } from './notice';
import { readModels, readSamples } from './read-content';
import { readPackages } from './read-packages';

const root = fileURLToPath(new URL('../..', import.meta.url));
const publicFolder = join(root, 'public');

async function collect(): Promise<LicenceEntry[]> {
  return [...(await readPackages(root)), ...readModels(publicFolder), ...readSamples(publicFolder)];
}

function asFiles(entries: LicenceEntry[]): Record<string, string> {
  const licences: Licences = { format: 'licences/1', entries };
  return { NOTICE: writeNotice(entries), 'public/licences.json': `${JSON.stringify(licences, null, 1)}\n` };
}

async function run(checksOnly: boolean): Promise<void> {
  const entries = await collect();
  const refused = entries.filter((entry) => !isAllowed(entry));
  for (const { name, license } of refused) console.error(`Not an allowed licence: ${license} of ${name}`);
  if (refused.length > 0) process.exitCode = 1;
  for (const [path, content] of Object.entries(asFiles(entries))) {
    if (!checksOnly) await writeFile(join(root, path), content);
    else if ((await readFile(join(root, path), 'utf8').catch(() => '')) !== content) {
      console.error(`${path} is out of date: run "npm run licences" and commit it`);
      process.exitCode = 1;
    }
  }
  const counts = (['code', 'model', 'training-data', 'sample'] as const).map(
    (kind) => `${entries.filter((entry) => entry.kind === kind).length} ${kind}`,
  );
  console.log(`Licences ${checksOnly ? 'checked' : 'written'}: ${counts.join(', ')}`);
}

await run(process.argv.includes('--check'));
