import { createStore } from 'zustand/vanilla';
import { DEVICES, DTYPES, type Configuration, type Device, type Dtype } from '../contract/inference-api';
import type { TextStorage } from '../contract/text-storage';

export const THEMES = ['system', 'dark', 'light'] as const;
export type Theme = (typeof THEMES)[number];

/** What the page remembers between visits: never an image, a question or an answer. */
export interface Preferences {
  theme: Theme;
  /** Ask the last prompt again after a switch, so that answers and figures stand side by side. */
  repeatAfterSwitch: boolean;
  dtype?: Dtype;
  device?: Device;
  threads?: number;
}

const KEY = 'edgeward-preferences-v1';

/** @param storage absent, forbidden or damaged storage means: defaults, and nothing is remembered */
export function createPreferences(storage: TextStorage | undefined) {
  const store = createStore<Preferences>(() => readPreferences(storage));
  store.subscribe((preferences) => {
    try {
      storage?.setItem(KEY, JSON.stringify(preferences));
    } catch (error) {
      console.warn('Preferences are not remembered:', error);
    }
  });
  return store;
}

export type PreferencesStore = ReturnType<typeof createPreferences>;

/** The next visit begins with this precision, device and number of threads. */
export function rememberConfiguration(preferences: PreferencesStore, configuration: Configuration): void {
  const { dtype, device, threads } = configuration;
  const { theme, repeatAfterSwitch } = preferences.getState();
  const chosen = { theme, repeatAfterSwitch, dtype, device };
  preferences.setState(threads === undefined ? chosen : { ...chosen, threads }, true);
}

function readPreferences(storage: TextStorage | undefined): Preferences {
  const stored = storedFields(storage);
  const theme = THEMES.find((name) => name === stored['theme']) ?? 'system';
  const dtype = DTYPES.find((name) => name === stored['dtype']);
  const device = DEVICES.find((name) => name === stored['device']);
  const threads = stored['threads'];
  return {
    theme,
    repeatAfterSwitch: stored['repeatAfterSwitch'] !== false,
    ...(dtype === undefined ? {} : { dtype }),
    ...(device === undefined ? {} : { device }),
    ...(typeof threads === 'number' && Number.isInteger(threads) && threads > 0 ? { threads } : {}),
  };
}

function storedFields(storage: TextStorage | undefined): Record<string, unknown> {
  try {
    const stored: unknown = JSON.parse(storage?.getItem(KEY) ?? '{}');
    return typeof stored === 'object' && stored !== null ? { ...stored } : {};
  } catch (error) {
    console.warn('Stored preferences are unreadable and are ignored:', error);
    return {};
  }
}
