import './latency.css';
import { useStore } from 'zustand';
import { useShallow } from 'zustand/react/shallow';
import { compareWithPrevious } from '../../../store/compare-runs';
import { finishedRunsOf } from '../../../store/conversation';
import { usePreferences, useReaderState, useStores } from '../../stores-context';
import { comparisonSentence } from './comparison-sentence';
import { LatestRun } from './latest-run';
import { RunTable } from './run-table';

/** What the last answer cost, next to the answer, and beside what the runs before it cost on the same image. */
export function LatencyPanel() {
  const { conversation } = useStores();
  const { selectedId } = useReaderState();
  const runs = useStore(
    conversation.store,
    useShallow((state) => (selectedId === undefined ? [] : finishedRunsOf(state, selectedId))),
  );
  const latest = runs.at(-1);
  const comparison = latest && compareWithPrevious(latest, runs);
  return (
    <section className="panel latency" aria-label="Latency">
      {latest === undefined ? (
        <p className="faint">Times of each stage appear here with the first answer.</p>
      ) : (
        <>
          <LatestRun run={latest} />
          {comparison && <p className="comparison">{comparisonSentence(latest, comparison)}</p>}
          <RunTable runs={runs} />
        </>
      )}
      <RepeatChoice />
    </section>
  );
}

/** Whether a switch asks the last prompt again, so that the new figures appear beside the old ones at once. */
function RepeatChoice() {
  const { preferences } = useStores();
  const { repeatAfterSwitch } = usePreferences();
  return (
    <label className="check">
      <input
        type="checkbox"
        checked={repeatAfterSwitch}
        onChange={(event) => preferences.setState({ repeatAfterSwitch: event.target.checked })}
      />
      Ask the last prompt again after a switch, to compare
    </label>
  );
}
