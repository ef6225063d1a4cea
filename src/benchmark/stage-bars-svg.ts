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
    const totalMs = summary?.runs.totalMs?.median;
    return stages.length === 0 || totalMs === undefined ? [] : [{ label, stages, totalMs }];
  });
  if (bars.length === 0) return '';
  const lengthMs = ({ stages }: Bar) => stages.reduce((sum, { ms }) => sum + ms, 0);
  const scale = BARS_PX / Math.max(...bars.map(lengthMs));
  const height = TOP_PX + bars.length * ROW_PX;
  const content = bars.map((bar, index) => barMarkup(bar, TOP_PX + index * ROW_PX, scale)).join('');
  return `<svg viewBox="0 0 ${LABEL_PX + BARS_PX + 90} ${height}" role="img" aria-label="Median time of each stage">${patterns()}${legend()}${content}</svg>`;
}

interface Bar {
  label: string;
  stages: readonly { stage: RunStage; ms: number }[];
  /** Median of the whole runs: medians of stages don't add up to it. */
  totalMs: number;
}

function barMarkup(bar: Bar, topPx: number, scale: number): string {
  let leftPx = LABEL_PX;
  const parts = bar.stages.map(({ stage, ms }) => {
    const widthPx = ms * scale;
    const rectangle = `<rect x="${leftPx.toFixed(1)}" y="${topPx}" width="${widthPx.toFixed(1)}" height="18" fill="url(#${stage})"><title>${STAGE_NAMES[stage]} ${formatMs(ms)}</title></rect>`;
    leftPx += widthPx;
    return rectangle;
  });
  const label = `<text x="0" y="${topPx + 14}">${escapeMarkup(bar.label)}</text>`;
  return `${label}${parts.join('')}<text x="${(leftPx + 6).toFixed(1)}" y="${topPx + 14}">total ${formatMs(bar.totalMs)}</text>`;
}

/** Colour and hatching, so that nothing rests on colour alone. */
function patterns(): string {
  const marks: Readonly<Record<RunStage, string>> = {
    preprocessMs: '',
    visionEncodeMs: '<path d="M0 8L8 0" stroke="#000" stroke-opacity=".45"/>',
    prefillMs: '<circle cx="4" cy="4" r="1.3" fill="#000" fill-opacity=".5"/>',
    decodeMs: '<path d="M0 0L8 8" stroke="#000" stroke-opacity=".45"/>',
  };
  const pattern = (stage: RunStage) =>
    `<pattern id="${stage}" width="8" height="8" patternUnits="userSpaceOnUse"><rect width="8" height="8" fill="${STAGE_COLOURS[stage]}"/>${marks[stage]}</pattern>`;
  return `<defs>${RUN_STAGES.map(pattern).join('')}</defs>`;
}

function legend(): string {
  return RUN_STAGES.map((stage, index) => {
    const leftPx = LABEL_PX + index * 120;
    return `<rect x="${leftPx}" y="4" width="12" height="12" fill="url(#${stage})"/><text x="${leftPx + 17}" y="14">${STAGE_NAMES[stage]}</text>`;
  }).join('');
}
