import { createStore } from 'zustand/vanilla';
import {
  crossConfigurations,
  DEFAULT_REPETITIONS,
  estimateDurationMs,
  guessCost,
  scheduleVisits,
} from '../benchmark/plan';
import type { BenchmarkCell, BenchmarkPlan } from '../contract/benchmark-record';
import { DTYPES, type Configuration, type Device, type Dtype, type Prompt } from '../contract/inference-api';
import { availabilityOf, type Availability, type Catalogue, type ReadyCatalogue } from './catalogue';
import type { GalleryImage } from './gallery-image';

/** What the reader has chosen to measure. Kept while the page is open, so that leaving the view loses nothing. */
export interface LabChoices {
  modelIds: readonly string[];
  dtypes: readonly Dtype[];
  devices: readonly Device[];
  /** WASM thread counts to compare; empty leaves the count to the worker. */
  threads: readonly number[];
  imageIds: readonly string[];
  prompt: Prompt;
  forcedTokenCount: number;
  rounds: number;
  runsPerRound: number;
  /** Measure the agreement with fp32 after the times. */
  compareTokens: boolean;
}

export function createLabChoices() {
  return createStore<LabChoices>(() => ({
    modelIds: [],
    dtypes: [],
    devices: [],
    threads: [],
    imageIds: [],
    prompt: { kind: 'caption' },
    forcedTokenCount: DEFAULT_REPETITIONS.forcedTokenCount,
    rounds: DEFAULT_REPETITIONS.rounds,
    runsPerRound: DEFAULT_REPETITIONS.runsPerRound,
    compareTokens: true,
  }));
}

export type LabChoicesStore = ReturnType<typeof createLabChoices>;

/**
 * Fills what has not been chosen yet: the first model, every precision that was verified on WASM, WASM, and the first
 * image. A GPU is for the reader to add: a software adapter would take many times as long.
 */
export function withDefaults(
  choices: LabChoices,
  catalogue: ReadyCatalogue,
  images: readonly GalleryImage[],
): LabChoices {
  const first = catalogue.models.find((model) => model.task === 'image-text');
  const modelIds = choices.modelIds.length > 0 || first === undefined ? choices.modelIds : [first.id];
  const devices = choices.devices.length > 0 ? choices.devices : (['wasm'] as const);
  const runnable = DTYPES.filter((dtype) =>
    modelIds.some((id) => availabilityOf(catalogue, id, dtype, 'wasm').kind === 'available'),
  );
  const present = DTYPES.filter((dtype) =>
    modelIds.some((id) => availabilityOf(catalogue, id, dtype, 'wasm').kind !== 'unavailable'),
  );
  const dtypes = choices.dtypes.length > 0 ? choices.dtypes : runnable.length > 0 ? runnable : present;
  const imageIds = choices.imageIds.filter((id) => images.some((image) => image.id === id));
  const firstImage = images[0];
  return {
    ...choices,
    modelIds,
    devices,
    dtypes,
    imageIds: imageIds.length > 0 || firstImage === undefined ? imageIds : [firstImage.id],
  };
}

/** A cell of the chosen matrix, and whether it can run here. */
export interface ChosenCell {
  configuration: Configuration;
  availability: Availability;
}

export function chosenCells(choices: LabChoices, catalogue: Catalogue): ChosenCell[] {
  return crossConfigurations(choices).map((configuration) => ({
    configuration,
    availability: availabilityOf(catalogue, configuration.modelId, configuration.dtype, configuration.device),
  }));
}

/** @returns undefined while the choice has no cell or no image */
export function planOf(choices: LabChoices, images: readonly GalleryImage[]): BenchmarkPlan | undefined {
  const configurations = crossConfigurations(choices);
  const chosen = choices.imageIds.flatMap((id) => images.find((image) => image.id === id) ?? []);
  if (configurations.length === 0 || chosen.length === 0) return undefined;
  const { prompt } = choices;
  if (prompt.kind === 'question' && prompt.text.trim() === '') return undefined;
  return {
    configurations,
    images: chosen.map(({ id, title }) => ({ id, title })),
    prompt,
    forcedTokenCount: choices.forcedTokenCount,
    rounds: choices.rounds,
    runsPerRound: choices.runsPerRound,
    warmupRuns: DEFAULT_REPETITIONS.warmupRuns,
  };
}

/** How long the plan takes by what this device has measured before, else by the size of the weights. */
export function planDurationMs(plan: BenchmarkPlan, catalogue: Catalogue, known: readonly BenchmarkCell[]): number {
  const visits = scheduleVisits(plan).filter(({ cellIndex }) => {
    const cell = plan.configurations[cellIndex];
    return (
      cell !== undefined && availabilityOf(catalogue, cell.modelId, cell.dtype, cell.device).kind !== 'unavailable'
    );
  });
  return estimateDurationMs(plan, visits, known, ({ modelId, dtype }) => {
    const models = catalogue.kind === 'ready' ? catalogue.models : [];
    const precision = models.find(({ id }) => id === modelId)?.precisions.find((entry) => entry.dtype === dtype);
    return guessCost(precision?.weightBytes ?? 0, plan.forcedTokenCount);
  });
}
