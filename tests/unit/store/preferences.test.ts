import { describe, expect, it } from 'vitest';
import type { TextStorage } from '../../../src/contract/text-storage';
import { createPreferences } from '../../../src/store/preferences';

function memory(initial?: string) {
  let value = initial ?? null;
  const storage: TextStorage = { getItem: () => value, setItem: (_, next) => void (value = next) };
  return { storage, read: () => value };
}

describe('createPreferences', () => {
  it('remembers a theme and a precision for the next visit', () => {
    const { storage } = memory();
    createPreferences(storage).setState({ theme: 'light', dtype: 'q4' });
    expect(createPreferences(storage).getState()).toEqual({ theme: 'light', dtype: 'q4', repeatAfterSwitch: true });
  });

  it('ignores values that it does not know, and keeps the others', () => {
    const { storage } = memory(
      '{"theme":"pink","dtype":"q9","device":"webgpu","threads":-2,"repeatAfterSwitch":false}',
    );
    expect(createPreferences(storage).getState()).toEqual({
      theme: 'system',
      device: 'webgpu',
      repeatAfterSwitch: false,
    });
  });

  it('starts with defaults when storage is damaged or refused', () => {
    const refusing: TextStorage = {
      getItem: () => {
        throw new Error('SecurityError');
      },
      setItem: () => {
        throw new Error('QuotaExceededError');
      },
    };
    for (const storage of [memory('{broken').storage, refusing, undefined]) {
      const store = createPreferences(storage);
      store.setState({ theme: 'dark' });
      expect(store.getState()).toEqual({ theme: 'dark', repeatAfterSwitch: true });
    }
  });
});
