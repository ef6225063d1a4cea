import type { BenchmarkRecord } from '../../../contract/benchmark-record';
import { formatBytes } from '../../format';

/** What is needed to believe a result: machine, browser, versions, files, date. */
export function RecordFacts({ record }: { record: BenchmarkRecord }) {
  const libraries = [...record.cells, ...record.judgements].find(({ runtime }) => runtime !== undefined)?.runtime
    ?.libraries;
  return (
    <details className="record-facts">
      <summary>What was measured where: {machineLine(record)}</summary>
      <dl className="facts">
        {factsOf(record).map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
        {libraries !== undefined && (
          <div>
            <dt>Libraries</dt>
            <dd>
              transformers.js {libraries.transformers}, ONNX Runtime Web {libraries.onnxruntimeWeb}
            </dd>
          </div>
        )}
        {record.models.map((model) => (
          <div key={model.id}>
            <dt>
              Model {model.id} {model.version}
            </dt>
            <dd>
              <ul className="hashes">
                {model.files.map((file) => (
                  <li key={file.path}>
                    {file.path}, {formatBytes(file.bytes)}, SHA-256 <code>{file.sha256}</code>
                  </li>
                ))}
              </ul>
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

/** "Chrome 142 on Linux, 4 cores": enough to tell two machines apart in a list. */
export function machineLine({ environment }: BenchmarkRecord): string {
  const { browser, os, logicalCores } = environment;
  return [
    `${browser.name}${browser.version === undefined ? '' : ` ${browser.version.split('.')[0] ?? ''}`}`,
    os === undefined ? '' : ` on ${os.name}`,
    logicalCores === undefined ? '' : `, ${logicalCores} cores`,
  ].join('');
}

function factsOf(record: BenchmarkRecord): [name: string, value: string][] {
  const { environment, plan, startedAt, finishedAt } = record;
  const { browser, os, gpu, page } = environment;
  const facts: [string, string | undefined][] = [
    ['Started', formatDate(startedAt)],
    ['Finished', finishedAt === undefined ? 'not finished' : formatDate(finishedAt)],
    ['Browser', [browser.name, browser.version].filter(Boolean).join(' ')],
    ['System', os && [os.name, os.version, os.architecture].filter(Boolean).join(' ')],
    ['Cores', environment.logicalCores?.toString()],
    [
      'Memory',
      environment.deviceMemoryGib === undefined
        ? undefined
        : `${environment.deviceMemoryGib} GiB (as the browser rounds it)`,
    ],
    [
      'GPU adapter',
      gpu &&
        `${[gpu.vendor, gpu.architecture, gpu.description].filter(Boolean).join(' ')}${gpu.isFallback ? ' (software)' : ''}`,
    ],
    ['Cross-origin isolated', environment.crossOriginIsolated ? 'yes' : 'no, so one thread only'],
    ['Page', `${page.version}${page.commit === undefined ? '' : `, commit ${page.commit}`}`],
    ['Images', plan?.images.map(({ title }) => title).join('; ')],
    ['Prompt', plan && (plan.prompt.kind === 'caption' ? 'caption' : plan.prompt.text)],
    [
      'Repetitions',
      plan &&
        `${plan.rounds} rounds, a fresh worker for each cell in each, ${plan.warmupRuns} warm-up and ${plan.runsPerRound} counted runs of ${plan.forcedTokenCount} tokens`,
    ],
  ];
  return facts.flatMap(([name, value]) => (value === undefined || value === '' ? [] : [[name, value]]));
}

export function formatDate(timestamp: string): string {
  return new Date(timestamp).toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'short' });
}
