import { fileName, saveFile } from './save-file';

const NAMESPACE = 'http://www.w3.org/2000/svg';
/** Twice the size on screen stays sharp in a slide or on paper. */
const PNG_SCALE = 2;

/** The chart as a drawing of its own: our colour variables become the light theme's colours, on white. */
function standaloneSvg(drawn: SVGSVGElement): { text: string; widthPx: number; heightPx: number } {
  const { width: widthPx, height: heightPx } = drawn.getBoundingClientRect();
  const copy = drawn.cloneNode(true) as SVGSVGElement;
  copy.removeAttribute('style');
  copy.setAttribute('xmlns', NAMESPACE);
  copy.setAttribute('viewBox', `0 0 ${widthPx} ${heightPx}`);
  const ground = document.createElementNS(NAMESPACE, 'rect');
  ground.setAttribute('width', '100%');
  ground.setAttribute('height', '100%');
  ground.setAttribute('fill', '#ffffff');
  copy.prepend(ground);
  const text = new XMLSerializer().serializeToString(copy);
  return { text: withLightColours(text), widthPx, heightPx };
}

/**
 * Asks the browser what each variable is in the light theme. The theme is switched for the length of this call only, so
 * nothing is painted in between; an element with a colour scheme of its own would not do, since the variables are made at
 * the root.
 */
function withLightColours(svg: string): string {
  const root = document.documentElement;
  const theme = root.dataset['theme'];
  const probe = document.createElement('span');
  document.body.append(probe);
  root.dataset['theme'] = 'light';
  try {
    return svg.replace(/var\((--[\w-]+)\)/gu, (_, name: string) => {
      probe.style.color = `var(${name})`;
      return getComputedStyle(probe).color;
    });
  } finally {
    probe.remove();
    if (theme === undefined) delete root.dataset['theme'];
    else root.dataset['theme'] = theme;
  }
}

export function saveChartSvg(drawn: SVGSVGElement, title: string): void {
  saveFile(standaloneSvg(drawn).text, fileName(title, 'svg'), 'image/svg+xml');
}

/** Rejects when the browser can't draw the chart to a canvas. */
export async function saveChartPng(drawn: SVGSVGElement, title: string): Promise<void> {
  const { text, widthPx, heightPx } = standaloneSvg(drawn);
  const url = URL.createObjectURL(new Blob([text], { type: 'image/svg+xml' }));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const canvas = new OffscreenCanvas(Math.ceil(widthPx * PNG_SCALE), Math.ceil(heightPx * PNG_SCALE));
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
    saveFile(await canvas.convertToBlob({ type: 'image/png' }), fileName(title, 'png'), 'image/png');
  } finally {
    URL.revokeObjectURL(url);
  }
}
