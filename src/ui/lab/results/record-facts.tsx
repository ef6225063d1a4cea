import { reportFacts } from '../../../benchmark/report-facts';
import type { BenchmarkRecord } from '../../../contract/benchmark-record';
import { formatBytes } from '../../format';

/** What is needed to believe a result: machine, browser, versions, files, date. */
export function RecordFacts({ record }: { record: BenchmarkRecord }) {
  return (
    <details className="record-facts">
      <summary>What was measured where: {machineLine(record)}</summary>
      <dl className="facts">
        {reportFacts(record, formatDate).map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
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

export function formatDate(timestamp: string): string {
  return new Date(timestamp).toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'short' });
}
