import { useMemo } from 'react';
import { verdictOf } from '../../../benchmark/breakaway';
import { compareAnswers } from '../../../benchmark/compare-answers';
import { configurationLabel } from '../../../benchmark/configuration-label';
import { referenceRow, type ResultRow } from '../../../benchmark/result-rows';
import type { Agreement } from '../../../contract/benchmark-record';
import { formatPercent } from '../../format';
import { DataTable, type DataColumn } from './data-table';
import { rowLabel } from '../../../benchmark/row-label';

interface AgreementLine {
  key: string;
  row: ResultRow;
  agreement?: Extract<Agreement, { status: 'compared' }>;
  reference: string;
  answers?: { alike: number; count: number };
}

/** How far each configuration says what fp32 says, by tokens under forced decoding and by answers to a pack. */
export function AgreementTable({ rows }: { rows: readonly ResultRow[] }) {
  const lines = useMemo(() => rows.flatMap((row) => linesOf(row, rows)), [rows]);
  const columns = useMemo(() => agreementColumns(rows), [rows]);
  return (
    <section className="lab-figure" aria-label="Agreement with fp32">
      <h3>Agreement with fp32</h3>
      <p className="figure-note">
        Forced decoding: fp32’s own tokens are fed to the configuration, which says what it would have chosen. Answers
        are compared after normalisation, right or wrong. “Speaks as fp32” takes enough of them to rule chance out.
      </p>
      {lines.length === 0 ? (
        <p className="faint">
          Nothing was compared: it takes fp32 and another precision of the same model in one result.
        </p>
      ) : (
        <DataTable label="Agreement with fp32, table" columns={columns} rows={lines} rowKey={({ key }) => key} />
      )}
    </section>
  );
}

function linesOf(row: ResultRow, rows: readonly ResultRow[]): AgreementLine[] {
  const reference = referenceRow(row, rows);
  const compared =
    row.judgement !== undefined && reference?.judgement !== undefined
      ? compareAnswers(row.judgement.answers, reference.judgement.answers)
      : undefined;
  const answers = compared === undefined || compared.count === 0 ? {} : { answers: compared };
  const own = row.agreements.filter(
    ({ reference: other }) => configurationLabel(other) !== configurationLabel(row.configuration),
  );
  if (own.length === 0) {
    return reference === undefined || compared === undefined
      ? []
      : [{ key: `${row.key}/answers`, row, reference: reference.label, ...answers }];
  }
  return own.map((agreement, position) => ({
    key: `${row.key}/${position}`,
    row,
    agreement,
    reference: configurationLabel(agreement.reference),
    ...answers,
  }));
}

function agreementColumns(rows: readonly ResultRow[]): DataColumn<AgreementLine>[] {
  return [
    {
      id: 'configuration',
      title: 'Configuration',
      cell: ({ row }) => rowLabel(row, rows),
      sortBy: ({ row }) => rowLabel(row, rows),
    },
    { id: 'reference', title: 'Compared with', cell: ({ reference }) => reference },
    {
      id: 'tokens',
      title: 'Tokens alike',
      isNumber: true,
      cell: ({ agreement }) =>
        agreement === undefined ? '' : share(agreement.agreeingTokenCount, agreement.tokenCount),
      sortBy: ({ agreement }) => agreement && agreement.agreeingTokenCount / agreement.tokenCount,
    },
    {
      id: 'prompts',
      title: 'Whole answers alike, forced',
      isNumber: true,
      cell: ({ agreement }) =>
        agreement === undefined ? '' : share(agreement.identicalPromptCount, agreement.promptCount),
      sortBy: ({ agreement }) => agreement && agreement.identicalPromptCount / agreement.promptCount,
    },
    {
      id: 'answers',
      title: 'Pack answers alike',
      isNumber: true,
      cell: ({ answers }) => (answers === undefined ? 'not judged' : share(answers.alike, answers.count)),
      sortBy: ({ answers }) => answers && answers.alike / answers.count,
    },
    { id: 'first', title: 'First difference', cell: ({ agreement }) => firstDifference(agreement) },
    { id: 'verdict', title: 'Verdict', cell: ({ row }) => verdict(row, rows) },
  ];
}

function share(part: number, whole: number): string {
  return whole === 0 ? '' : `${formatPercent(part / whole)} (${part} of ${whole})`;
}

function firstDifference(agreement: AgreementLine['agreement']): string {
  const first = agreement?.divergences[0];
  if (first === undefined) return agreement === undefined ? '' : 'none';
  return `token ${first.tokenIndex + 1} of “${first.referenceText.trim()}”`;
}

function verdict(row: ResultRow, rows: readonly ResultRow[]): string {
  const found = verdictOf(row, rows);
  return found === 'breaks away' || found === 'may break away' ? `⚠ ${found}` : found;
}
