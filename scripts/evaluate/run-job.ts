import type { BenchmarkCell, BenchmarkRecord } from '../../src/contract/benchmark-record.ts';
import type { Result } from '../../src/contract/failure.ts';
import type { HeadlessEvent } from '../../src/contract/headless-job.ts';
import { CommandError } from './command-error.ts';
import { describeFailure } from './describe-failure.ts';
import { openHeadlessPage, type HeadlessOptions, type HeadlessPage } from './headless-page.ts';
import { progressReport } from './progress-report.ts';
import { checkWritable, writeResult } from './write-result.ts';

export interface JobEnd {
  record: BenchmarkRecord;
  stopped: boolean;
}

/**
 * Runs one job in the headless page and keeps its result in `jsonFile`, now and then while it runs and at its end.
 * The first Ctrl-C stops the job and keeps what is finished; a second one ends at once.
 */
export async function runJob(
  options: Omit<HeadlessOptions, 'onEvent'> & { onVisited?: (cell: BenchmarkCell, round: number) => Promise<void> },
  jsonFile: string | undefined,
  work: (page: HeadlessPage) => Promise<Result<BenchmarkRecord>>,
  /** Adds what the page can't know. */
  complete: (record: BenchmarkRecord) => BenchmarkRecord = (record) => record,
): Promise<JobEnd> {
  if (jsonFile !== undefined) await checkWritable(jsonFile);
  const report = progressReport(options.packFolder);
  let writing = Promise.resolve();
  const keep = (record: BenchmarkRecord) => {
    if (jsonFile !== undefined) writing = writing.then(() => writeResult(jsonFile, record));
  };
  const onEvent = (event: HeadlessEvent): void | Promise<void> => {
    if (event.kind === 'checkpoint') keep(event.record);
    report(event);
    if (event.kind === 'visited') return options.onVisited?.(event.visitedCell, event.round);
  };
  const page = await openHeadlessPage({ ...options, onEvent });
  let stopped = false;
  const onInterrupt = () => {
    if (stopped) process.exit(130);
    stopped = true;
    console.error('\nStopping; what is finished is kept. Press Ctrl-C again to end at once.');
    page.stop().catch((error: unknown) => console.error(`The page did not react: ${String(error)}`));
  };
  process.on('SIGINT', onInterrupt);
  process.on('SIGTERM', onInterrupt);
  try {
    const result = await work(page);
    if (!result.ok) throw new CommandError(describeFailure(result.failure, options.packFolder));
    const record = complete(result.value);
    keep(record);
    await writing;
    return { record, stopped };
  } finally {
    process.off('SIGINT', onInterrupt);
    process.off('SIGTERM', onInterrupt);
    await page.close();
  }
}
