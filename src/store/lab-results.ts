import { createStore } from 'zustand/vanilla';
import { exportJson, importRecord, type ImportedRecord } from '../benchmark/import-record';
import type { BenchmarkRecord } from '../contract/benchmark-record';
import type { OwnRecords } from './lab-own-records';

export type RefusedFile = Extract<ImportedRecord, { kind: 'refused' }>;

/** Results that this browser keeps. */
export interface LabHistory {
  /** Newest first. */
  list(): Promise<BenchmarkRecord[]>;
  put(record: BenchmarkRecord): Promise<void>;
  remove(id: string): Promise<void>;
}

export interface LabResultsState {
  /** Everything that is kept, newest first. */
  history: readonly BenchmarkRecord[];
  isRead: boolean;
  /** Results shown in the charts, in the order in which they were opened. New measurements replace them. */
  shown: readonly BenchmarkRecord[];
  /** Files that were not results, until they are dismissed. */
  refused: readonly RefusedFile[];
  /** Set when the browser keeps nothing: results then live as long as the page. */
  keepingFailed?: string;
}

/** The results: measured here and kept, or brought from another machine. */
export function createLabResults(history: LabHistory, own: OwnRecords) {
  const store = createStore<LabResultsState>(() => ({ history: [], isRead: false, shown: [], refused: [] }));

  /** Memory goes first, so that a browser without storage shows the result all the same. */
  async function keep(record: BenchmarkRecord): Promise<void> {
    store.setState((state) => ({
      history: byDate([record, ...state.history.filter(({ id }) => id !== record.id)]),
      shown: state.shown.map((entry) => (entry.id === record.id ? record : entry)),
    }));
    await attempt(() => history.put(record));
  }

  /**
   * Keeps unfinished work for after a reload. Nothing that is shown changes: new intervals of a growing result would be
   * computed again and again beside the work that is being timed.
   */
  const checkpoint = (record: BenchmarkRecord) => attempt(() => history.put(record));

  async function attempt(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      store.setState({ keepingFailed: String(error) });
    }
  }

  async function read(): Promise<void> {
    await attempt(async () => {
      const kept = await history.list();
      store.setState((state) => {
        const known = new Set(state.history.map(({ id }) => id));
        return { history: byDate([...state.history, ...kept.filter(({ id }) => !known.has(id))]) };
      });
    });
    store.setState({ isRead: true });
  }

  async function remove(id: string): Promise<void> {
    store.setState((state) => ({
      history: state.history.filter((entry) => entry.id !== id),
      shown: state.shown.filter((entry) => entry.id !== id),
    }));
    await attempt(() => history.remove(id));
  }

  async function rename(id: string, name: string): Promise<void> {
    const record = store.getState().history.find((entry) => entry.id === id);
    if (record !== undefined && name.trim() !== '') await keep({ ...record, name: name.trim() });
  }

  /** Keeps and shows what other machines measured, beside what is shown already; what is no result is named. */
  async function importFiles(files: readonly File[]): Promise<void> {
    for (const file of files) {
      const imported = importRecord(await file.text(), file.name);
      if (imported.kind === 'refused') {
        store.setState((state) => ({ refused: [...state.refused, imported] }));
        continue;
      }
      const record = besideKept(imported.record, store.getState().history);
      await keep(record);
      add(record);
    }
  }

  function add(record: BenchmarkRecord): void {
    store.setState((state) => ({ shown: [...state.shown.filter(({ id }) => id !== record.id), record] }));
  }

  const show = (...records: BenchmarkRecord[]) => store.setState({ shown: records });
  const hide = (id: string) => store.setState((state) => ({ shown: state.shown.filter((entry) => entry.id !== id) }));
  const dismissRefused = () => store.setState({ refused: [] });
  return { store, own, read, keep, checkpoint, remove, rename, importFiles, show, add, hide, dismissRefused };
}

export type LabResults = ReturnType<typeof createLabResults>;

/** A changed copy of a kept result becomes one of its own: it must not take the place of what was measured here. */
function besideKept(record: BenchmarkRecord, history: readonly BenchmarkRecord[]): BenchmarkRecord {
  const kept = history.find(({ id }) => id === record.id);
  if (kept === undefined) return record;
  // Through the same door, so that both have their entries in the same order.
  const again = importRecord(exportJson(kept), '');
  const isSame = again.kind !== 'refused' && JSON.stringify(again.record) === JSON.stringify(record);
  return isSame ? record : { ...record, id: crypto.randomUUID() };
}

function byDate(records: readonly BenchmarkRecord[]): BenchmarkRecord[] {
  return [...records].sort((a, b) => b.startedAt.localeCompare(a.startedAt));
}

/** The result as one that is under way again. */
export function withoutEnd(record: BenchmarkRecord): BenchmarkRecord {
  const open = { ...record };
  delete open.finishedAt;
  return open;
}

/** A result that a reload or a crash of the page cut short. */
export function isInterrupted(record: BenchmarkRecord): boolean {
  return record.finishedAt === undefined;
}
