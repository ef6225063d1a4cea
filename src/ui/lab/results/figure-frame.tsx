import { ImageDown, Table2 } from 'lucide-react';
import { lazy, Suspense, useId, useRef, useState, type ReactNode } from 'react';
import type { ChartProps } from './chart';
import { saveChartPng, saveChartSvg } from './save-chart';

/** The chart library is half a megabyte: it comes when the first chart is drawn. */
const Chart = lazy(() => import('./chart').then((module) => ({ default: module.Chart })));

interface FigureFrameProps {
  title: string;
  /** How to read it, in a sentence. */
  note?: ReactNode;
  /** Choices of what is drawn. */
  controls?: ReactNode;
  chart: ChartProps;
  /** The same figures, with those that a picture can't show. */
  table: ReactNode;
  isTableOpen?: boolean;
  /** A scatter reads worse when it is stretched. */
  isNarrow?: boolean;
}

/** A chart that can be kept as SVG or PNG, and its table. */
export function FigureFrame({
  title,
  note,
  controls,
  chart,
  table,
  isTableOpen = false,
  isNarrow = false,
}: FigureFrameProps) {
  const drawing = useRef<HTMLDivElement>(null);
  const tableId = useId();
  const [isOpen, setOpen] = useState(isTableOpen);
  const [problem, setProblem] = useState<string>();
  async function save(work: (svg: SVGSVGElement, title: string) => void | Promise<void>): Promise<void> {
    const svg = drawing.current?.querySelector('svg');
    if (!svg) return;
    try {
      await work(svg, title);
      setProblem(undefined);
    } catch (error) {
      setProblem(`The picture could not be made. ${String(error)}`);
    }
  }
  return (
    <section className="lab-figure" aria-label={title}>
      <header className="figure-header">
        <h3>{title}</h3>
        <div className="figure-controls">
          {controls}
          <button
            type="button"
            className="button button-quiet"
            aria-expanded={isOpen}
            aria-controls={tableId}
            onClick={() => setOpen(!isOpen)}
          >
            <Table2 size={14} aria-hidden /> Table
          </button>
          <button
            type="button"
            className="button button-quiet"
            aria-label={`Save as SVG: ${title}`}
            onClick={() => void save(saveChartSvg)}
          >
            <ImageDown size={14} aria-hidden /> SVG
          </button>
          <button
            type="button"
            className="button button-quiet"
            aria-label={`Save as PNG: ${title}`}
            onClick={() => void save(saveChartPng)}
          >
            <ImageDown size={14} aria-hidden /> PNG
          </button>
        </div>
      </header>
      {note !== undefined && <p className="figure-note">{note}</p>}
      {problem !== undefined && (
        <p role="alert" className="figure-note">
          {problem}
        </p>
      )}
      <div ref={drawing} className={isNarrow ? 'drawing-narrow' : undefined}>
        <Suspense fallback={<div className="chart" style={{ height: chart.heightPx }} />}>
          <Chart {...chart} />
        </Suspense>
      </div>
      <div id={tableId} className={isOpen ? 'figure-table' : 'figure-table figure-table-closed'}>
        {table}
      </div>
    </section>
  );
}
