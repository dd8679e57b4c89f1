import { metricDescriptor } from '#contract/metrics';
import type { StudyDetail } from '#contract/sweeps';
import { formatDuration, formatNumber, NOT_AVAILABLE } from '../../lib/format';
import { KeyFigure } from '../../ui/key-figure';
import { baselineLabel, baselineVerdict } from './baseline-verdict';
import { endedCount, STUDY_LOOKS } from './study-words';
import { useNow } from './use-now';

/** Trials, best beside its baseline, and where the time goes; elapsed and left move with the clock while it runs. */
export function StudyFigures({
  detail,
  receivedAt,
}: {
  readonly detail: StudyDetail;
  /** When the numbers came, milliseconds since 1970. */
  readonly receivedAt: number;
}) {
  const { summary } = detail;
  const { counts, totalTrials, best, objective, status } = summary;
  const isRunning = status === 'running';
  const since = Math.max(0, useNow(isRunning) - receivedAt);
  const passed = isRunning ? since : 0;
  const { label, digits, unit } = metricDescriptor(objective.metric);
  const others = [
    counts.running > 0 ? `${counts.running} running` : null,
    counts.queued > 0 ? `${counts.queued} queued` : null,
    counts.failed > 0 ? `${counts.failed} failed` : null,
    counts.masked > 0 ? `${counts.masked} masked` : null,
    counts.pruned > 0 ? `${counts.pruned} pruned` : null,
  ].filter((part) => part !== null);
  return (
    <div className="sweep-figures sweep-figures-study">
      <KeyFigure
        label={`Trials, ${STUDY_LOOKS[status].word.toLowerCase()}`}
        value={`${endedCount(counts)} of ${totalTrials}`}
        detail={others.length === 0 ? 'none failed' : others.join(', ')}
      />
      <KeyFigure
        label={`Best, ${label}`}
        value={best === null ? NOT_AVAILABLE : formatNumber(best.objective, digits)}
        unit={best === null ? '' : unit}
        detail={best === null ? 'no finished trial' : `trial ${best.number}; ${baselineText(detail, digits)}`}
      />
      <KeyFigure label="Elapsed" value={formatDuration(summary.elapsedMs + passed)} />
      <KeyFigure label="Waited in the queue" value={formatDuration(summary.queueMs)} detail="sum over trials" />
      <KeyFigure
        label="Left, about"
        value={formatDuration(summary.timeLeftMs === null ? null : Math.max(0, summary.timeLeftMs - passed))}
        detail={
          isRunning ? (summary.timeLeftMs === null ? 'after the first trial' : 'from the mean trial') : 'not running'
        }
      />
    </div>
  );
}

function baselineText(detail: StudyDetail, digits: number): string {
  const verdict = baselineVerdict(detail);
  if (verdict === null) return 'no baseline';
  return `${baselineLabel(verdict.strongest.id)} ${formatNumber(verdict.strongest.objective, digits)}`;
}
