import { describe, expect, it } from 'vitest';
import { exportJson } from '../../../src/benchmark/import-record';
import { createOwnRecords } from '../../../src/store/lab-own-records';
import { createLabResults, type LabHistory } from '../../../src/store/lab-results';
import { sampleRecord } from '../benchmark/sample-record';

/** A history in memory that shows what was asked of it. */
function memoryHistory(change: Partial<LabHistory> = {}) {
  const kept = new Map([[sampleRecord().id, sampleRecord()]]);
  const history: LabHistory = {
    list: () => Promise.resolve([...kept.values()]),
    put: (record) => {
      kept.set(record.id, record);
      return Promise.resolve();
    },
    remove: (id) => {
      kept.delete(id);
      return Promise.resolve();
    },
    ...change,
  };
  return { kept, results: createLabResults(history, createOwnRecords(undefined)) };
}

const file = (text: string, name: string) => new File([text], name, { type: 'application/json' });

describe('the lab’s results', () => {
  it('reads what the browser kept, newest first', async () => {
    const { results } = memoryHistory();
    await results.keep(sampleRecord({ id: 'r2', startedAt: '2026-11-23T08:00:00.000Z' }));
    await results.read();
    expect(results.store.getState().history.map(({ id }) => id)).toEqual(['r2', 'r1']);
  });

  it('takes in another machine’s export and shows it beside what is shown', async () => {
    const { results, kept } = memoryHistory();
    results.show(sampleRecord());
    await results.importFiles([file(exportJson(sampleRecord({ id: 'r9', name: 'Her desktop' })), 'desktop.json')]);
    expect(results.store.getState().shown.map(({ name }) => name)).toEqual(['My laptop', 'Her desktop']);
    expect(kept.get('r9')?.name).toBe('Her desktop');
  });

  it('keeps a changed copy of a kept result beside it', async () => {
    const { results } = memoryHistory();
    await results.keep(sampleRecord());
    await results.importFiles([file(exportJson(sampleRecord()), 'same.json')]);
    expect(results.store.getState().history).toHaveLength(1);
    await results.importFiles([file(exportJson(sampleRecord({ name: 'Changed' })), 'changed.json')]);
    expect(
      results.store
        .getState()
        .history.map(({ name }) => name)
        .sort(),
    ).toEqual(['Changed', 'My laptop']);
  });

  it('names a file that is no result and keeps nothing of it', async () => {
    const { results, kept } = memoryHistory();
    await results.importFiles([file('{"format":"lighthouse/9"}', 'foreign.json')]);
    const [refused] = results.store.getState().refused;
    expect(refused).toMatchObject({ fileName: 'foreign.json', entry: 'format' });
    expect(refused?.reason).toContain('lighthouse/9');
    expect(kept.size).toBe(1);
  });

  it('renames and deletes in the history and in what is shown', async () => {
    const { results, kept } = memoryHistory();
    await results.read();
    results.show(sampleRecord());
    await results.rename('r1', '  Cold laptop ');
    expect(kept.get('r1')?.name).toBe('Cold laptop');
    expect(results.store.getState().shown[0]?.name).toBe('Cold laptop');
    await results.remove('r1');
    expect(kept.size).toBe(0);
    expect(results.store.getState()).toMatchObject({ history: [], shown: [] });
  });

  it('shows a result although the browser refuses to keep it, and says so', async () => {
    const { results } = memoryHistory({ put: () => Promise.reject(new Error('quota')) });
    await results.keep(sampleRecord({ id: 'r3' }));
    expect(results.store.getState().history.map(({ id }) => id)).toEqual(['r3']);
    expect(results.store.getState().keepingFailed).toContain('quota');
  });
});
