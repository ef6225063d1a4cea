import { compareWithPrevious } from '../../../store/compare-runs';
import type { FinishedRun } from '../../../store/exchange';
import { formatBytes, formatMs, formatRatio, formatTokensPerSecond } from '../../format';
import { deviceName } from '../../shell/status-line';

const SHOWN = 8;

/** The last runs on this image, newest first, each with its speed against the previous precision. */
export function RunTable({ runs }: { runs: readonly FinishedRun[] }) {
  const shown = runs.slice(-SHOWN).reverse();
  const isComparable = new Set(runs.map(({ loaded }) => `${loaded.runtime.dtype} ${loaded.runtime.device}`)).size > 1;
  return (
    <details className="run-table" open={isComparable}>
      <summary>Last runs on this image ({shown.length})</summary>
      <div className="scroll-sideways" tabIndex={0} role="region" aria-label="Last runs on this image">
        <table>
          <thead>
            <tr>
              <th scope="col">Ran</th>
              <th scope="col">Prompt</th>
              <th scope="col" className="number">
                Load
              </th>
              <th scope="col" className="number">
                Encode
              </th>
              <th scope="col" className="number">
                First token
              </th>
              <th scope="col" className="number">
                Decode
              </th>
              <th scope="col" className="number">
                Total
              </th>
              <th scope="col" className="number">
                Weights
              </th>
              <th scope="col" className="number">
                Decode ratio
              </th>
            </tr>
          </thead>
          <tbody>
            {shown.map((run) => (
              <Row key={run.id} run={run} runs={runs} />
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}

function Row({ run, runs }: { run: FinishedRun; runs: readonly FinishedRun[] }) {
  const { metrics } = run.phase.result;
  const { runtime, timings } = run.loaded;
  const comparison = compareWithPrevious(run, runs);
  return (
    <tr>
      <th scope="row">
        {runtime.dtype} {deviceName(runtime.device)}
        {runtime.threads === undefined ? '' : ` ${runtime.threads}`}
      </th>
      <td className="run-prompt">{run.prompt.kind === 'caption' ? 'Caption' : run.prompt.text}</td>
      <td className="number">{formatMs(timings.totalMs)}</td>
      <td className="number">{metrics.visionEncodeMs === undefined ? 'reused' : formatMs(metrics.visionEncodeMs)}</td>
      <td className="number">{formatMs(metrics.firstTokenMs)}</td>
      <td className="number">
        {metrics.decodeTokensPerSecond === undefined ? '' : formatTokensPerSecond(metrics.decodeTokensPerSecond)}
      </td>
      <td className="number">{formatMs(metrics.totalMs)}</td>
      <td className="number">{formatBytes(runtime.weightBytes)}</td>
      <td className="number">
        {comparison?.decodeSpeedup === undefined
          ? ''
          : `${formatRatio(comparison.decodeSpeedup)} ${comparison.against.loaded.runtime.dtype}`}
      </td>
    </tr>
  );
}
