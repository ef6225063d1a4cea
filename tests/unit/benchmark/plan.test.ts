import { describe, expect, it } from 'vitest';
import { configurationLabel } from '../../../src/benchmark/configuration-label';
import {
  costOf,
  crossConfigurations,
  emptyCell,
  estimateComparisonMs,
  estimateDurationMs,
  scheduleVisits,
} from '../../../src/benchmark/plan';
import type { Configuration } from '../../../src/contract/inference-api';

describe('planning a matrix', () => {
  it('crosses models, devices and precisions, and thread counts on WASM only', () => {
    const cells = crossConfigurations({
      modelIds: ['m'],
      dtypes: ['fp32', 'q8'],
      devices: ['webgpu', 'wasm'],
      threads: [1, 2],
    });
    expect(cells.map((cell) => configurationLabel(cell, cells))).toEqual([
      'fp32 WebGPU',
      'q8 WebGPU',
      'fp32 WASM 1 thread',
      'q8 WASM 1 thread',
      'fp32 WASM 2 threads',
      'q8 WASM 2 threads',
    ]);
  });

  it('gives each cell the same mean position over two rounds', () => {
    const configurations = crossConfigurations({
      modelIds: ['m'],
      dtypes: ['fp32', 'q8', 'q4'],
      devices: ['wasm'],
      threads: [],
    });
    const visits = scheduleVisits({ configurations, rounds: 2 });
    const positions = [0, 1, 2].map((cell) =>
      visits.flatMap((visit, position) => (visit.cellIndex === cell ? [position] : [])).reduce((a, b) => a + b),
    );
    expect(positions).toEqual([5, 5, 5]);
  });

  it('estimates from what was measured here before, else from the guess', () => {
    const configurations = crossConfigurations({
      modelIds: ['m'],
      dtypes: ['q8', 'q4'],
      devices: ['wasm'],
      threads: [],
    });
    const [q8] = configurations;
    if (q8 === undefined) throw new Error('no configuration');
    const plan = {
      configurations,
      images: [{ id: 'a', title: 'A' }],
      prompt: { kind: 'caption' as const },
      forcedTokenCount: 20,
      rounds: 2,
      runsPerRound: 3,
      warmupRuns: 1,
    };
    const known = {
      ...emptyCell(q8),
      loads: [{ round: 0, fetchMs: 1, hashMs: 1, sessionMs: 498, totalMs: 500, fromStorage: true }],
      // 100 ms to the first token and 10 tokens in 50 ms: 20 tokens take 100 + 100 ms
      runs: [
        {
          round: 0,
          run: 0,
          imageId: 'a',
          prefillMs: 20,
          firstTokenMs: 100,
          decodeMs: 50,
          totalMs: 150,
          promptTokenCount: 5,
          generatedTokenCount: 10,
          tokenGapsMs: [],
          sessionRunMs: 140,
          decodeSessionRunMs: 90,
        },
      ],
    };
    const visits = scheduleVisits(plan);
    // q8: 2 × (500 + 4 × 200); q4: 2 × (1000 + 4 × 300)
    const cost = (configuration: Configuration) =>
      costOf(configuration, plan, [known], () => ({ loadMs: 1000, runMs: 300 }));
    expect(estimateDurationMs(plan, visits, cost)).toBe(2600 + 4400);
  });

  it('counts the comparison with fp32, which loads each configuration once more', () => {
    const configurations = crossConfigurations({
      modelIds: ['m'],
      dtypes: ['fp32', 'q8'],
      devices: ['wasm', 'webgpu'],
      threads: [],
    });
    const plan = {
      configurations,
      images: [
        { id: 'a', title: 'A' },
        { id: 'b', title: 'B' },
      ],
      prompt: { kind: 'question' as const, text: 'Is it?' },
      forcedTokenCount: 20,
      rounds: 1,
      runsPerRound: 1,
      warmupRuns: 1,
      comparesTokens: true,
    };
    const cost = () => ({ loadMs: 1000, runMs: 10 });
    // Two images with caption and question: 4 prompts. fp32 speaks on WASM and on the GPU; q8 on WASM follows one
    // reference, both cells of the GPU follow two.
    expect(estimateComparisonMs(plan, configurations, cost)).toBe(2 * 1040 + 1040 + 2 * 1080);
    expect(estimateComparisonMs({ ...plan, comparesTokens: false }, configurations, cost)).toBe(0);
  });
});
