/** Element of a DICOM data set: group and element number, value representation, content. */
export type DicomElement = readonly [tag: number, vr: string, content: number | string | Uint8Array];

const LONG_FORMS = ['OB', 'OW', 'SQ', 'UN'];

function contentBytes(vr: string, content: DicomElement[2]): Uint8Array {
  if (content instanceof Uint8Array) return content;
  if (typeof content === 'string') return new TextEncoder().encode(content.length % 2 === 0 ? content : `${content} `);
  const bytes = new Uint8Array(vr === 'UL' ? 4 : 2);
  if (vr === 'UL') new DataView(bytes.buffer).setUint32(0, content, true);
  else new DataView(bytes.buffer).setUint16(0, content & 0xffff, true);
  return bytes;
}

function elementBytes([tag, vr, content]: DicomElement): number[] {
  const value = contentBytes(vr, content);
  const head = new Uint8Array(LONG_FORMS.includes(vr) ? 12 : 8);
  const view = new DataView(head.buffer);
  view.setUint16(0, tag >>> 16, true);
  view.setUint16(2, tag & 0xffff, true);
  head.set(new TextEncoder().encode(vr), 4);
  if (head.length === 12) view.setUint32(8, value.length, true);
  else view.setUint16(6, value.length, true);
  return [...head, ...value];
}

/** A DICOM file, explicit little-endian unless another transfer syntax is named. Elements in rising order of tags. */
export function dicomFile(
  elements: DicomElement[],
  transferSyntaxUid = '1.2.840.10008.1.2.1',
): Uint8Array<ArrayBuffer> {
  const syntax = elementBytes([0x00020010, 'UI', transferSyntaxUid]);
  const header = [...elementBytes([0x00020000, 'UL', syntax.length]), ...syntax];
  const preamble = [...new Uint8Array(128), ...new TextEncoder().encode('DICM')];
  return Uint8Array.from([...preamble, ...header, ...elements.flatMap(elementBytes)]);
}

/** 16-bit words, little-endian. */
export function words(...values: number[]): Uint8Array {
  const bytes = new Uint8Array(values.length * 2);
  values.forEach((value, at) => new DataView(bytes.buffer).setUint16(at * 2, value & 0xffff, true));
  return bytes;
}

/** Elements of a one-row grey picture of 16-bit words; `extra` replaces or adds elements. */
export function greyRow(values: number[], extra: DicomElement[] = []): DicomElement[] {
  const base: DicomElement[] = [
    [0x00280002, 'US', 1],
    [0x00280004, 'CS', 'MONOCHROME2'],
    [0x00280010, 'US', 1],
    [0x00280011, 'US', values.length],
    [0x00280100, 'US', 16],
    [0x00280101, 'US', 12],
    [0x00280102, 'US', 11],
    [0x00280103, 'US', 0],
    [0x7fe00010, 'OW', words(...values)],
  ];
  const replaced = new Set(extra.map(([tag]) => tag));
  return [...base.filter(([tag]) => !replaced.has(tag)), ...extra].sort(([a], [b]) => a - b);
}
