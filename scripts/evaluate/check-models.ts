import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { CommandError } from './command-error.ts';

/** @throws CommandError that names the first id without a model below public/models, and those that are there */
export function checkModels(root: string, ids: readonly string[], option: string): void {
  const folder = join(root, 'public/models');
  const installed = readdirSync(folder).filter((name) => existsSync(join(folder, name, 'manifest.json')));
  const missing = ids.find((id) => !installed.includes(id));
  if (missing === undefined) return;
  throw new CommandError(`${option}: there is no model "${missing}" below public/models, only ${installed.join(', ')}`);
}
