import type { EChartsCoreOption } from 'echarts/core';
import type { ResultRow } from '../../../benchmark/result-rows';
import { formatPercent } from '../../format';
import { INK, LEGEND, TEXT_STYLE, TOOLTIP, VALUE_AXIS } from '../results/chart-style';
import { rowLabel } from '../../../benchmark/row-label';

const COLOURS = ['var(--stage-encode)', 'var(--stage-prefill)', 'var(--stage-decode)', 'var(--stage-preprocess)'];
/** Shapes tell the lines apart without their colours. */
const SYMBOLS = ['circle', 'rect', 'triangle', 'diamond', 'emptyCircle', 'emptyRect', 'emptyTriangle'];
const LINES = ['solid', 'dashed', 'dotted'];

/** One line for each configuration over the bins that hold answers; the diagonal is a perfect calibration. */
export function calibrationOption(rows: readonly ResultRow[]): EChartsCoreOption {
  const axis = { ...VALUE_AXIS, min: 0, max: 100 };
  return {
    animation: false,
    textStyle: TEXT_STYLE,
    legend: { ...LEGEND, data: rows.map((row) => rowLabel(row, rows)) },
    grid: { left: 48, right: 24, top: 34, bottom: 44 },
    tooltip: {
      ...TOOLTIP,
      trigger: 'item',
      formatter: ({ seriesIndex = 0, dataIndex }: Item) => tooltip(rows, seriesIndex, dataIndex),
    },
    xAxis: { ...axis, name: 'mean probability of the answers, %', nameGap: 26 },
    yAxis: { ...axis, name: 'right answers, %', nameGap: 32 },
    series: [
      ...rows.map((row, position) => ({
        type: 'line',
        name: rowLabel(row, rows),
        symbol: SYMBOLS[position % SYMBOLS.length],
        symbolSize: 8,
        emphasis: { disabled: true },
        itemStyle: { color: COLOURS[position % COLOURS.length] },
        lineStyle: { color: COLOURS[position % COLOURS.length], type: LINES[position % LINES.length], width: 2 },
        data: (row.scores?.calibration?.bins ?? []).map((bin) => [bin.meanProbability * 100, bin.accuracy * 100]),
      })),
      {
        type: 'line',
        name: 'perfect',
        silent: true,
        symbol: 'none',
        lineStyle: { color: INK.faint, width: 1, type: 'dashed' },
        data: [
          [0, 0],
          [100, 100],
        ],
      },
    ],
  };
}

interface Item {
  seriesIndex?: number;
  dataIndex: number;
}

function tooltip(rows: readonly ResultRow[], seriesIndex: number, dataIndex: number): string {
  const row = rows[seriesIndex];
  const bin = row?.scores?.calibration?.bins[dataIndex];
  if (row === undefined || bin === undefined) return '';
  return `${rowLabel(row, rows)}\n${bin.count} answers, ${formatPercent(bin.meanProbability)} sure on average\n${formatPercent(bin.accuracy)} right`;
}
