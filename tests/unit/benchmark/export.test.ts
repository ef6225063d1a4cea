import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { exportAnswersCsv, exportRunsCsv } from '../../../src/benchmark/export-csv';
import { exportHtml, exportMarkdown } from '../../../src/benchmark/export-report';
import { exportJson, importRecord } from '../../../src/benchmark/import-record';
import { rowsOf } from '../../../src/benchmark/result-rows';
import { findingSentences, summarySentences } from '../../../src/benchmark/summary-sentences';
import { judgement, measuredCell, sampleRecord } from './sample-record';

describe('exporting a result', () => {
  it('reads its own JSON back unchanged', () => {
    const record = sampleRecord();
    expect(importRecord(exportJson(record), 'a.json')).toEqual({ kind: 'record', record });
  });

  it.each([
    ['not JSON', '{"format":', undefined],
    ['something else', '{"hello":1}', 'format'],
    ['another version', '{"format":"edgeward-benchmark/9"}', 'format'],
    [
      'a damaged entry',
      exportJson(sampleRecord()).replace('"totalMs": 190', '"totalMs": "fast"'),
      'cells.0.loads.0.totalMs',
    ],
  ])('refuses %s and names the entry', (_, json, entry) => {
    const result = importRecord(json, 'a.json');
    expect(result).toMatchObject({ kind: 'refused', fileName: 'a.json' });
    expect(result.kind === 'refused' ? result.entry : 'accepted').toBe(entry);
  });

  it('writes one CSV row a run, with empty cells for what was not measured', () => {
    const { data } = Papa.parse<Record<string, string>>(exportRunsCsv([sampleRecord()]), { header: true });
    expect(data).toHaveLength(6);
    expect(data[3]).toMatchObject({ dtype: 'q8', phase: 'run', totalMs: '100', loadTotalMs: '100', preprocessMs: '' });
  });

  it('writes the warm-up of a load, which is long on WebGPU, beside its other stages', () => {
    const cell = measuredCell('q8', 100, [50]);
    const warmed = { ...cell, loads: cell.loads.map((load) => ({ ...load, warmupMs: 37 })) };
    const record = sampleRecord({ cells: [warmed, measuredCell('q4', 90, [40])] });
    const { data } = Papa.parse<Record<string, string>>(exportRunsCsv([record]), { header: true });
    expect(data.map((row) => [row['dtype'], row['loadSessionMs'], row['loadWarmupMs'], row['loadTotalMs']])).toEqual([
      ['q8', '98', '37', '100'],
      ['q4', '88', '', '90'],
    ]);
  });

  it('quotes CSV texts and disarms formulas', () => {
    const hostile = sampleRecord({ judgements: [judgement('q8', ['=HYPERLINK("x"), "quoted"\nline'])] });
    const csv = exportAnswersCsv([hostile]);
    const { data } = Papa.parse<Record<string, string>>(csv, { header: true });
    expect(data[0]?.['given']).toBe('\'=HYPERLINK("x"), "quoted"\nline');
    expect(csv.split('\r\n')[0]).toContain('record,model');
  });

  it('escapes whatever a file said in the HTML and Markdown reports', () => {
    const hostile = sampleRecord({ name: '<img src=x onerror=alert(1)> | a' });
    const html = exportHtml([hostile]);
    expect(html).not.toContain('<img');
    expect(html).toContain('&lt;img src=x');
    expect(html).not.toMatch(/<script|https?:/u);
    expect(exportMarkdown(hostile)).toContain('\\<img src=x onerror=alert(1)\\> \\| a');
  });

  it('writes behind the bars what the table says: the median of the whole runs, not the sum of the stages', () => {
    const cell = measuredCell('fp32', 190, [100, 101, 99]);
    const runs = cell.runs.map((run) => ({ ...run, decodeMs: 400 }));
    const html = exportHtml([sampleRecord({ cells: [{ ...cell, runs }], judgements: [] })]);
    expect(html).toContain('>total 100 ms</text>');
    expect(html).toContain('fill="url(#decodeMs)"');
    expect(html.match(/<circle cx="[\d.]+" cy="15" r="2">/gu)).toHaveLength(3);
  });

  it('says what ran, of which files, on what', () => {
    const model = {
      id: 'tiny',
      version: '3',
      files: [{ path: 'onnx/a.onnx', bytes: 2_000_000, sha256: 'f'.repeat(64) }],
    };
    const plan = {
      configurations: [],
      images: [{ id: 'a', title: 'Chest' }],
      prompt: { kind: 'question' as const, text: 'Is it?' },
      forcedTokenCount: 8,
      rounds: 1,
      runsPerRound: 3,
      warmupRuns: 1,
    };
    const cells = sampleRecord().cells.map((cell) => ({
      ...cell,
      ...(cell.runtime === undefined ? {} : { runtime: { ...cell.runtime, threads: 2 } }),
    }));
    const markdown = exportMarkdown(sampleRecord({ cells, models: [model], plan }));
    expect(markdown).toContain('| q8 | CPU (WASM) | 2 threads | plain |');
    expect(markdown).toContain(`| tiny/onnx/a.onnx | 2.00 MB | ${'f'.repeat(64)} |`);
    expect(markdown).toContain('- Images: Chest');
    expect(markdown).toContain('- Prompt: “Is it?”');
    expect(markdown).toContain(
      '1 round, a fresh worker for each cell in each, 1 warm-up and 3 counted runs of 8 tokens',
    );
  });

  it('prints medians and accuracy with their counts', () => {
    const markdown = exportMarkdown(sampleRecord());
    expect(markdown).toContain('| q8 | done | 0.00 MB | 100 ms (100 ms–100 ms) |');
    expect(markdown).toContain('n = 4');
  });
});

