/** A table as the Markdown and the HTML report print it: texts only. */
export interface ReportTable {
  title: string;
  columns: string[];
  rows: string[][];
  note?: string;
}
