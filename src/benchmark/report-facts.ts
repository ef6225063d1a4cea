import type { BenchmarkPlan, BenchmarkRecord } from '../contract/benchmark-record';
import { rowsOf } from './result-rows';

/**
 * What is needed to believe a result: machine, browser, versions, plan. What ran for each configuration, and the hashes of
 * the files, are tables of their own (report-runtime.ts).
 * @param formatTime of an ISO 8601 timestamp; unchanged it says the same everywhere
 */
export function reportFacts(
  record: BenchmarkRecord,
  formatTime = (timestamp: string) => timestamp,
): [string, string][] {
  const { environment, plan, startedAt, finishedAt } = record;
  const { browser, os, gpu, page, deviceMemoryGib } = environment;
  const libraries = rowsOf(record).find((row) => row.runtime !== undefined)?.runtime?.libraries;
  const facts: [string, string | undefined][] = [
    ['Started', formatTime(startedAt)],
    ['Finished', finishedAt === undefined ? 'not finished' : formatTime(finishedAt)],
    ['Browser', join([browser.name, browser.version, environment.headless === true ? 'headless' : ''])],
    ['System', os && join([os.name, os.version, os.architecture])],
    ['Logical cores', environment.logicalCores?.toString()],
    ['Memory', deviceMemoryGib === undefined ? undefined : `${deviceMemoryGib} GiB (as the browser rounds it)`],
    ['GPU adapter', gpu && join([gpu.vendor, gpu.architecture, gpu.description, gpu.isFallback ? '(software)' : ''])],
    ['Cross-origin isolated', environment.crossOriginIsolated ? 'yes' : 'no, so one thread only'],
    ['Page', `${page.version}${page.commit === undefined ? '' : `, commit ${page.commit}`}`],
    [
      'Libraries',
      libraries && `transformers.js ${libraries.transformers}, ONNX Runtime Web ${libraries.onnxruntimeWeb}`,
    ],
    ['Models', record.models.map(({ id, version }) => `${id} ${version}`).join('; ')],
    ['Images', plan?.images.map(({ title }) => title).join('; ')],
    ['Prompt', plan && (plan.prompt.kind === 'caption' ? 'caption' : `“${plan.prompt.text}”`)],
    ['Repetitions', plan && repetitions(plan)],
  ];
  return facts.flatMap(([name, value]) => (value === undefined || value === '' ? [] : [[name, value]]));
}

function repetitions({ rounds, warmupRuns, runsPerRound, forcedTokenCount }: BenchmarkPlan): string {
  const inRounds = `${count(rounds, 'round')}, a fresh worker for each cell in each`;
  const runs = `${count(warmupRuns, 'warm-up')} and ${count(runsPerRound, 'counted run')}`;
  return `${inRounds}, ${runs} of ${count(forcedTokenCount, 'token')}`;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

function join(parts: readonly (string | undefined)[]): string {
  return parts.filter(Boolean).join(' ');
}