describe('summing up in sentences', () => {
  it('compares with fp32 of the same device', () => {
    expect(summarySentences(rowsOf(sampleRecord()))[0]).toMatch(
      /^q8 is 1\.9 times as fast to load as fp32, is about as fast to answer as fp32 and answers 3 of 4 questions alike\./u,
    );
  });

  it('gives no ratio where the 95% intervals of the medians overlap', () => {
    // Medians 100 and 150 ms, but the slow one's samples reach from 80 to 400.
    const cells = [measuredCell('fp32', 190, [100, 90, 110]), measuredCell('q8', 100, [80, 150, 400])];
    expect(summarySentences(rowsOf(sampleRecord({ cells, judgements: [] })))).toEqual([
      'q8 is 1.9 times as fast to load as fp32 and is not measurably faster or slower to answer than fp32.',
    ]);
    const apart = [measuredCell('fp32', 190, [100, 90, 110]), measuredCell('q8', 100, [150, 160, 200])];
    expect(summarySentences(rowsOf(sampleRecord({ cells: apart, judgements: [] })))).toEqual([
      'q8 is 1.9 times as fast to load as fp32 and takes 1.6 times as long to answer as fp32.',
    ]);
  });

  it('compares no times where there are too few for an interval', () => {
    const cells = [measuredCell('fp32', 190, [100, 200]), measuredCell('q8', 100, [50, 60])];
    expect(summarySentences(rowsOf(sampleRecord({ cells, judgements: [] })))).toEqual([
      'q8 is 1.9 times as fast to load as fp32 and was timed too few times to say how fast it is to answer.',
    ]);
  });

  it('says of which result it speaks where several are shown', () => {
    const rows = [sampleRecord(), sampleRecord({ id: 'r2', name: 'Her desktop' })].flatMap(rowsOf);
    expect(findingSentences(rows).map((sentence) => sentence.slice(0, 60))).toEqual([
      'q8 (My laptop) is 1.9 times as fast to load as fp32 (My lapt',
      'q8 (Her desktop) is 1.9 times as fast to load as fp32 (Her d',
    ]);
  });

  it('warns when answers seem to break away, and says how much that rests on', () => {
    expect(summarySentences(rowsOf(sampleRecord()))[0]).toContain(
      "may break away from fp32's: 3 of 4 answers agree (75.0%), too few to tell",
    );
  });

  it('says nothing without an fp32 to compare with', () => {
    const record = sampleRecord();
    expect(summarySentences(rowsOf({ ...record, cells: record.cells.slice(1), judgements: [] }))).toEqual([]);
  });
});
