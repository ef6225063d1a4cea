import { breakawayOf, describeShare, type Breakaway } from './breakaway';
import { compareAnswers } from './compare-answers';
import { formatRatio } from './format-figures';
import { referenceRow, type ResultRow } from './result-rows';
import type { Summary } from './statistics';

/** Ratios closer to 1 than this are called "about as fast". */
const ABOUT_EQUAL = 0.05;

/** What was found, in plain sentences: one for each configuration that has an fp32 of its kind to be compared with. */
export function summarySentences(rows: readonly ResultRow[]): string[] {
  return rows.flatMap((row) => {
    const reference = referenceRow(row, rows);
    if (reference === undefined) return [];
    const findings = [...speedFindings(row, reference), ...answerFindings(row, reference)];
    if (findings.length === 0) return [];
    const sentence = `${row.label} ${joinPhrases(findings)}.`;
    const breakaway = breakawayOf(row, rows);
    return [breakaway === undefined ? sentence : `${sentence} ${warning(breakaway)}`];
  });
}

function warning(breakaway: Breakaway): string {
  const share = describeShare(breakaway);
  const reason = breakaway.reason === undefined ? '' : ` ${breakaway.reason}`;
  return breakaway.isCertain
    ? `Its answers break away from fp32's: ${share}.${reason}`
    : `Its answers may break away from fp32's: ${share}, too few to tell.${reason}`;
}

function speedFindings(row: ResultRow, reference: ResultRow): string[] {
  const stages: [verb: string, own: Summary | undefined, base: Summary | undefined][] = [
    ['load', row.summary?.loads.totalMs, reference.summary?.loads.totalMs],
    ['answer', row.summary?.runs.totalMs, reference.summary?.runs.totalMs],
  ];
  return stages.flatMap(([verb, own, base]) => {
    if (own === undefined || base === undefined || own.median <= 0 || base.median <= 0) return [];
    const ratio = base.median / own.median;
    if (isAboutEqual(ratio)) return [`is about as fast to ${verb} as ${reference.label}`];
    if (overlap(own, base)) return [`is not measurably faster or slower to ${verb} than ${reference.label}`];
    return [comparePace(ratio, verb, reference.label)];
  });
}

function isAboutEqual(ratio: number): boolean {
  return Math.abs(ratio - 1) <= ABOUT_EQUAL;
}

/** Medians whose 95% intervals overlap: a ratio would name a difference that the runs do not show. */
function overlap({ interval: own }: Summary, { interval: base }: Summary): boolean {
  return own !== undefined && base !== undefined && own.low <= base.high && base.low <= own.high;
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
