/** Something the person at the command line can put right; shown without a stack. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
  readonly exitCode: number;

  /** @param exitCode 1 for work that failed, 2 for a command that was not understood */
  constructor(message: string, exitCode: 1 | 2 = 1) {
    super(message);
    this.exitCode = exitCode;
  }
}

/** Runs a command and ends the process with its exit code: 0 done, 1 failed, 2 not understood, 130 stopped by Ctrl-C. */
export async function runCommand(usage: string, command: (args: string[]) => Promise<number>): Promise<void> {
  const args = process.argv.slice(2);
  if (args.includes('--help') || args.includes('-h')) {
    console.log(usage);
    return;
  }
  try {
    process.exitCode = await command(args);
  } catch (error) {
    const wrongUse = error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
    if (error instanceof CommandError) console.error(error.message);
    else if (wrongUse) console.error(error.message);
    else console.error(error);
    const exitCode = error instanceof CommandError ? error.exitCode : wrongUse ? 2 : 1;
    if (exitCode === 2) console.error(hintOf(usage));
    process.exitCode = exitCode;
  }
}

/** The whole help would push the line that matters out of sight. */
function hintOf(usage: string): string {
  const [command] = /npm run \S+ --/u.exec(usage) ?? [];
  return command === undefined ? usage : `All options: ${command} --help`;
}
