import { RUN_STAGES, type RunStage } from './cell-summary';
import { escapeMarkup } from './escape-markup';
import { formatMs } from './format-figures';
import type { ResultRow } from './result-rows';

/** Okabe and Ito's palette, which stays apart in colour-blind vision. */
const STAGE_COLOURS: Readonly<Record<RunStage, string>> = {
  preprocessMs: '#999999',
  visionEncodeMs: '#56B4E9',
  prefillMs: '#E69F00',
  decodeMs: '#009E73',
};
const STAGE_NAMES: Readonly<Record<RunStage, string>> = {
  preprocessMs: 'Preprocess',
  visionEncodeMs: 'Vision encode',
  prefillMs: 'Prefill',
  decodeMs: 'Decode',
};

const LABEL_PX = 180;
const BARS_PX = 520;
const ROW_PX = 26;
const TOP_PX = 30;

/** Stacked bars of the stages' medians for the report; an empty string when nothing was measured. */
export function stageBarsSvg(rows: readonly ResultRow[]): string {
  const bars = rows.flatMap(({ label, summary }) => {
    const stages = RUN_STAGES.flatMap((stage) => {
      const ms = summary?.runs[stage]?.median;
      return ms === undefined ? [] : [{ stage, ms }];
    });
    return stages.length === 0 ? [] : [{ label, stages, totalMs: stages.reduce((sum, { ms }) => sum + ms, 0) }];
  });
  if (bars.length === 0) return '';
  const scale = BARS_PX / Math.max(...bars.map(({ totalMs }) => totalMs));
  const height = TOP_PX + bars.length * ROW_PX;
  const content = bars.map((bar, index) => barMarkup(bar, TOP_PX + index * ROW_PX, scale)).join('');
  return `<svg viewBox="0 0 ${LABEL_PX + BARS_PX + 90} ${height}" role="img" aria-label="Median time of each stage">${legend()}${content}</svg>`;
}

function barMarkup(
  bar: { label: string; stages: readonly { stage: RunStage; ms: number }[]; totalMs: number },
  topPx: number,
  scale: number,
): string {
  let leftPx = LABEL_PX;
  const parts = bar.stages.map(({ stage, ms }) => {
    const widthPx = ms * scale;
    const rectangle = `<rect x="${leftPx.toFixed(1)}" y="${topPx}" width="${widthPx.toFixed(1)}" height="18" fill="${STAGE_COLOURS[stage]}"><title>${STAGE_NAMES[stage]} ${formatMs(ms)}</title></rect>`;
    leftPx += widthPx;
    return rectangle;
  });
  const label = `<text x="0" y="${topPx + 14}">${escapeMarkup(bar.label)}</text>`;
  return `${label}${parts.join('')}<text x="${(leftPx + 6).toFixed(1)}" y="${topPx + 14}">${formatMs(bar.totalMs)}</text>`;
}

function legend(): string {
  return RUN_STAGES.map((stage, index) => {
    const leftPx = LABEL_PX + index * 120;
    return `<rect x="${leftPx}" y="4" width="12" height="12" fill="${STAGE_COLOURS[stage]}"/><text x="${leftPx + 17}" y="14">${STAGE_NAMES[stage]}</text>`;
  }).join('');
}
