import { createStore } from 'zustand/vanilla';
import type { InferencePort } from '../benchmark/inference-port';
import { createPauseGate, type PauseGate } from '../benchmark/pause-gate';
import { remainingVisits } from '../benchmark/plan';
import { runMatrix, type MatrixProgress } from '../benchmark/run-matrix';
import type { Visibility } from '../benchmark/visibility';
import type { BenchmarkPlan, BenchmarkRecord } from '../contract/benchmark-record';
import type { RgbImage } from '../contract/inference-api';
import type { CatalogueStore } from './catalogue';
import { compareWithFp32 } from './lab-comparison';
import { createPace } from './lab-pace';
import { withoutEnd, type LabResults } from './lab-results';
import { refusal, startRecord } from './lab-start-record';
import { isMeasuring, lacksComparison, visitCount, type Measurement } from './measurement-state';
import { planPixels, type PlanPixelsParts } from './plan-pixels';

export interface LabMeasureParts extends PlanPixelsParts {
  catalogue: Pick<CatalogueStore, 'store'>;
  results: LabResults;
  createClient: () => InferencePort;
  visibility: Visibility;
  measureMemory?: () => Promise<number | undefined>;
  page: { version: string; commit?: string };
  now: () => Date;
}

/** Runs a plan, keeps what it finds after every visit, and goes on with what was interrupted. */
export function createLabMeasure(parts: LabMeasureParts) {
  const store = createStore<Measurement>(() => ({ kind: 'idle' }));
  const set = (state: Measurement) => store.setState(state, true);
  let gate: PauseGate = createPauseGate();
  let stopping = new AbortController();

  async function start(plan: BenchmarkPlan, name: string): Promise<void> {
    const catalogue = parts.catalogue.store.getState();
    if (isBusy() || catalogue.kind !== 'ready') return;
    set({ kind: 'preparing' });
    const record = await startRecord(parts, catalogue, plan, name);
    parts.results.own.add(record.id);
    await run(record);
  }

  /** Goes on with a result that a reload, a crash of the page or a stop cut short. */
  async function goOn(record: BenchmarkRecord): Promise<void> {
    if (isBusy()) return;
    set({ kind: 'preparing' });
    await run(withoutEnd(record));
  }

  async function run(record: BenchmarkRecord): Promise<void> {
    gate = createPauseGate();
    stopping = new AbortController();
    const { signal } = stopping;
    const images = await planPixels(parts, record.plan);
    if (!images.ok) {
      set({ kind: 'failed', failure: images.failure });
      return;
    }
    // Kept before the first visit, so that a reload in the middle of it finds the plan.
    await parts.results.checkpoint(record);
    const doneBefore = visitCount(record) - remainingVisits(record).length;
    let current = record;
    let progress: MatrixProgress | undefined;
    let remainingMs: number | undefined;
    const pace = createPace(doneBefore);
    const show = () =>
      set({
        kind: 'measuring',
        record: current,
        isPaused: gate.paused,
        doneVisits: progress?.doneVisits ?? doneBefore,
        ...(progress === undefined ? {} : { progress }),
        ...(remainingMs === undefined ? {} : { remainingMs }),
      });
    show();
    current = await runMatrix(
      {
        record,
        images: images.value,
        gate,
        signal,
        onProgress: (next) => {
          remainingMs = pace.observe(next);
          progress = next;
          show();
        },
        onRecord: (next) => {
          current = next;
          show();
        },
      },
      { ...parts, save: (next) => parts.results.checkpoint(next) },
    );
    if (lacksComparison(current) && !signal.aborted) current = await compare(current, images.value, signal);
    await parts.results.keep(current);
    parts.results.show(current);
    set({ kind: 'idle' });
  }

  async function compare(
    record: BenchmarkRecord,
    images: readonly RgbImage[],
    signal: AbortSignal,
  ): Promise<BenchmarkRecord> {
    set({ kind: 'comparing', record });
    const agreements = await compareWithFp32({
      record,
      images,
      createClient: parts.createClient,
      canRun: (configuration) => refusal(parts, configuration) === undefined,
      signal,
      onProgress: (progress) => set({ kind: 'comparing', record, progress }),
    });
    return { ...record, agreements };
  }

  const isBusy = () => isMeasuring(store.getState());

  function setPaused(isPaused: boolean): void {
    if (isPaused) gate.pause();
    else gate.resume();
    const state = store.getState();
    if (state.kind === 'measuring') set({ ...state, isPaused });
  }

  return {
    store,
    start,
    goOn,
    pause: () => setPaused(true),
    resume: () => setPaused(false),
    stop: () => stopping.abort(),
    dismiss: () => {
      if (store.getState().kind === 'failed') set({ kind: 'idle' });
    },
  };
}

export type LabMeasure = ReturnType<typeof createLabMeasure>;
