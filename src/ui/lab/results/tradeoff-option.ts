import type { EChartsCoreOption } from 'echarts/core';
import { isMeasurablyBeaten, paretoFront, type ParetoPoint } from '../../../benchmark/pareto-front';
import type { ResultRow } from '../../../benchmark/result-rows';
import type { Estimate } from '../../../benchmark/scoring';
import { formatBytes, formatEstimate, formatMs } from '../../format';
import { INK, TEXT_STYLE, TOOLTIP, VALUE_AXIS } from './chart-style';
import { rowLabel } from '../../../benchmark/row-label';

/** A configuration of which both are known: `cost` is the median of a whole answer in milliseconds, `value` accuracy, 0 to 1. */
export interface TradeoffPoint extends ParetoPoint {
  row: ResultRow;
  accuracy: Estimate;
  weightBytes: number;
}

/** The headline accuracy where every judged row has one, else the plain accuracy, so that all points mean the same. */
export function accuracyKind(rows: readonly ResultRow[]): 'macroAccuracy' | 'accuracy' {
  const judged = rows.flatMap(({ scores }) => (scores === undefined ? [] : [scores]));
  return judged.every(({ macroAccuracy }) => macroAccuracy !== undefined) ? 'macroAccuracy' : 'accuracy';
}

export function tradeoffPoints(rows: readonly ResultRow[]): TradeoffPoint[] {
  const kind = accuracyKind(rows);
  return rows.flatMap((row) => {
    const accuracy = row.scores?.[kind];
    const total = row.summary?.runs.totalMs;
    if (accuracy === undefined || total === undefined || row.runtime === undefined) return [];
    return [
      {
        row,
        cost: total.median,
        value: accuracy.value,
        ...(total.interval === undefined ? {} : { costInterval: total.interval }),
        ...(accuracy.interval === undefined ? {} : { valueInterval: accuracy.interval }),
        accuracy,
        weightBytes: row.runtime.weightBytes,
      },
    ];
  });
}

/** `beaten` only where the intervals show it; off the front by less, a point is `near` it. */
export type Standing = 'on the front' | 'near' | 'beaten';

export function standingsOf(points: readonly TradeoffPoint[]): ReadonlyMap<TradeoffPoint, Standing> {
  const front = new Set(paretoFront(points));
  const standing = (point: TradeoffPoint): Standing => {
    if (front.has(point)) return 'on the front';
    return isMeasurablyBeaten(point, points) ? 'beaten' : 'near';
  };
  return new Map(points.map((point) => [point, standing(point)]));
}

const LARGEST_PX = 46;

/** Accuracy against latency; the area of a disc is the size of the weights, the dashed line joins what nothing beats. */
export function tradeoffOption(points: readonly TradeoffPoint[]): EChartsCoreOption {
  const rows = points.map(({ row }) => row);
  const standings = standingsOf(points);
  const largest = Math.max(...points.map(({ weightBytes }) => weightBytes), 1);
  const percent = (share: number) => share * 100;
  return {
    animation: false,
    textStyle: TEXT_STYLE,
    grid: { left: 44, right: 96, top: 30, bottom: 48 },
    tooltip: {
      ...TOOLTIP,
      trigger: 'item',
      formatter: ({ dataIndex }: { dataIndex: number }) => tooltip(points[dataIndex], rows),
    },
    xAxis: {
      ...VALUE_AXIS,
      name: 'whole answer, median, ms (less is better)',
      nameGap: 28,
      scale: true,
      boundaryGap: ['12%', '12%'],
    },
    yAxis: { ...VALUE_AXIS, name: 'accuracy, %', nameGap: 32, scale: true, boundaryGap: ['10%', '10%'] },
    series: [
      {
        type: 'line',
        name: 'Pareto front',
        symbol: 'none',
        silent: true,
        lineStyle: { type: 'dashed', color: INK.quiet, width: 1.5 },
        data: paretoFront(points).map(({ cost, value }) => [cost, percent(value)]),
      },
      {
        type: 'custom',
        name: '95% interval',
        silent: true,
        renderItem: drawInterval,
        // Both ends, so that the axis reaches them.
        encode: { x: 0, y: [1, 2] },
        data: points.flatMap(intervalOf),
      },
      {
        type: 'scatter',
        name: 'configurations',
        symbolSize: (_: unknown, { dataIndex }: { dataIndex: number }) =>
          LARGEST_PX * Math.sqrt((points[dataIndex]?.weightBytes ?? 0) / largest),
        itemStyle: { color: 'var(--accent-surface)', borderColor: INK.accent, borderWidth: 1.5, opacity: 0.85 },
        emphasis: { disabled: true },
        label: {
          show: true,
          position: 'right',
          color: INK.text,
          lineHeight: 15,
          formatter: ({ dataIndex }: { dataIndex: number }) => {
            const point = points[dataIndex];
            return point === undefined
              ? ''
              : `${rowLabel(point.row, rows)}${standings.get(point) === 'beaten' ? '\n(beaten)' : ''}`;
          },
        },
        // A place of its own for each label: ECharts moves only such labels out of each other's way.
        labelLayout: ({ labelRect: { x, y, height } }: LabelBox) => ({
          x,
          y: y + height / 2,
          align: 'left',
          verticalAlign: 'middle',
          moveOverlap: 'shiftY',
        }),
        data: points.map(({ cost, value }) => [cost, percent(value)]),
      },
    ],
  };
}

function intervalOf({ cost, accuracy }: TradeoffPoint): number[][] {
  const { interval } = accuracy;
  return interval === undefined ? [] : [[cost, interval.low * 100, interval.high * 100]];
}

interface LabelBox {
  /** Pixels of the chart. */
  labelRect: { x: number; y: number; height: number };
}

interface DrawApi {
  value: (dimension: number) => number;
  coord: (place: [number, number]) => [number, number];
}

/** A vertical whisker with its two ends. */
function drawInterval(_: unknown, api: DrawApi): object {
  const [x, low] = api.coord([api.value(0), api.value(1)]);
  const [, high] = api.coord([api.value(0), api.value(2)]);
  const style = { stroke: INK.strong, lineWidth: 1 };
  const line = (x1: number, y1: number, x2: number, y2: number) => ({ type: 'line', shape: { x1, y1, x2, y2 }, style });
  return {
    type: 'group',
    children: [line(x, low, x, high), line(x - 4, low, x + 4, low), line(x - 4, high, x + 4, high)],
  };
}

function tooltip(point: TradeoffPoint | undefined, rows: readonly ResultRow[]): string {
  if (point === undefined) return '';
  const { value, interval } = point.accuracy;
  const accuracy = formatEstimate({ value, low: interval?.low, high: interval?.high });
  return `${rowLabel(point.row, rows)}\naccuracy ${accuracy}\nwhole answer ${formatMs(point.cost)}\nweights ${formatBytes(point.weightBytes)}`;
}
