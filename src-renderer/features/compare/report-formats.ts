import type { ReportFormat } from '#contract/compare';

export interface ReportForm {
  readonly format: ReportFormat;
  readonly label: string;
  /** Of a saved file, without the dot. */
  readonly extension: string;
  readonly type: string;
}

/** Forms in which a table leaves the window; the page is saved only, since a clipboard has no use for it. */
export const REPORT_FORMS: readonly ReportForm[] = [
  { format: 'tsv', label: 'TSV, for a sheet', extension: 'tsv', type: 'text/tab-separated-values' },
  { format: 'csv', label: 'CSV, full precision', extension: 'csv', type: 'text/csv' },
  { format: 'markdown', label: 'Markdown', extension: 'md', type: 'text/markdown' },
  { format: 'latex', label: 'LaTeX, booktabs', extension: 'tex', type: 'text/x-tex' },
  { format: 'html', label: 'HTML, one file', extension: 'html', type: 'text/html' },
];
