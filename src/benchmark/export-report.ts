import type { BenchmarkRecord } from '../contract/benchmark-record';
import { latencyBoxesSvg } from './latency-boxes-svg';
import type { ReportTable } from './report-table';
import { buildReport } from './report-tables';
import { stageBarsSvg } from './stage-bars-svg';
import { rowsOf } from './result-rows';
import { escapeMarkup } from './escape-markup';

/** Summary for a README or an issue. */
export function exportMarkdown(record: BenchmarkRecord): string {
  const { title, facts, sentences, tables } = buildReport(record);
  const parts = [
    `# ${escapeMarkdown(title)}`,
    facts.map(([name, value]) => `- ${name}: ${escapeMarkdown(value)}`).join('\n'),
    sentences.map(escapeMarkdown).join(' '),
    ...tables.map(markdownTable),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function markdownTable({ title, columns, rows, note }: ReportTable): string {
  const line = (cells: readonly string[]) => `| ${cells.map(escapeMarkdown).join(' | ')} |`;
  const table = [line(columns), line(columns.map(() => '---')), ...rows.map(line)].join('\n');
  return `## ${title}\n\n${note === undefined ? '' : `${note}\n\n`}${table}`;
}

/** Keeps text from a pack or another machine from becoming a column, a heading or a tag. */
function escapeMarkdown(text: string): string {
  return text === '---' ? text : text.replace(/[\r\n]+/gu, ' ').replace(/[\\|`*_<>[\]]/gu, '\\$&');
}

/** One file without scripts or addresses that opens anywhere and prints well. All texts are escaped. */
export function exportHtml(records: readonly BenchmarkRecord[]): string {
  const sections = records.map((record) => {
    const { title, facts, sentences, tables } = buildReport(record);
    return [
      `<h1>${escapeMarkup(title)}</h1>`,
      `<dl>${facts.map(([name, value]) => `<dt>${escapeMarkup(name)}</dt><dd>${escapeMarkup(value)}</dd>`).join('')}</dl>`,
      ...sentences.map((sentence) => `<p>${escapeMarkup(sentence)}</p>`),
      figure('Stages, medians', stageBarsSvg(rowsOf(record))),
      figure('Whole answers, every run', latencyBoxesSvg(rowsOf(record))),
      ...tables.map(htmlTable),
    ].join('\n');
  });
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escapeMarkup(records.map(({ name }) => name).join(', '))}</title>
<style>${STYLE}</style>
</head>
<body>
<p class="note">A research demonstration, not a medical device.</p>
${sections.join('\n<hr>\n')}
</body>
</html>
`;
}

function figure(title: string, svg: string): string {
  return svg === '' ? '' : `<h2>${title}</h2><div class="scroll">${svg}</div>`;
}

/** "31.9 MB" stays on one line. */
function keepUnits(text: string): string {
  return text.replace(/(\d) (?=(?:ms|s|min|[kMG]?B|thread|threads)\b)/gu, '$1\u00A0');
}

function htmlTable({ title, columns, rows, note }: ReportTable): string {
  const head = columns.map((column) => `<th scope="col">${escapeMarkup(column)}</th>`).join('');
  const body = rows.map(([first = '', ...rest]) => {
    const cells = rest.map((cell) => `<td>${escapeMarkup(keepUnits(cell))}</td>`).join('');
    return `<tr><th scope="row">${escapeMarkup(first)}</th>${cells}</tr>`;
  });
  const text = note === undefined ? '' : `<p class="note">${escapeMarkup(note)}</p>`;
  return `<h2>${escapeMarkup(title)}</h2>${text}<div class="scroll"><table><thead><tr>${head}</tr></thead><tbody>${body.join('')}</tbody></table></div>`;
}

const STYLE = `
:root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif; }
body { max-width: 70rem; margin: 2rem auto; padding: 0 1rem; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0 1rem; } dd { margin: 0; }
.scroll { overflow-x: auto; } .note { opacity: 0.75; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
th, td { padding: 0.2rem 0.6rem; border-bottom: 1px solid; text-align: left; } svg { width: 100%; min-width: 40rem; max-width: 60rem; height: auto; }
svg text { fill: currentColor; font: 12px system-ui, sans-serif; } .box { fill: currentColor; fill-opacity: 0.12; } .dots { fill: currentColor; fill-opacity: 0.55; }
dl > dd { overflow-wrap: anywhere; } @media (max-width: 40rem) { dl { display: block; } dd { margin: 0 0 0.4rem; } }
`;
