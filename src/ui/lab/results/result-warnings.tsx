import { breakawayOf, describeShare } from '../../../benchmark/breakaway';
import type { ResultRow } from '../../../benchmark/result-rows';
import { availabilityOf, type Catalogue } from '../../../store/catalogue';
import { failureMessage } from '../../failure-message';
import { formatNumberOf } from '../../format';
import { DoubtNotice, FailureNotice } from '../../shell/failure-notice';
import { useCatalogue } from '../../stores-context';
import { rowLabel } from '../../../benchmark/row-label';

/** What a reader of the charts must know first: broken-away answers, unsteady times, cells that did not run. */
export function ResultWarnings({ rows }: { rows: readonly ResultRow[] }) {
  const catalogue = useCatalogue();
  return (
    <>
      {rows.map((row) => (
        <Breakaway key={row.key} row={row} rows={rows} catalogue={catalogue} />
      ))}
      <Unsteady rows={rows} />
      {rows.map((row) => (
        <Unmeasured key={row.key} row={row} rows={rows} />
      ))}
    </>
  );
}

interface RowOfRows {
  row: ResultRow;
  rows: readonly ResultRow[];
}

function Breakaway({ row, rows, catalogue }: RowOfRows & { catalogue: Catalogue }) {
  const breakaway = breakawayOf(row, rows);
  if (breakaway === undefined) return null;
  const { modelId, dtype, device } = row.configuration;
  const listed = availabilityOf(catalogue, modelId, dtype, device);
  // What this model's own verification found says more than what is known of its kind.
  const reason = listed.kind === 'warned' ? listed.reason : breakaway.reason;
  return (
    <DoubtNotice>
      <b>
        {rowLabel(row, rows)} {breakaway.isCertain ? 'breaks away' : 'may break away'} from fp32
      </b>
      : {describeShare(breakaway)}. {reason ?? 'No cause is known.'}{' '}
      {breakaway.isCertain
        ? 'Do not use its speed without looking at its answers.'
        : `That is too few to tell: ${breakaway.measuredBy === 'tokens' ? 'compare more images, or judge both on a pack' : 'judge both on a larger pack'}.`}
    </DoubtNotice>
  );
}

/** One notice for all: on a busy machine most cells are affected at once. */
function Unsteady({ rows }: { rows: readonly ResultRow[] }) {
  const unsteady = rows.filter(({ summary }) => summary?.unsteady === true);
  if (unsteady.length === 0) return null;
  return (
    <DoubtNotice>
      <b>Unsteady times</b> (spread above 25%): {unsteady.map((row) => rowLabel(row, rows)).join('; ')}. Something else
      was using the machine, or it slowed down. Close other programs and measure again before you rely on small
      differences.
    </DoubtNotice>
  );
}

function Unmeasured({ row, rows }: RowOfRows) {
  const failure = row.cell?.failure;
  if (failure === undefined) return null;
  if (row.cell?.status === 'crashed') {
    return (
      <div className="labelled-notice">
        <p className="label">
          {rowLabel(row, rows)} crashed after {formatNumberOf(row.cell.runs.length, 'run')}
        </p>
        <FailureNotice failure={failure} />
      </div>
    );
  }
  const { text, detail } = failureMessage(failure);
  return (
    <DoubtNotice>
      <b>{rowLabel(row, rows)} was not run.</b> {failure.code === 'unsupported-configuration' ? detail : text}
    </DoubtNotice>
  );
}
