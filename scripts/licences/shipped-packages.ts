import * as v from 'valibot';

const lockSchema = v.object({
  packages: v.record(
    v.string(),
    v.object({ version: v.optional(v.string()), dependencies: v.optional(v.record(v.string(), v.string())) }),
  ),
});

export interface ShippedPackage {
  name: string;
  version: string;
  /** Folder relative to the project, as the lock file names it. */
  folder: string;
}

/**
 * Installed because transformers.js also runs in Node, or because packages carry their types; never part of the page.
 * sharp's own library is LGPL: it stays a separate program part on the developer's machine.
 */
const NOT_IN_THE_PAGE = [/^sharp$/u, /^onnxruntime-node$/u, /^@types\//u];

/**
 * Everything that `dependencies` of the project lead to, each with its version from the lock file, so that the answer
 * is the same on every machine. Peer and optional dependencies are followed only when somebody also depends on them.
 */
export function shippedPackages(lockFile: unknown): ShippedPackage[] {
  const { packages } = v.parse(lockSchema, lockFile);
  const found = new Map<string, ShippedPackage>();
  const visit = (from: string): void => {
    for (const name of Object.keys(packages[from]?.dependencies ?? {})) {
      if (NOT_IN_THE_PAGE.some((pattern) => pattern.test(name))) continue;
      const folder = installedFolder(from, name, packages);
      if (found.has(folder)) continue;
      found.set(folder, { name, version: packages[folder]?.version ?? '', folder });
      visit(folder);
    }
  };
  visit('');
  return [...found.values()].sort((a, b) => compareText(`${a.name}@${a.version}`, `${b.name}@${b.version}`));
}

/** Node's own rule: the nearest node_modules on the way up. */
function installedFolder(from: string, name: string, packages: Record<string, unknown>): string {
  for (let at = from; ; at = at.slice(0, Math.max(0, at.lastIndexOf('/node_modules/')))) {
    const folder = at === '' ? `node_modules/${name}` : `${at}/node_modules/${name}`;
    if (folder in packages) return folder;
    if (at === '') throw new Error(`package-lock.json does not say where ${name} is installed for ${from}`);
  }
}

/** By code unit: `localeCompare` depends on the machine's language. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
