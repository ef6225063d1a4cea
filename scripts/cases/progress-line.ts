import type { AddProgress } from './add-cases';

const MEGABYTE = 1e6;
const REDRAW_MS = 100;

/**
 * Shows progress as one line that is redrawn in a terminal, or as a line per file where output is kept (a log, a pipe).
 * @returns the function to call with each progress, and one that ends the line
 */
export function progressLine(
  title: string,
  totalBytes: number,
  output: Pick<NodeJS.WriteStream, 'write'> & { isTTY?: boolean },
): { show: (progress: AddProgress) => void; end: () => void } {
  const total = (totalBytes / MEGABYTE).toFixed(1);
  let [shownFiles, shownAt] = [-1, -Infinity];
  const show = ({ filesDone, files, bytesDone }: AddProgress) => {
    const nextFile = filesDone !== shownFiles;
    const due = output.isTTY === true && performance.now() - shownAt > REDRAW_MS;
    if (!nextFile && !due) return;
    [shownFiles, shownAt] = [filesDone, performance.now()];
    const line = `${title}: ${filesDone} of ${files} files, ${(bytesDone / MEGABYTE).toFixed(1)} of ${total} MB`;
    output.write(output.isTTY === true ? `\r${line}\u001B[K` : `${line}\n`);
  };
  const end = () => {
    if (output.isTTY === true && shownFiles >= 0) output.write('\n');
  };
  return { show, end };
}
