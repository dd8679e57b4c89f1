import type { ReportFormat } from '#contract/compare';
import { request } from '../../lib/bridge';
import { copyText } from '../../lib/copy-text';
import { notifyError } from '../../lib/notices';
import { useCopyCommands } from '../../lib/use-copy-table';
import { Button } from '../../ui/button';
import { fileNameOf, saveFile } from '../../ui/chart/save-chart';
import { Menu } from '../../ui/menu';

interface ReportForm {
  readonly format: ReportFormat;
  readonly label: string;
  readonly extension: string;
  readonly type: string;
}

const FORMS: readonly ReportForm[] = [
  { format: 'tsv', label: 'TSV, the checklist', extension: 'tsv', type: 'text/tab-separated-values' },
  { format: 'csv', label: 'CSV, the checklist', extension: 'csv', type: 'text/csv' },
  { format: 'markdown', label: 'Markdown', extension: 'md', type: 'text/markdown' },
  { format: 'latex', label: 'LaTeX, booktabs', extension: 'tex', type: 'text/x-tex' },
  { format: 'html', label: 'HTML, one file', extension: 'html', type: 'text/html' },
];

/** Copies or saves everything about a ladder: checklist, decisions, ready-made tables, ablations. */
export function LadderReportMenu({ path, name }: { readonly path: string; readonly name: string }) {
  const read = (format: ReportFormat) => request('stages:report', { path, format }).then(({ text }) => text);
  const copy = (format: ReportFormat) => copyText(read(format), 'Report copied.');
  const save = ({ format, extension, type }: ReportForm) =>
    void read(format)
      .then((text) => saveFile(new Blob([text], { type }), fileNameOf(`${name} report`, extension)))
      .catch(notifyError);
  useCopyCommands(copy);
  return (
    <Menu
      label="Report"
      trigger={<Button icon="export">Report</Button>}
      items={[
        ...FORMS.filter(({ format }) => format !== 'html').map(({ format, label }) => ({
          label: `Copy ${label}`,
          onSelect: () => copy(format),
        })),
        null,
        ...FORMS.map((form) => ({ label: `Save ${form.label}`, onSelect: () => save(form) })),
      ]}
    />
  );
}
