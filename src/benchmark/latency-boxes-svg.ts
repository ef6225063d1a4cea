import { escapeMarkup } from './escape-markup';
import { formatMs } from './format-figures';
import type { ResultRow } from './result-rows';

const LABEL_PX = 180;
const BOXES_PX = 520;
const ROW_PX = 30;
const AXIS_PX = 24;

/** Every run as a dot, with a box of the quartiles around the median, for the report; an empty string without runs. */
export function latencyBoxesSvg(rows: readonly ResultRow[]): string {
  const boxes = rows.flatMap(({ label, cell, summary }) => {
    const total = summary?.runs.totalMs;
    return cell === undefined || total === undefined
      ? []
      : [{ label, total, samplesMs: cell.runs.map(({ totalMs }) => totalMs) }];
  });
  if (boxes.length === 0) return '';
  const least = Math.min(...boxes.map(({ total }) => total.min));
  const most = Math.max(...boxes.map(({ total }) => total.max));
  const x = (ms: number) => (LABEL_PX + (most > least ? (ms - least) / (most - least) : 0.5) * BOXES_PX).toFixed(1);
  const content = boxes.map(({ label, total, samplesMs }, index) => {
    const y = index * ROW_PX + ROW_PX / 2;
    const width = (Number(x(total.q3)) - Number(x(total.q1))).toFixed(1);
    const dots = samplesMs.map((ms) => `<circle cx="${x(ms)}" cy="${y}" r="2"><title>${formatMs(ms)}</title></circle>`);
    return [
      `<text x="0" y="${y + 4}">${escapeMarkup(label)}</text>`,
      `<g stroke="currentColor" fill="none"><path d="M${x(total.min)} ${y}H${x(total.max)}"/>`,
      `<rect class="box" x="${x(total.q1)}" y="${y - 9}" width="${width}" height="18"/>`,
      `<path d="M${x(total.median)} ${y - 9}v18" stroke-width="2"/></g><g class="dots">${dots.join('')}</g>`,
    ].join('');
  });
  const bottom = boxes.length * ROW_PX + 14;
  const axis = `<text x="${LABEL_PX}" y="${bottom}">${formatMs(least)}</text><text x="${LABEL_PX + BOXES_PX}" y="${bottom}" text-anchor="end">${formatMs(most)}</text>`;
  return `<svg viewBox="0 0 ${LABEL_PX + BOXES_PX + 90} ${boxes.length * ROW_PX + AXIS_PX}" role="img" aria-label="Times of whole answers, each run a dot">${content.join('')}${axis}</svg>`;
}
