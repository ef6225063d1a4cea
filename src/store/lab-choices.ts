import { createStore } from 'zustand/vanilla';
import {
  costOf,
  crossConfigurations,
  DEFAULT_REPETITIONS,
  estimateComparisonMs,
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
  /** False until the reader changes something: only then an empty list means "none" and not "the default". */
  isTouched: boolean;
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
    isTouched: false,
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
  const imageIds = choices.imageIds.filter((id) => images.some((image) => image.id === id));
  if (choices.isTouched) return { ...choices, imageIds };
  const first = catalogue.models.find((model) => model.task === 'image-text');
  const modelIds = first === undefined ? [] : [first.id];
  const runnable = DTYPES.filter((dtype) =>
    modelIds.some((id) => availabilityOf(catalogue, id, dtype, 'wasm').kind === 'available'),
  );
  const present = DTYPES.filter((dtype) =>
    modelIds.some((id) => availabilityOf(catalogue, id, dtype, 'wasm').kind !== 'unavailable'),
  );
  const firstImage = images[0];
  return {
    ...choices,
    modelIds,
    devices: ['wasm'],
    dtypes: runnable.length > 0 ? runnable : present,
    imageIds: firstImage === undefined ? [] : [firstImage.id],
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
    comparesTokens: choices.compareTokens,
  };
}

/**
 * How long the plan takes by what this device has measured before, else by the size of the weights.
 * @param known cells of this browser's own results, the newest first
 */
export function planDurationMs(plan: BenchmarkPlan, catalogue: Catalogue, known: readonly BenchmarkCell[]): number {
  const models = catalogue.kind === 'ready' ? catalogue.models : [];
  const canRun = ({ modelId, dtype, device }: Configuration) =>
    availabilityOf(catalogue, modelId, dtype, device).kind !== 'unavailable';
  const cost = (configuration: Configuration) =>
    costOf(configuration, plan, known, ({ modelId, dtype }) => {
      const precision = models.find(({ id }) => id === modelId)?.precisions.find((entry) => entry.dtype === dtype);
      return guessCost(precision?.weightBytes ?? 0, plan.forcedTokenCount);
    });
  const visits = scheduleVisits(plan).filter(({ cellIndex }) => {
    const configuration = plan.configurations[cellIndex];
    return configuration !== undefined && canRun(configuration);
  });
  const runnable = plan.configurations.filter(canRun);
  return estimateDurationMs(plan, visits, cost) + estimateComparisonMs(plan, runnable, cost);
}

/** Every cell of every image model that can run here, WASM first. */
export function everyCell(catalogue: ReadyCatalogue): Configuration[] {
  const models = catalogue.models.filter(({ task }) => task === 'image-text');
  return models
    .flatMap(({ id }) =>
      (['wasm', 'webgpu'] as const).flatMap((device) => DTYPES.map((dtype) => ({ modelId: id, device, dtype }))),
    )
    .filter(({ modelId, dtype, device }) => availabilityOf(catalogue, modelId, dtype, device).kind !== 'unavailable');
}

/** fp32 as the yardstick, and the precisions that people doubt: q8 and q4. */
export function firstSides(catalogue: ReadyCatalogue): Configuration[] {
  const [first] = catalogue.models.filter(({ task }) => task === 'image-text');
  return everyCell(catalogue).filter(
    ({ modelId, device, dtype }) =>
      modelId === first?.id && device === 'wasm' && (dtype === 'fp32' || dtype === 'q8' || dtype === 'q4'),
  );
}
