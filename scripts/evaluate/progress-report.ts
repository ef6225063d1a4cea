import type { HeadlessEvent } from '../../src/contract/headless-job.ts';
import { configurationLabel } from '../../src/benchmark/configuration-label.ts';

/** Tells on stderr how far the work is: a line that renews itself in a terminal, a line now and then in a log. */
export function progressReport(stream: NodeJS.WriteStream = process.stderr): (event: HeadlessEvent) => void {
  let loggedAtMs = 0;
  let lineOpen = false;
  const show = (text: string, important: boolean) => {
    if (stream.isTTY) {
      stream.write(`${lineOpen ? '\r\u001B[K' : ''}${text}${important ? '\n' : ''}`);
      lineOpen = !important;
    } else if (important || Date.now() - loggedAtMs > 10_000) {
      if (!important) loggedAtMs = Date.now();
      stream.write(`${text}\n`);
    }
  };
  return (event) => {
    switch (event.kind) {
      case 'loading':
        return show(`Loading ${event.configuration.modelId} ${configurationLabel(event.configuration)} …`, true);
      case 'case': {
        const { doneCases, totalCases, imagesPerSecond } = event;
        const pace = imagesPerSecond === undefined ? '' : `, ${imagesPerSecond.toFixed(2)} images a second`;
        const left =
          imagesPerSecond === undefined ? '' : `, ${formatLeft((totalCases - doneCases) / imagesPerSecond)} left`;
        return show(`${doneCases} of ${totalCases} images${pace}${left}`, doneCases === totalCases);
      }
      case 'skipped':
        return show(`Skipped ${event.caseId} (${event.image}): ${event.failure.code} ${detailOf(event.failure)}`, true);
      case 'visit':
        return show(
          `${configurationLabel(event.configuration)}: ${event.step}, ${event.doneVisits} of ${event.totalVisits} visits done`,
          false,
        );
      case 'agreement':
        return show(
          `Agreement with fp32, ${configurationLabel(event.configuration)}: ${event.donePrompts} of ${event.totalPrompts}`,
          false,
        );
      case 'visited':
      case 'checkpoint':
        return;
    }
  };
}

function detailOf(failure: object): string {
  return 'detail' in failure ? String(failure.detail) : '';
}

function formatLeft(seconds: number): string {
  return seconds < 90 ? `${Math.ceil(seconds)} s` : `${Math.ceil(seconds / 60)} min`;
}
