import { deleteDB } from 'idb';
import { afterEach, describe, expect, it } from 'vitest';
import { createHistory } from '../../../src/benchmark/history';
import { sampleRecord } from '../../unit/benchmark/sample-record';

const DATABASE = 'edgeward-lab-test';

describe('history of results', () => {
  afterEach(() => deleteDB(DATABASE));

  it('keeps, renames and deletes results, newest first, over a reopening', async () => {
    const history = createHistory(DATABASE);
    await history.put(sampleRecord({ id: 'old', startedAt: '2026-11-20T08:00:00.000Z' }));
    await history.put(sampleRecord({ id: 'new', startedAt: '2026-11-22T08:00:00.000Z' }));
    await history.put(sampleRecord({ id: 'old', startedAt: '2026-11-20T08:00:00.000Z', name: 'Renamed' }));
    const again = createHistory(DATABASE);
    expect((await again.list()).map(({ id, name }) => [id, name])).toEqual([
      ['new', 'My laptop'],
      ['old', 'Renamed'],
    ]);
    await again.remove('new');
    expect((await history.list()).map(({ id }) => id)).toEqual(['old']);
  });

  it('leaves out what it cannot read', async () => {
    const history = createHistory(DATABASE);
    await history.put({ ...sampleRecord(), format: 'edgeward-benchmark/9' } as never);
    expect(await history.list()).toEqual([]);
  });
});
