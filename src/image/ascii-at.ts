/** Text of `length` bytes at `offset`, one character a byte; shorter when the bytes end before. For magic numbers. */
export function asciiAt(bytes: Uint8Array, offset: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(offset, offset + length));
}
