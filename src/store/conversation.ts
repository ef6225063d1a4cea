import { createStore } from 'zustand/vanilla';
import type { Configuration, Prompt } from '../contract/inference-api';
import { isFinished, type Exchange, type FinishedRun, type Run } from './exchange';

/** All that was asked since the page opened, by image. Kept in memory only. */
export interface Conversation {
  exchanges: Readonly<Record<number, Exchange>>;
  exchangeIdsByImage: Readonly<Record<string, readonly number[]>>;
  runs: Readonly<Record<number, Run>>;
}

export function createConversation() {
  const store = createStore<Conversation>(() => ({ exchanges: {}, exchangeIdsByImage: {}, runs: {} }));
  let sequence = 0;

  /** Adds the prompt to the image's conversation, without a run yet. */
  function open(imageId: string, prompt: Prompt): Exchange {
    const exchange: Exchange = { id: ++sequence, imageId, prompt, runIds: [] };
    store.setState((s) => ({
      exchanges: { ...s.exchanges, [exchange.id]: exchange },
      exchangeIdsByImage: {
        ...s.exchangeIdsByImage,
        [imageId]: [...(s.exchangeIdsByImage[imageId] ?? []), exchange.id],
      },
    }));
    return exchange;
  }

  /** Adds a waiting run; undefined when its exchange is gone with its image. */
  function addRun(exchangeId: number, configuration: Configuration): Run | undefined {
    const exchange = store.getState().exchanges[exchangeId];
    if (exchange === undefined) return undefined;
    const { imageId, prompt } = exchange;
    const run: Run = {
      id: ++sequence,
      exchangeId,
      imageId,
      prompt,
      configuration,
      tokens: [],
      phase: { kind: 'waiting' },
    };
    store.setState((s) => ({
      exchanges: { ...s.exchanges, [exchangeId]: { ...exchange, runIds: [...exchange.runIds, run.id] } },
      runs: { ...s.runs, [run.id]: run },
    }));
    return run;
  }

  function update(runId: number, change: Partial<Omit<Run, 'id' | 'exchangeId' | 'imageId'>>): void {
    const run = store.getState().runs[runId];
    if (run === undefined) return;
    store.setState((s) => ({ runs: { ...s.runs, [runId]: { ...run, ...change } } }));
  }

  /** Forgets everything about an image that left the list. */
  function forgetImage(imageId: string): void {
    const { exchanges, exchangeIdsByImage, runs } = store.getState();
    store.setState({
      exchanges: without(exchanges, (exchange) => exchange.imageId === imageId),
      runs: without(runs, (run) => run.imageId === imageId),
      exchangeIdsByImage: Object.fromEntries(Object.entries(exchangeIdsByImage).filter(([id]) => id !== imageId)),
    });
  }

  return { store, open, addRun, update, forgetImage };
}

export type ConversationStore = ReturnType<typeof createConversation>;

export function exchangesOf(state: Conversation, imageId: string): Exchange[] {
  return (state.exchangeIdsByImage[imageId] ?? []).flatMap((id) => state.exchanges[id] ?? []);
}

/** Finished runs on one image, oldest first. */
export function finishedRunsOf(state: Conversation, imageId: string): FinishedRun[] {
  return exchangesOf(state, imageId)
    .flatMap((exchange) => exchange.runIds)
    .sort((a, b) => a - b)
    .map((id) => state.runs[id])
    .filter(isFinished);
}

function without<T>(entries: Readonly<Record<number, T>>, isGone: (entry: T) => boolean): Readonly<Record<number, T>> {
  return Object.fromEntries(Object.entries(entries).filter(([, entry]) => !isGone(entry)));
}
