import type { RequestOutput } from '#contract/channels';
import { formatCount, formatScientific } from '../../lib/format';
import { Chip } from '../../ui/chip';
import { Icon } from '../../ui/icon';
import { Section } from '../../ui/pane';
import { formatLabel, parityVerdict } from './export-formats';

const VERDICTS = {
  identical: { icon: 'status-done', tone: 'tone-ok' },
  within: { icon: 'status-done', tone: 'tone-ok' },
  outside: { icon: 'status-failed', tone: 'tone-bad' },
} as const;

/** Each file, by whom it was read back, and the largest difference of the model's outputs on real inputs. */
export function ParityTable({ output }: { readonly output: RequestOutput<'checkpoints:export'> }) {
  const { files, parity } = output;
  const within = files.filter(
    ({ maxAbsoluteError }) => parityVerdict(maxAbsoluteError, parity.limit) !== 'outside',
  ).length;
  return (
    <Section
      title="Parity"
      detail={`read back, ${formatCount(parity.samples)} real inputs`}
      actions={
        <Chip tone={within === files.length ? 'ok' : 'bad'} icon={within === files.length ? 'check' : 'warning'}>
          {within} of {files.length} within {formatScientific(parity.limit)}
        </Chip>
      }
    >
      <table className="parity-table">
        <thead>
          <tr>
            <th>File</th>
            <th>Read back by</th>
            <th className="right">Max abs. error</th>
            <th className="right">Samples</th>
            <th className="right">Verdict</th>
          </tr>
        </thead>
        <tbody>
          {files.map((file) => {
            const verdict = parityVerdict(file.maxAbsoluteError, parity.limit);
            const { icon, tone } = VERDICTS[verdict];
            return (
              <tr key={file.format}>
                <td className="mono" title={`${file.path}\nsha256 ${file.sha256}`}>
                  {formatLabel(file.format)}
                </td>
                <td className="text-2">{file.readBackBy}</td>
                <td className="number right">{formatScientific(file.maxAbsoluteError)}</td>
                <td className="number right">{formatCount(file.samples)}</td>
                <td className="right">
                  <span className={`parity-verdict ${tone}`}>
                    <Icon name={icon} size={14} />
                    {verdict}
                  </span>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </Section>
  );
}
