import { spawnSync } from 'node:child_process';

/**
 * Commit that the page is built from, so that a result can name it; "+changes" is added when tracked files differ.
 * Empty outside a git work tree, for example in an unpacked archive.
 */
export function pageCommit(root: string): string {
  const git = (...args: string[]) => spawnSync('git', args, { cwd: root, encoding: 'utf8', stdio: 'pipe' });
  const head = git('rev-parse', '--short=12', 'HEAD');
  if (head.status !== 0) return '';
  const changes = git('status', '--porcelain', '--untracked-files=no', '--', 'src', 'workers', 'package-lock.json');
  return `${head.stdout.trim()}${changes.stdout.trim() === '' ? '' : '+changes'}`;
}
