import { test } from 'vitest';
import { openBuiltPage, type OpenOptions } from './built-page';

/**
 * `it` for a file whose tests share one page and follow on from each other: opened for the first test that asks for
 * `page` or `opened`, closed after the last.
 */
export function onBuiltPage(options: OpenOptions = {}) {
  return test
    .extend('options', { scope: 'file' }, options)
    .extend('opened', { scope: 'file' }, async ({ options: chosen }, { onCleanup }) => {
      const opened = await openBuiltPage(chosen);
      onCleanup(opened.close);
      return opened;
    })
    .extend('page', { scope: 'file' }, ({ opened }) => opened.page);
}
