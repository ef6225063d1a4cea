import type { AccuracyFigure } from '../../../benchmark/confusions';
import type { ResultRow } from '../../../benchmark/result-rows';
import { MIN_ASPECT_QUESTIONS, type Estimate } from '../../../benchmark/scoring';
import { formatCount } from '../../format';
import { rowLabel } from '../../../benchmark/row-label';
import type { OpenCell } from './confusions';
import { figureName } from './figure-name';
import { HEADLINE_LINES, type HeadlineLine } from './headline-lines';

interface ScoreTableProps {
  rows: readonly ResultRow[];
  openCell: OpenCell | undefined;
  onOpen: (cell: OpenCell) => void;
}

/** Aspects down, configurations across: two precisions are compared along one line. Every accuracy opens its cases. */
export function ScoreTable({ rows, openCell, onOpen }: ScoreTableProps) {
  const aspects = [...new Set(rows.flatMap(({ scores }) => scores?.aspects.map(({ aspect }) => aspect) ?? []))].sort();
  return (
    <div className="lab-figure">
      <h3>Accuracy by aspect</h3>
      <p className="figure-note">
        Share of right answers with its 95% interval (bootstrap over patients or image groups) and the number of
        questions. Below it the balanced accuracy, which always answering the same cannot raise. Open a figure to see
        its cases. Aspects with fewer than {MIN_ASPECT_QUESTIONS} questions (marked ·) do not count towards the macro
        figures.
      </p>
      <div className="scroll-sideways" tabIndex={0} role="region" aria-label="Accuracy by aspect">
        <table className="score-table">
          <thead>
            <tr>
              <th scope="col">Aspect</th>
              {rows.map((row) => (
                <th key={row.key} scope="col">
                  {rowLabel(row, rows)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {HEADLINE_LINES.map((line) => (
              <tr key={line.title} className="score-headline">
                <th scope="row">{line.title}</th>
                {rows.map((row) => (
                  <HeadlineCell key={row.key} {...{ line, row, rows, openCell, onOpen }} />
                ))}
              </tr>
            ))}
            {aspects.map((aspect) => (
              <tr key={aspect}>
                <th scope="row">
                  {aspect}
                  {isCounted(rows, aspect) ? '' : ' ·'}
                </th>
                {rows.map((row) => (
                  <AspectCell key={row.key} {...{ row, aspect, rows, openCell, onOpen }} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}

interface CellProps {
  row: ResultRow;
  rows: readonly ResultRow[];
  openCell: OpenCell | undefined;
  onOpen: (cell: OpenCell) => void;
}

function HeadlineCell({ line, ...cell }: CellProps & { line: HeadlineLine }) {
  const { row } = cell;
  if (row.scores === undefined) return <td />;
  if (line.kind === 'text') return <td>{line.textOf(row.scores, row)}</td>;
  const estimate = line.estimateOf(row.scores);
  if (estimate === undefined) return <td className="faint">{line.absent}</td>;
  return (
    <td>
      <FigureButton {...cell} figure={line.figure} estimate={estimate} />
      <span className="score-interval">· n {formatCount(estimate.count)}</span>
    </td>
  );
}

function AspectCell({ aspect, ...cell }: CellProps & { aspect: string }) {
  const score = cell.row.scores?.aspects.find((entry) => entry.aspect === aspect);
  if (score === undefined) return <td className="faint">not asked</td>;
  const { accuracy, balancedAccuracy, tokenRecall } = score;
  return (
    <td>
      <FigureButton {...cell} figure={{ kind: 'aspect', aspect }} estimate={accuracy} />
      <span className="below">
        n {formatCount(accuracy.count)}, balanced {percent(balancedAccuracy.value)}
        {tokenRecall !== undefined && `, token recall ${percent(tokenRecall)}`}
      </span>
    </td>
  );
}

interface FigureButtonProps extends CellProps {
  figure: AccuracyFigure;
  estimate: Estimate;
}

/** A figure that opens the cases it rests on. */
function FigureButton({ row, rows, openCell, onOpen, figure, estimate }: FigureButtonProps) {
  const name = figureName(figure);
  const isOpen = openCell?.rowKey === row.key && figureName(openCell.figure) === name;
  return (
    <button
      type="button"
      className="score-button"
      aria-expanded={isOpen}
      aria-label={`${name}, ${rowLabel(row, rows)}: ${percent(estimate.value)} of ${estimate.count}. Show the cases`}
      onClick={() => onOpen({ rowKey: row.key, figure })}
    >
      <b>{percent(estimate.value)}</b> <Interval estimate={estimate} />
    </button>
  );
}

function Interval({ estimate: { interval } }: { estimate: Estimate }) {
  if (interval === undefined) return <span className="score-interval">no interval</span>;
  return (
    <span className="score-interval">
      {(interval.low * 100).toFixed(0)} to {(interval.high * 100).toFixed(0)}
    </span>
  );
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)}%`;
}

function isCounted(rows: readonly ResultRow[], aspect: string): boolean {
  return rows.some(({ scores }) => scores?.aspects.find((entry) => entry.aspect === aspect)?.counted === true);
}
