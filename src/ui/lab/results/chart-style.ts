/** Our tokens as ECharts takes them: it passes on colours that it can't read, and the SVG resolves the variables. */
export const INK = {
  text: 'var(--text)',
  quiet: 'var(--text-quiet)',
  faint: 'var(--text-faint)',
  line: 'var(--line)',
  strong: 'var(--line-strong)',
  surface: 'var(--surface-2)',
  accent: 'var(--accent)',
  doubt: 'var(--doubt)',
  failure: 'var(--failure)',
} as const;

const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif';

export const TEXT_STYLE = { color: INK.text, fontFamily: FONT, fontSize: 12 } as const;

/** Drawn inside the SVG: a tooltip made of HTML would carry inline styles, which the page's policy refuses. */
export const TOOLTIP = {
  renderMode: 'richText',
  confine: true,
  backgroundColor: INK.surface,
  borderColor: INK.strong,
  borderWidth: 1,
  padding: 8,
  textStyle: TEXT_STYLE,
} as const;

export const VALUE_AXIS = {
  type: 'value',
  axisLine: { show: true, lineStyle: { color: INK.strong } },
  axisLabel: { color: INK.quiet, hideOverlap: true },
  splitLine: { lineStyle: { color: INK.line } },
  nameTextStyle: { color: INK.quiet },
  nameLocation: 'middle',
} as const;

const LABEL_AXIS = {
  type: 'category',
  inverse: true,
  axisLine: { lineStyle: { color: INK.strong } },
  axisTick: { show: false },
} as const;

/** Room for one line of about 20 letters; longer names are broken. Short ones leave the room to the bars. */
const LABEL_WIDTH_PX = 150;

export function labelAxis(labels: readonly string[]): object {
  const longest = Math.max(0, ...labels.flatMap((label) => label.split('\n').map((line) => line.length)));
  const width = Math.min(LABEL_WIDTH_PX, longest * 8);
  return { ...LABEL_AXIS, data: labels, axisLabel: { color: INK.text, width, overflow: 'break', lineHeight: 15 } };
}

export const LEGEND = {
  top: 0,
  left: 0,
  itemWidth: 16,
  itemHeight: 12,
  textStyle: { color: INK.quiet },
  inactiveColor: INK.faint,
} as const;

/** A hatching of its own for each series, so that nothing rests on colour alone. */
export const DECALS = [
  { symbol: 'none' },
  { symbol: 'rect', dashArrayX: [1, 0], dashArrayY: [2, 5], rotation: Math.PI / 4, color: 'rgba(0,0,0,0.28)' },
  {
    symbol: 'circle',
    dashArrayX: [
      [6, 6],
      [0, 6, 6, 0],
    ],
    dashArrayY: [4, 0],
    symbolSize: 0.6,
    color: 'rgba(0,0,0,0.3)',
  },
  { symbol: 'rect', dashArrayX: [1, 0], dashArrayY: [2, 5], rotation: -Math.PI / 4, color: 'rgba(0,0,0,0.28)' },
] as const;

export const decalled = { aria: { enabled: true, label: { enabled: false }, decal: { show: true, decals: DECALS } } };

/** Room for one bar or box with its name. */
export const ROW_PX = 40;

export function rowsHeightPx(count: number, besidesPx: number): number {
  return count * ROW_PX + besidesPx;
}
