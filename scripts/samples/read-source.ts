import { gunzipSync } from 'fflate';
import sharp from 'sharp';
import { readDicom } from './read-dicom';
import { readNiftiSlice } from './read-nifti';
import { readNpz } from './read-npz';
import type { Reading } from './sample-recipe';
import type { GrayImage, SourceImage } from './source-image';

/** Gzipped big-endian uint16 without a header, as the scanner console wrote it. */
function readRawUint16(bytes: Uint8Array, widthPx: number, heightPx: number): GrayImage {
  const raw = gunzipSync(bytes);
  const view = new DataView(raw.buffer, raw.byteOffset, raw.byteLength);
  const values = Float32Array.from({ length: widthPx * heightPx }, (_, i) => view.getUint16(2 * i));
  return { kind: 'gray', values, widthPx, heightPx, pixelAspect: 1 };
}

/** PNG, JPEG or TIFF; 16-bit grey keeps its full range. */
async function readRaster(bytes: Uint8Array): Promise<SourceImage> {
  const { channels, width: widthPx, height: heightPx, depth } = await sharp(bytes).metadata();
  if (channels === 1) {
    const raw = await sharp(bytes)
      .toColourspace(depth === 'ushort' ? 'grey16' : 'b-w')
      .raw({ depth: 'ushort' })
      .toBuffer();
    const stored = new Uint16Array(raw.buffer, raw.byteOffset, widthPx * heightPx);
    return { kind: 'gray', values: Float32Array.from(stored), widthPx, heightPx, pixelAspect: 1 };
  }
  const raw = await sharp(bytes).toColourspace('srgb').removeAlpha().raw().toBuffer();
  return { kind: 'rgb', pixels: new Uint8Array(raw), widthPx, heightPx };
}

/** Turns a package's file into measured values or RGB pixels, and drops everything else that the file says. */
export async function readSource(bytes: Uint8Array, reading: Reading): Promise<SourceImage> {
  switch (reading.kind) {
    case 'dicom':
      return readDicom(bytes, reading.frame);
    case 'nifti':
      return readNiftiSlice(bytes, reading.plane, reading.at);
    case 'npz':
      return readNpz(bytes, reading.view);
    case 'raw-uint16':
      return readRawUint16(bytes, reading.widthPx, reading.heightPx);
    case 'raster':
      return readRaster(bytes);
  }
}
