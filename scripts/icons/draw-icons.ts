/**
 * npm run icons
 * Draws the PNG icons that installed pages need from the two SVG drawings in public/icons.
 */
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';

const ICONS = [
  { drawing: 'icon.svg', sizePx: 192, file: 'icon-192.png' },
  { drawing: 'icon.svg', sizePx: 512, file: 'icon-512.png' },
  { drawing: 'icon-maskable.svg', sizePx: 512, file: 'icon-maskable-512.png' },
  { drawing: 'icon-maskable.svg', sizePx: 180, file: 'apple-touch-icon.png' },
] as const;

const folder = fileURLToPath(new URL('../../public/icons/', import.meta.url));
for (const { drawing, sizePx, file } of ICONS) {
  await sharp(folder + drawing, { density: 300 })
    .resize(sizePx, sizePx)
    .png({ compressionLevel: 9, palette: true })
    .toFile(folder + file);
  console.log(`${file}: ${sizePx} × ${sizePx} px`);
}
