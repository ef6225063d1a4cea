import daikon from 'daikon';
import type { SourceImage } from './source-image';

/**
 * Decodes one frame of a DICOM file. Only pixels leave this function, never header text.
 * @param frame 0-based; the first when not given
 * @throws when the file is no DICOM image or has a colour model that no sample uses
 */
export function readDicom(bytes: Uint8Array, frame = 0): SourceImage {
  const image = daikon.Series.parseImage(new DataView(new Uint8Array(bytes).buffer));
  if (image === null) throw new Error('not a DICOM image');
  const [widthPx, heightPx] = [image.getCols(), image.getRows()];
  if (image.getNumberOfSamplesPerPixel() === 3) {
    const model = image.getPhotometricInterpretation();
    if (model !== 'RGB') throw new Error(`DICOM colour model ${String(model)} is not supported here`);
    const frameBytes = widthPx * heightPx * 3;
    return {
      kind: 'rgb',
      pixels: new Uint8Array(image.getRawData(), frame * frameBytes, frameBytes),
      widthPx,
      heightPx,
    };
  }
  const [rowSpacing = 1, columnSpacing = 1] = image.getPixelSpacing() ?? [];
  return {
    kind: 'gray',
    values: image.getInterpretedData(false, false, frame),
    widthPx,
    heightPx,
    pixelAspect: rowSpacing > 0 && columnSpacing > 0 ? columnSpacing / rowSpacing : 1,
  };
}
