import type { BenchmarkRecord } from '../contract/benchmark-record';
import { rowsOf } from './result-rows';

/** What is needed to believe a result: machine, browser, versions, plan. */
export function reportFacts(record: BenchmarkRecord): [string, string][] {
  const { environment, plan } = record;
  const { browser, os, gpu } = environment;
  const runtime = rowsOf(record).find((row) => row.runtime !== undefined)?.runtime;
  const facts: [string, string | undefined][] = [
    ['Date', record.startedAt],
    [
      'Browser',
      [browser.name, browser.version, environment.headless === true ? 'headless' : ''].filter(Boolean).join(' '),
    ],
    ['System', os && [os.name, os.version, os.architecture].filter(Boolean).join(' ')],
    ['Logical cores', environment.logicalCores?.toString()],
    ['Cross-origin isolated', environment.crossOriginIsolated ? 'yes' : 'no'],
    ['GPU', gpu && [gpu.vendor, gpu.architecture, gpu.description].filter(Boolean).join(' ')],
    ['Page', [environment.page.version, environment.page.commit].filter(Boolean).join(', ')],
    [
      'Libraries',
      runtime && `transformers.js ${runtime.libraries.transformers}, ONNX Runtime ${runtime.libraries.onnxruntimeWeb}`,
    ],
    ...record.models.map(({ id, version }): [string, string] => ['Model', `${id} ${version}`]),
    [
      'Runs',
      plan &&
        `${plan.rounds} rounds of fresh workers × ${plan.runsPerRound} runs, ${plan.forcedTokenCount} tokens each`,
    ],
  ];
  return facts.flatMap(([name, value]) =>
    value === undefined || value === '' ? [] : [[name, value] as [string, string]],
  );
}
