import type { LicenceEntry } from '../../src/contract/licences';

const HEADINGS: Record<LicenceEntry['kind'], string> = {
  code: 'Code that the page is built from',
  model: 'Models',
  'training-data': 'Data that the bundled model was trained on',
  sample: 'Sample images',
};

const RULE = '-'.repeat(80);

/** The text of NOTICE. Packages with word for word the same licence share one copy. */
export function writeNotice(entries: readonly LicenceEntry[]): string {
  const sections = (Object.keys(HEADINGS) as LicenceEntry['kind'][]).map((kind) => {
    const listed = entries.filter((entry) => entry.kind === kind).map(oneLine);
    return listed.length === 0 ? '' : `${HEADINGS[kind]}\n\n${listed.join('\n')}\n`;
  });
  return [
    'Edgeward\nCopyright the Edgeward contributors. Licensed under the Apache License, Version 2.0 (see LICENSE).\n',
    'Written by "npm run licences" from the installed packages, the models and the samples; do not edit by hand.\n',
    ...sections.filter((section) => section !== ''),
    ...licenceTexts(entries),
  ].join('\n');
}

function oneLine({ name, version, license, attribution, url, textPath }: LicenceEntry): string {
  const title = version === undefined ? name : `${name} ${version}`;
  const parts = [title, license, attribution, url, textPath === undefined ? undefined : `text: public/${textPath}`];
  return `* ${parts.filter((part) => part !== undefined).join(' — ')}`;
}

function licenceTexts(entries: readonly LicenceEntry[]): string[] {
  const owners = new Map<string, string[]>();
  for (const { name, version, text } of entries) {
    if (text === undefined) continue;
    owners.set(text, [...(owners.get(text) ?? []), `${name} ${version ?? ''}`.trim()]);
  }
  return [...owners].map(([text, names]) => `${RULE}\n${names.join(', ')}\n${RULE}\n\n${text}\n`);
}
