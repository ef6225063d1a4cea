import type { Interval } from './bootstrap';
import { breakawayOf, describeShare, type Breakaway } from './breakaway';
import { compareAnswers } from './compare-answers';
import { formatRatio } from './format-figures';
import { referenceRow, type ResultRow } from './result-rows';
import { rowLabel } from './row-label';
import type { Summary } from './statistics';

/** Ratios closer to 1 than this are called "about as fast". */
const ABOUT_EQUAL = 0.05;

/** What was found, and what to be warned of: one sentence or more for each configuration that has an fp32 of its kind. */
export function summarySentences(rows: readonly ResultRow[]): string[] {
  return rows.flatMap((row) => {
    const sentence = findingSentence(row, rows);
    const breakaway = breakawayOf(row, rows);
    if (sentence === undefined) return [];
    return [breakaway === undefined ? sentence : `${sentence} ${warning(breakaway)}`];
  });
}

/** The findings alone, for where warnings are shown by themselves. */
export function findingSentences(rows: readonly ResultRow[]): string[] {
  return rows.flatMap((row) => findingSentence(row, rows) ?? []);
}

function findingSentence(row: ResultRow, rows: readonly ResultRow[]): string | undefined {
  const reference = referenceRow(row, rows);
  if (reference === undefined) return undefined;
  const findings = [...speedFindings(row, reference, rowLabel(reference, rows)), ...answerFindings(row, reference)];
  return findings.length === 0 ? undefined : `${rowLabel(row, rows)} ${joinPhrases(findings)}.`;
}

function warning(breakaway: Breakaway): string {
  const share = describeShare(breakaway);
  const reason = breakaway.reason === undefined ? '' : ` ${breakaway.reason}`;
  return breakaway.isCertain
    ? `Its answers break away from fp32's: ${share}.${reason}`
    : `Its answers may break away from fp32's: ${share}, too few to tell.${reason}`;
}

function speedFindings(row: ResultRow, reference: ResultRow, name: string): string[] {
  const stages: [verb: string, own: Summary | undefined, base: Summary | undefined][] = [
    ['load', row.summary?.loads.totalMs, reference.summary?.loads.totalMs],
    ['answer', row.summary?.runs.totalMs, reference.summary?.runs.totalMs],
  ];
  return stages.flatMap(([verb, own, base]) => {
    if (own === undefined || base === undefined || own.median <= 0 || base.median <= 0) return [];
    if (own.interval === undefined || base.interval === undefined) {
      return [`was timed too few times to say how fast it is to ${verb}`];
    }
    const ratio = base.median / own.median;
    if (isAboutEqual(ratio)) return [`is about as fast to ${verb} as ${name}`];
    if (overlap(own.interval, base.interval)) return [`is not measurably faster or slower to ${verb} than ${name}`];
    return [comparePace(ratio, verb, name)];
  });
}

function isAboutEqual(ratio: number): boolean {
  return Math.abs(ratio - 1) <= ABOUT_EQUAL;
}

/** Medians whose 95% intervals overlap: a ratio would name a difference that the runs do not show. */
function overlap(own: Interval, base: Interval): boolean {
  return own.low <= base.high && base.low <= own.high;
}

/** @param ratio time of the reference / own time */
function comparePace(ratio: number, verb: string, reference: string): string {
  if (ratio > 1) return `is ${formatRatio(ratio)} times as fast to ${verb} as ${reference}`;
  return `takes ${formatRatio(1 / ratio)} times as long to ${verb} as ${reference}`;
}

function answerFindings(row: ResultRow, reference: ResultRow): string[] {
  if (row.judgement === undefined || reference.judgement === undefined) return [];
  const { count, alike } = compareAnswers(row.judgement.answers, reference.judgement.answers);
  return count === 0 ? [] : [`answers ${alike} of ${count} questions alike`];
}

function joinPhrases(phrases: readonly string[]): string {
  if (phrases.length < 2) return phrases.join('');
  return `${phrases.slice(0, -1).join(', ')} and ${phrases.at(-1) ?? ''}`;
}
