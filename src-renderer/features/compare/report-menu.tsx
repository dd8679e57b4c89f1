import type { ComparisonRequest, ReportFormat, SecondOpinion } from '#contract/compare';
import { request as ask } from '../../lib/bridge';
import { useCommand } from '../../lib/commands';
import { notify, notifyError } from '../../lib/notices';
import { Button } from '../../ui/button';
import { Menu } from '../../ui/menu';
import { REPORT_FORMS } from './report-formats';

/** Under the workspace. */
const REPORT_FOLDER = 'reports';

export interface ReportMenuProps {
  /** null: nothing can be written. */
  readonly request: ComparisonRequest | null;
  /** Second opinions that go with it. */
  readonly opinions: readonly SecondOpinion[];
}

/** Copies the comparison, or saves it under `reports/` of the workspace. */
export function ReportMenu({ request, opinions }: ReportMenuProps) {
  const enabled = request !== null;
  const copy = (format: ReportFormat) => {
    if (request === null) return;
    ask('compare:report', { request, format, opinions: [...opinions] })
      .then(({ text }) => navigator.clipboard.writeText(text))
      .then(() => notify({ tone: 'ok', title: 'Comparison copied.' }))
      .catch(notifyError);
  };
  const save = (format: ReportFormat) => {
    if (request === null) return;
    ask('compare:save-report', { request, format, opinions: [...opinions], directory: REPORT_FOLDER })
      .then(({ path }) =>
        notify({
          tone: 'ok',
          title: 'Report saved.',
          detail: path,
          action: { label: 'Show the file', run: () => void ask('app:show-item', { path }).catch(notifyError) },
        }),
      )
      .catch(notifyError);
  };
  useCommand('table.copy-tsv', () => copy('tsv'), { enabled });
  useCommand('table.copy-markdown', () => copy('markdown'), { enabled });
  useCommand('table.copy-latex', () => copy('latex'), { enabled });
  return (
    <>
      <Menu
        label="Copy as"
        trigger={
          <Button icon="copy" disabled={!enabled}>
            Copy as
          </Button>
        }
        items={REPORT_FORMS.filter(({ format }) => format !== 'html').map(({ format, label }) => ({
          label,
          onSelect: () => copy(format),
        }))}
      />
      <Menu
        label="Save report"
        trigger={
          <Button icon="export" disabled={!enabled}>
            Save report
          </Button>
        }
        items={REPORT_FORMS.map(({ format, label }) => ({ label, onSelect: () => save(format) }))}
      />
    </>
  );
}
