import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import * as v from 'valibot';
import { benchmarkRecordSchema, type BenchmarkRecord } from '../contract/benchmark-record';

interface HistorySchema extends DBSchema {
  records: { key: string; value: BenchmarkRecord; indexes: { startedAt: string } };
}

/** Results that this browser keeps. Every call rejects where the browser refuses storage. */
export interface History {
  /** Newest first. A record that a later version of the page wrote and this one can't read is left out, not deleted. */
  list: () => Promise<BenchmarkRecord[]>;
  /** Adds, or replaces the one with the same id. */
  put: (record: BenchmarkRecord) => Promise<void>;
  remove: (id: string) => Promise<void>;
}

/** Opens at the first use, and anew after a failure. */
export function createHistory(databaseName = 'edgeward-lab'): History {
  let opened: Promise<IDBPDatabase<HistorySchema>> | undefined;
  const open = (): Promise<IDBPDatabase<HistorySchema>> => {
    opened ??= openHistory(databaseName, () => {
      opened = undefined;
    }).catch((error: unknown) => {
      opened = undefined;
      throw error;
    });
    return opened;
  };
  return {
    list: async () => {
      const records = await (await open()).getAllFromIndex('records', 'startedAt');
      return records.reverse().filter((record) => v.is(benchmarkRecordSchema, record));
    },
    put: async (record) => {
      await (await open()).put('records', record);
    },
    remove: async (id) => {
      await (await open()).delete('records', id);
    },
  };
}

function openHistory(databaseName: string, onClosed: () => void): Promise<IDBPDatabase<HistorySchema>> {
  return openDB<HistorySchema>(databaseName, 1, {
    upgrade: (database) => {
      database.createObjectStore('records', { keyPath: 'id' }).createIndex('startedAt', 'startedAt');
    },
    // A newer page in another tab wants to change the schema: make room, the next call opens again.
    blocking: (_current, _blocked, event) => {
      (event.target as IDBDatabase).close();
      onClosed();
    },
    terminated: onClosed,
  });
}
