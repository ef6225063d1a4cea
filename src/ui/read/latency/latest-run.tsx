import type { FinishedRun } from '../../../store/exchange';
import type { RuntimeIdentity } from '../../../contract/measurement';
import { formatBytes, formatMs, formatTokensPerSecond } from '../../format';
import { countThreads, deviceName } from '../../shell/status-line';
import { StageBar } from './stage-bar';

/** The last answer's figures, its stages as a bar, and what really ran. */
export function LatestRun({ run }: { run: FinishedRun }) {
  const { metrics } = run.phase.result;
  const { runtime, timings } = run.loaded;
  const { decodeTokensPerSecond } = metrics;
  return (
    <>
      <dl className="figures">
        <Figure name={timings.fromStorage ? 'load, stored' : 'load'} value={formatMs(timings.totalMs)} />
        {metrics.preprocessMs !== undefined && <Figure name="preprocess" value={formatMs(metrics.preprocessMs)} />}
        <Figure
          name="encode"
          value={metrics.visionEncodeMs === undefined ? 'reused' : formatMs(metrics.visionEncodeMs)}
        />
        <Figure name="prefill" value={formatMs(metrics.prefillMs)} />
        <Figure name="first token" value={formatMs(metrics.firstTokenMs)} />
        {decodeTokensPerSecond !== undefined && (
          <Figure name="decode" value={formatTokensPerSecond(decodeTokensPerSecond)} />
        )}
        <Figure name="total" value={formatMs(metrics.totalMs)} />
        <Figure name="weights" value={formatBytes(runtime.weightBytes)} />
      </dl>
      <StageBar metrics={metrics} />
      <p className="what-ran">{describeRuntime(runtime)}</p>
    </>
  );
}

function Figure({ name, value }: { name: string; value: string }) {
  return (
    <div className="figure">
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

function describeRuntime(runtime: RuntimeIdentity): string {
  const { adapter, threads } = runtime;
  return [
    `Ran: ${runtime.modelId} ${runtime.modelVersion}`,
    runtime.dtype,
    deviceName(runtime.device),
    threads === undefined ? '' : countThreads(threads),
    adapter === undefined ? '' : adapterName(adapter),
    `ONNX Runtime ${runtime.libraries.onnxruntimeWeb}, ${runtime.wasmBuild} build`,
    runtime.crossOriginIsolated ? '' : 'not cross-origin isolated',
  ]
    .filter(Boolean)
    .join(' · ');
}

function adapterName(adapter: NonNullable<RuntimeIdentity['adapter']>): string {
  const name = [adapter.vendor, adapter.architecture, adapter.description].filter(Boolean).join(' ');
  return `${name === '' ? 'unnamed adapter' : name}${adapter.isFallback ? ' (software)' : ''}`;
}
