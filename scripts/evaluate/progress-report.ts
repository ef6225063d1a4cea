import { configurationLabel } from '../../src/benchmark/configuration-label.ts';
import type { HeadlessEvent } from '../../src/contract/headless-job.ts';
import { describeFailure } from './describe-failure.ts';

/** A line in a log at most this often; a terminal renews its line with every event. */
const LOG_EVERY_MS = 10_000;

/** Tells on stderr how far the work is. @param packFolder as the person named it */
export function progressReport(
  packFolder?: string,
  stream: Pick<NodeJS.WriteStream, 'isTTY' | 'write'> = process.stderr,
): (event: HeadlessEvent) => void {
  let loggedAtMs = 0;
  let lineOpen = false;
  return (event) => {
    const line = lineOf(event, packFolder);
    if (line === undefined) return;
    const { text, important } = line;
    if (stream.isTTY) {
      stream.write(`${lineOpen ? '\r\u001B[K' : ''}${text}${important ? '\n' : ''}`);
      lineOpen = !important;
    } else if (important || Date.now() - loggedAtMs > LOG_EVERY_MS) {
      if (!important) loggedAtMs = Date.now();
      stream.write(`${text}\n`);
    }
  };
}

interface Line {
  text: string;
  /** Stays; others are written over by the next. */
  important: boolean;
}

function lineOf(event: HeadlessEvent, packFolder: string | undefined): Line | undefined {
  switch (event.kind) {
    case 'loading':
      return {
        text: `Loading ${event.configuration.modelId} ${configurationLabel(event.configuration)} …`,
        important: true,
      };
    case 'case':
      return { text: caseText(event), important: event.doneCases === event.totalCases };
    case 'skipped': {
      const { caseId, image, failure } = event;
      const text = `Skipped ${caseId} (${image}): ${describeFailure(failure, packFolder)}`;
      return { text, important: true };
    }
    case 'visit': {
      const { configuration, step, doneVisits, totalVisits } = event;
      const text = `${configurationLabel(configuration)}: ${step}, ${doneVisits} of ${totalVisits} visits done`;
      return { text, important: false };
    }
    case 'agreement': {
      const { configuration, donePrompts, totalPrompts } = event;
      const text = `Agreement with fp32, ${configurationLabel(configuration)}: ${donePrompts} of ${totalPrompts}`;
      return { text, important: false };
    }
    case 'visited':
    case 'checkpoint':
      return undefined;
  }
}

function caseText({ doneCases, totalCases, imagesPerSecond }: Extract<HeadlessEvent, { kind: 'case' }>): string {
  const counts = `${doneCases} of ${totalCases} images`;
  if (imagesPerSecond === undefined) return counts;
  const left = formatLeft((totalCases - doneCases) / imagesPerSecond);
  return `${counts}, ${imagesPerSecond.toFixed(2)} images a second, ${left} left`;
}

function formatLeft(seconds: number): string {
  return seconds < 90 ? `${Math.ceil(seconds)} s` : `${Math.ceil(seconds / 60)} min`;
}
