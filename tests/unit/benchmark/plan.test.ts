import { describe, expect, it } from 'vitest';
import { configurationLabel } from '../../../src/benchmark/configuration-label';
import { crossConfigurations, emptyCell, estimateDurationMs, scheduleVisits } from '../../../src/benchmark/plan';

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
    expect(estimateDurationMs(plan, visits, [known], () => ({ loadMs: 1000, runMs: 300 }))).toBe(2600 + 4400);
  });
});
