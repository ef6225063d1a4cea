/** How the pixels of a DICOM file are stored. */
export type DicomCoding = { kind: 'native'; bigEndian: boolean } | { kind: 'jpeg' } | { kind: 'other'; title: string };

const IMPLICIT_LITTLE = '1.2.840.10008.1.2';
const EXPLICIT_LITTLE = '1.2.840.10008.1.2.1';

/** Codings that need a decoder of their own, which this page does not have. */
const OTHER_TITLES: readonly [uidStart: string, title: string][] = [
  ['1.2.840.10008.1.2.1.99', 'deflate'],
  ['1.2.840.10008.1.2.4.51', 'JPEG Extended (12 bit)'],
  ['1.2.840.10008.1.2.4.57', 'JPEG Lossless'],
  ['1.2.840.10008.1.2.4.70', 'JPEG Lossless'],
  ['1.2.840.10008.1.2.4.8', 'JPEG-LS'],
  ['1.2.840.10008.1.2.4.9', 'JPEG 2000'],
  ['1.2.840.10008.1.2.4.10', 'MPEG video'],
  ['1.2.840.10008.1.2.4.11', 'JPEG XL'],
  ['1.2.840.10008.1.2.4.20', 'High-Throughput JPEG 2000'],
  ['1.2.840.10008.1.2.5', 'RLE'],
];

/** Source: DICOM PS3.6, table A-1. */
export function dicomCoding(transferSyntaxUid: string): DicomCoding {
  switch (transferSyntaxUid) {
    case IMPLICIT_LITTLE:
    case EXPLICIT_LITTLE:
      return { kind: 'native', bigEndian: false };
    case '1.2.840.10008.1.2.2':
      return { kind: 'native', bigEndian: true };
    case '1.2.840.10008.1.2.4.50':
      return { kind: 'jpeg' };
    default: {
      const known = OTHER_TITLES.find(([uidStart]) => transferSyntaxUid.startsWith(uidStart));
      return { kind: 'other', title: known === undefined ? `transfer syntax ${transferSyntaxUid}` : known[1] };
    }
  }
}

/**
 * Transfer syntax of a bare data set, which has no header that would name it: explicit when two capital letters stand
 * where a value representation would.
 */
export function guessTransferSyntax(bytes: Uint8Array): string {
  const [first = 0, second = 0] = bytes.subarray(4, 6);
  const isCapital = (code: number): boolean => code >= 0x41 && code <= 0x5a;
  return isCapital(first) && isCapital(second) ? EXPLICIT_LITTLE : IMPLICIT_LITTLE;
}
