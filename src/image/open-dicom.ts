import dicomParser, { type DataSet } from 'dicom-parser';
import { fail, succeed, type Failure, type Result } from '../contract/failure';
import { asciiAt } from './ascii-at';
import { dicomPicture, type DicomPicture } from './dicom-picture';
import { dicomCoding, guessTransferSyntax, type DicomCoding } from './dicom-transfer-syntax';
import { checkImageSize } from './image-limit';

export interface OpenedDicom {
  dataSet: DataSet;
  picture: DicomPicture;
  coding: DicomCoding;
}

/** Reads the header of a DICOM file and refuses, with the reason, what this page can't show. */
export function openDicom(bytes: Uint8Array, name: string): Result<OpenedDicom> {
  const parsed = parse(bytes, name);
  if (!parsed.ok) return parsed;
  const { dataSet, coding } = parsed.value;
  const picture = dicomPicture(dataSet);
  if (picture === undefined) return fail(unreadableDicom(name, 'it holds no picture'));
  const size = checkImageSize({ ...picture, bitDepth: picture.bitsStored }, name, 'dicom');
  if (!size.ok) return size;
  const refusal = refusalOf(picture, coding);
  return refusal === undefined ? succeed({ dataSet, picture, coding }) : fail(unreadableDicom(name, refusal));
}

export function unreadableDicom(name: string, detail: string): Failure {
  return { code: 'image-unreadable', name, format: 'dicom', detail };
}

function parse(bytes: Uint8Array, name: string): Result<{ dataSet: DataSet; coding: DicomCoding }> {
  try {
    const isBare = asciiAt(bytes, 128, 4) !== 'DICM';
    const options = isBare ? { TransferSyntaxUID: guessTransferSyntax(bytes) } : {};
    const uid = isBare ? options.TransferSyntaxUID : dicomParser.readPart10Header(bytes).string('x00020010');
    const coding = dicomCoding(uid ?? 'that it does not name');
    if (coding.kind === 'other') return fail(unreadableDicom(name, adviceFor(coding.title)));
    return succeed({ dataSet: dicomParser.parseDicom(bytes, options), coding });
  } catch (error) {
    const detail = causeOf(error);
    if (!/overrun|past (?:the )?end|outside the bounds/u.test(detail)) return fail(unreadableDicom(name, detail));
    return fail({ code: 'image-truncated', name, format: 'dicom', detail });
  }
}

/** The parser throws strings, and objects with an `exception` in them. */
function causeOf(error: unknown): string {
  return String(error instanceof Object && 'exception' in error ? error.exception : error);
}

function adviceFor(title: string): string {
  return `its pixels are compressed with ${title}; save it uncompressed (Explicit VR Little Endian) to open it here`;
}

function refusalOf(picture: DicomPicture, coding: DicomCoding): string | undefined {
  const { photometric, samplesPerPixel, bitsAllocated, bitsStored, highBit } = picture;
  const isGrey = samplesPerPixel === 1 && /^MONOCHROME[12]$/u.test(photometric);
  // A browser takes a JPEG's colours for YCbCr, so that one of RGB samples would come out wrong.
  const isColour =
    samplesPerPixel === 3 && bitsAllocated === 8 && photometric.startsWith(coding.kind === 'jpeg' ? 'YBR_FULL' : 'RGB');
  if (!isGrey && !isColour)
    return `its colour model is ${photometric} with ${samplesPerPixel} samples of ${bitsAllocated} bits`;
  if (bitsAllocated !== 8 && bitsAllocated !== 16) return `it has ${bitsAllocated} bits per sample`;
  if (bitsStored < 1 || highBit >= bitsAllocated || highBit + 1 < bitsStored)
    return `its stored bits contradict one another`;
  return undefined;
}

/** Encapsulated frames are found by the file's table; without one, each JPEG begins a frame. */
export function firstJpegFrame(
  { dataSet, picture: { pixelData } }: OpenedDicom,
  name: string,
): Result<Uint8Array<ArrayBuffer>> {
  try {
    const stated = pixelData.basicOffsetTable ?? [];
    const table = stated.length > 0 ? stated : dicomParser.createJPEGBasicOffsetTable(dataSet, pixelData);
    // Typed as Node's Buffer as well, which no page has.
    return succeed(new Uint8Array(dicomParser.readEncapsulatedImageFrame(dataSet, pixelData, 0, table) as Uint8Array));
  } catch (error) {
    return fail(unreadableDicom(name, `its first frame is not found: ${causeOf(error)}`));
  }
}
