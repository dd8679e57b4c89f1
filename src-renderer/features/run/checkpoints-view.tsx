import { fromNumberOrWord, metricDescriptor } from '#contract/metrics';
import type { RunDetail } from '#contract/run-detail';
import { formatBytes, formatCount, formatNumber, formatWhen } from '../../lib/format';
import { goTo, PATHS } from '../../lib/navigation';
import { notifyError } from '../../lib/notices';
import { Button } from '../../ui/button';
import { Chip } from '../../ui/chip';
import { EmptyState } from '../../ui/empty-state';
import { mainMetric } from './main-metric';
import { roleWords } from './role-words';
import { forkRun } from './run-header';

/** Checkpoints of the run: why each is kept, what it scored, what can be done with it. */
export function CheckpointsView({ detail }: { readonly detail: RunDetail }) {
  const { checkpoints, summary } = detail;
  const metric = metricDescriptor(mainMetric(summary));
  if (checkpoints.length === 0) {
    return (
      <EmptyState icon="flag" title="No checkpoint yet">
        The first one is written after epoch 1: best by the monitor, best by loss, and last.
      </EmptyState>
    );
  }
  return (
    <table className="run-table">
      <thead>
        <tr>
          <th scope="col">Kept as</th>
          <th scope="col" className="right">
            Epoch
          </th>
          <th scope="col" className="right">
            Step
          </th>
          <th scope="col" className="right">
            Loss
          </th>
          <th scope="col" className="right">
            {metric.label}
          </th>
          <th scope="col" className="right">
            Size
          </th>
          <th scope="col" className="right">
            Written
          </th>
          <th scope="col">
            <span className="visually-hidden">Actions</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {checkpoints.map((checkpoint) => {
          const id = checkpoint.ids[0];
          return (
            <tr key={checkpoint.folder}>
              <td>
                {checkpoint.roles.map(roleWords).join(', ')}
                {id !== undefined && id === summary.best?.checkpointId && (
                  <>
                    {' '}
                    <Chip tone="run">ships</Chip>
                  </>
                )}
              </td>
              <td className="number right">{formatCount(checkpoint.epoch)}</td>
              <td className="number right">{formatCount(checkpoint.step)}</td>
              <td className="number right">{metricText(checkpoint.metrics['loss'], 4)}</td>
              <td className="number right">{metricText(checkpoint.metrics[metric.id], metric.digits)}</td>
              <td className="number right">{formatBytes(checkpoint.bytes)}</td>
              <td className="number right">{formatWhen(checkpoint.createdAt)}</td>
              <td>
                <span className="row run-table-actions">
                  <Button
                    size="small"
                    icon="fork"
                    disabled={id === undefined}
                    onClick={() => void forkRun(summary.runId, id ?? null).catch(notifyError)}
                  >
                    Fork
                  </Button>
                  <Button
                    size="small"
                    icon="export"
                    disabled={id === undefined}
                    onClick={() => id !== undefined && goTo(PATHS.checkpoint(id))}
                  >
                    Open and export
                  </Button>
                </span>
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

const metricText = (value: Parameters<typeof fromNumberOrWord>[0] | undefined, digits: number): string =>
  formatNumber(value === undefined ? null : fromNumberOrWord(value), digits);
