import type { ComparisonRequest, ReportFormat, SecondOpinion } from '#contract/compare';
import { request as ask } from '../../lib/bridge';
import { copyText } from '../../lib/copy-text';
import { notify, notifyError } from '../../lib/notices';
import { useCopyCommands } from '../../lib/use-copy-table';
import { Button } from '../../ui/button';
import { CopyAs } from '../../ui/copy-as';
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
    const report = ask('compare:report', { request, format, opinions: [...opinions] });
    copyText(
      report.then(({ text }) => text),
      'Comparison copied.',
    );
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
  useCopyCommands(copy, enabled);
  return (
    <>
      <CopyAs
        label="Copy the comparison"
        disabled={!enabled}
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
