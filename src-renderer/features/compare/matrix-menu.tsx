import type { ReportFormat } from '#contract/compare';
import { request } from '../../lib/bridge';
import { copyText } from '../../lib/copy-text';
import { notifyError } from '../../lib/notices';
import { Button } from '../../ui/button';
import { fileNameOf, saveFile } from '../../ui/chart/save-chart';
import { Menu } from '../../ui/menu';
import { REPORT_FORMS, type ReportForm } from './report-formats';

/** Copies or saves the matrix: values by seed, and the planned comparisons. */
export function MatrixMenu({
  path,
  metric,
  name,
}: {
  readonly path: string;
  readonly metric: string | null;
  readonly name: string;
}) {
  const read = (format: ReportFormat) =>
    request('stages:matrix-report', { path, metric, format }).then(({ text }) => text);
  const copy = (format: ReportFormat) => copyText(read(format), 'Matrix copied.');
  const save = ({ format, extension, type }: ReportForm) =>
    void read(format)
      .then((text) => saveFile(new Blob([text], { type }), fileNameOf(`${name} ablations`, extension)))
      .catch(notifyError);
  return (
    <Menu
      label="Matrix as"
      trigger={<Button icon="export">Matrix as</Button>}
      items={[
        ...REPORT_FORMS.filter(({ format }) => format !== 'html').map(({ format, label }) => ({
          label: `Copy ${label}`,
          onSelect: () => copy(format),
        })),
        null,
        ...REPORT_FORMS.map((form) => ({ label: `Save ${form.label}`, onSelect: () => save(form) })),
      ]}
    />
  );
}
