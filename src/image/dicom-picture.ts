import type { DataSet, Element } from 'dicom-parser';

/** What a DICOM file says of its picture; never anything of the patient. */
export interface DicomPicture {
  widthPx: number;
  heightPx: number;
  frameCount: number;
  samplesPerPixel: number;
  /** `MONOCHROME2`, `RGB`, … (PS3.3 C.7.6.3.1.2) */
  photometric: string;
  /** 8 or 16 for what the page opens. */
  bitsAllocated: number;
  bitsStored: number;
  /** Position of the highest stored bit. */
  highBit: number;
  signed: boolean;
  /** Colours in three planes instead of pixel by pixel. */
  planar: boolean;
  /** Stored value × slope + intercept gives the modality's own, Hounsfield units for CT. */
  slope: number;
  intercept: number;
  /** First window of the file, in the modality's units; absent when there is none that makes sense. */
  voi?: { kind: 'linear' | 'linear-exact' | 'sigmoid'; center: number; width: number };
  /** Stored value of what lies outside the scanned area. */
  padding?: number;
  pixelData: Element;
}

/** @returns undefined when the file has no picture in it, as a report or a plan */
export function dicomPicture(dataSet: DataSet): DicomPicture | undefined {
  const heightPx = dataSet.uint16('x00280010');
  const widthPx = dataSet.uint16('x00280011');
  const bitsAllocated = dataSet.uint16('x00280100');
  const pixelData = dataSet.elements['x7fe00010'];
  if (heightPx === undefined || widthPx === undefined || bitsAllocated === undefined || pixelData === undefined)
    return undefined;
  const bitsStored = dataSet.uint16('x00280101') ?? bitsAllocated;
  const signed = dataSet.uint16('x00280103') === 1;
  const padding = signed ? dataSet.int16('x00280120') : dataSet.uint16('x00280120');
  return {
    widthPx,
    heightPx,
    frameCount: dataSet.intString('x00280008') ?? 1,
    samplesPerPixel: dataSet.uint16('x00280002') ?? 1,
    photometric: dataSet.string('x00280004') ?? 'MONOCHROME2',
    bitsAllocated,
    bitsStored,
    highBit: dataSet.uint16('x00280102') ?? bitsStored - 1,
    signed,
    planar: dataSet.uint16('x00280006') === 1,
    ...rescaleOf(dataSet),
    ...(padding === undefined ? {} : { padding }),
    pixelData,
  };
}

/** A modality look-up table replaces slope and intercept, and then the window's units are not ours: neither is used. */
function rescaleOf(dataSet: DataSet): Pick<DicomPicture, 'slope' | 'intercept' | 'voi'> {
  if (dataSet.elements['x00283000'] !== undefined) return { slope: 1, intercept: 0 };
  const slope = dataSet.floatString('x00281053') ?? 1;
  const voi = voiOf(dataSet);
  return {
    slope: Number.isFinite(slope) && slope !== 0 ? slope : 1,
    intercept: dataSet.floatString('x00281052') ?? 0,
    ...(voi === undefined ? {} : { voi }),
  };
}

function voiOf(dataSet: DataSet): DicomPicture['voi'] {
  const center = dataSet.floatString('x00281050');
  const width = dataSet.floatString('x00281051');
  // Some writers fill both with 0; a width below 1 has no meaning (PS3.3 C.11.2.1.2).
  if (center === undefined || width === undefined || !Number.isFinite(center) || !(width >= 1)) return undefined;
  const voiFunction = dataSet.string('x00281056');
  if (voiFunction === 'SIGMOID') return { kind: 'sigmoid', center, width };
  return { kind: voiFunction === 'LINEAR_EXACT' ? 'linear-exact' : 'linear', center, width };
}
