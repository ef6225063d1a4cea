/** The part of daikon (MIT), a DICOM reader without types of its own, that the sample builder calls. */
declare module 'daikon' {
  interface Image {
    getRows(): number;
    getCols(): number;
    getNumberOfFrames(): number;
    getNumberOfSamplesPerPixel(): number;
    getPhotometricInterpretation(): string | null;
    /** [between rows, between columns] in mm. */
    getPixelSpacing(): number[] | null;
    getRawData(): ArrayBuffer;
    /** Slope, intercept and MONOCHROME1 inversion applied; [rows, columns] of one frame. */
    getInterpretedData(asArray: false, asObject: false, frameIndex: number): Float32Array;
  }
  const daikon: { Series: { parseImage(file: DataView): Image | null } };
  export default daikon;
}
