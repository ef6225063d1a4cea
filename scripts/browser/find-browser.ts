import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { homedir } from 'node:os';

export interface Browser {
  path: string;
  name: string;
}

/** One line for people who have none; names the shortest way for each system. */
export const HOW_TO_GET_A_BROWSER =
  'No Chrome, Edge or Chromium found. Install one (Debian/Ubuntu: "sudo apt-get install chromium"; macOS: "brew install --cask google-chrome"; Windows: "winget install Google.Chrome") or set CHROME_PATH to its program file.';

const COMMANDS = [
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
  'chrome',
  'microsoft-edge',
  'msedge',
];

function usualPlaces(): string[] {
  if (process.platform === 'darwin') {
    return ['/Applications', join(homedir(), 'Applications')].flatMap((folder) => [
      join(folder, 'Google Chrome.app/Contents/MacOS/Google Chrome'),
      join(folder, 'Chromium.app/Contents/MacOS/Chromium'),
      join(folder, 'Microsoft Edge.app/Contents/MacOS/Microsoft Edge'),
    ]);
  }
  if (process.platform === 'win32') {
    return [process.env['PROGRAMFILES'], process.env['PROGRAMFILES(X86)'], process.env['LOCALAPPDATA']]
      .filter((root) => root !== undefined)
      .flatMap((root) => [
        join(root, 'Google/Chrome/Application/chrome.exe'),
        join(root, 'Microsoft/Edge/Application/msedge.exe'),
        join(root, 'Chromium/Application/chrome.exe'),
      ]);
  }
  return ['/usr/bin/chromium', '/snap/bin/chromium', '/opt/google/chrome/chrome', '/opt/microsoft/msedge/msedge'];
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Finds an installed Chromium-based browser: CHROME_PATH first, then the PATH, then the usual places of the system. */
export function findBrowser(environment: NodeJS.ProcessEnv = process.env): Browser | undefined {
  const chosen = environment['CHROME_PATH'];
  if (chosen !== undefined && chosen !== '') return isProgram(chosen) ? { path: chosen, name: chosen } : undefined;
  const extension = process.platform === 'win32' ? '.exe' : '';
  const onPath = (environment['PATH'] ?? '')
    .split(delimiter)
    .filter((folder) => folder !== '')
    .flatMap((folder) => COMMANDS.map((command) => join(folder, command + extension)));
  // The PATH is searched command by command, so that its order of folders does not beat our order of browsers.
  onPath.sort((a, b) => rank(a) - rank(b));
  const path = [...onPath, ...usualPlaces()].find(isProgram);
  return path === undefined ? undefined : { path, name: path };
}

function rank(path: string): number {
  return COMMANDS.findIndex((command) => path.replace(/\.exe$/u, '').endsWith(command));
}
