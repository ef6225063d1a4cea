import type { ResultRow } from '../../../benchmark/result-rows';
import { MIN_ASPECT_QUESTIONS, type Estimate } from '../../../benchmark/scoring';
import { formatCount } from '../../format';
import { rowLabel } from '../results/row-label';
import type { OpenCell } from './confusions';
import { headlineLines } from './headline-lines';

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
            {headlineLines(rows).map(({ title, values }) => (
              <tr key={title} className="score-headline">
                <th scope="row">{title}</th>
                {values.map((value, position) => (
                  <td key={rows[position]?.key}>{value}</td>
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
                  <AspectCell key={row.key} {...{ row, aspect, rows, onOpen }} isOpen={isSame(openCell, row, aspect)} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}

interface AspectCellProps {
  row: ResultRow;
  rows: readonly ResultRow[];
  aspect: string;
  isOpen: boolean;
  onOpen: (cell: OpenCell) => void;
}

function AspectCell({ row, rows, aspect, isOpen, onOpen }: AspectCellProps) {
  const score = row.scores?.aspects.find((entry) => entry.aspect === aspect);
  if (score === undefined) return <td className="faint">not asked</td>;
  const { accuracy, balancedAccuracy, tokenRecall } = score;
  return (
    <td>
      <button
        type="button"
        className="score-button"
        aria-expanded={isOpen}
        aria-label={`${aspect}, ${rowLabel(row, rows)}: ${percent(accuracy.value)} of ${accuracy.count}. Show the cases`}
        onClick={() => onOpen({ rowKey: row.key, aspect })}
      >
        <b>{percent(accuracy.value)}</b> <Interval estimate={accuracy} />
      </button>
      <span className="below">
        n {formatCount(accuracy.count)}, balanced {percent(balancedAccuracy.value)}
        {tokenRecall !== undefined && `, token recall ${percent(tokenRecall)}`}
      </span>
    </td>
  );
}

function Interval({ estimate: { interval } }: { estimate: Estimate }) {
  if (interval === undefined) return <span className="faint">no interval</span>;
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

function isSame(cell: OpenCell | undefined, row: ResultRow, aspect: string): boolean {
  return cell?.rowKey === row.key && cell.aspect === aspect;
}
