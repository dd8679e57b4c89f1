import type { StudyDetail, Trial } from '#contract/sweeps';
import { Link } from 'wouter';
import { metricDescriptor } from '#contract/metrics';
import { formatAmount, formatClock, formatCount, formatDuration, formatNumber, formatWhen } from '../../lib/format';
import { PATHS } from '../../lib/navigation';
import { Inspector } from '../../lib/slots';
import { Button } from '../../ui/button';
import { Chip } from '../../ui/chip';
import { Icon } from '../../ui/icon';
import { IconButton } from '../../ui/icon-button';
import { Facts, Section, SideHead } from '../../ui/pane';
import { ImportanceBars } from './importance-bars';
import { parameterText } from './parameter-text';
import { prunedTrials } from './pruned-trials';
import { SpeedList } from './speed-list';
import { endedCount, outcomeOf } from './study-words';
import { contextOf, isRequeueable, stepsText } from './trial-columns';

export interface StudyInspectorProps {
  readonly detail: StudyDetail;
  readonly selected: Trial | null;
  readonly onRequeue: (number: number) => void;
  /** The trial is no longer looked at. */
  readonly onClose: () => void;
}

/** Explains the selected trial; below it the stop rules, where the time went, what is left out, and what mattered. */
export function StudyInspector({ detail, selected, onRequeue, onClose }: StudyInspectorProps) {
  return (
    <Inspector>
      {selected === null ? (
        <SideHead title="Stop rules" detail={detail.sweep.sweep.early_stop_no_learning ? undefined : 'off'}>
          <LearningChip detail={detail} />
        </SideHead>
      ) : (
        <SideHead title={`Trial ${selected.number}`} detail={detail.summary.name}>
          <IconButton icon="close" label="Close the trial" onClick={onClose} />
        </SideHead>
      )}
      {/* A part that scrolls takes the focus, so that keys can scroll it. */}
      <div className="sweep-inspector" tabIndex={0} role="region" aria-label="Facts of the sweep">
        {selected !== null && <TrialFacts trial={selected} detail={detail} onRequeue={onRequeue} />}
        <StopRules detail={detail} hasTitle={selected !== null} />
        <TimeFacts detail={detail} />
        <SpeedList speed={detail.speed} />
        <ImportanceBars detail={detail} />
      </div>
    </Inspector>
  );
}

function LearningChip({ detail: { summary } }: { readonly detail: StudyDetail }) {
  const { streaks, counts, status } = summary;
  if (streaks.some(({ count, limit }) => count >= limit)) {
    return (
      <Chip tone="bad" icon="status-stopped-early">
        not learning
      </Chip>
    );
  }
  if (counts.done === 0 || status === 'failed') return null;
  const isClean = streaks.every(({ count }) => count === 0);
  return isClean ? (
    <Chip tone="ok" icon="check">
      learning
    </Chip>
  ) : (
    <Chip tone="warn" icon="warning">
      watch
    </Chip>
  );
}

const RULE_HINTS: Readonly<Record<string, (detail: StudyDetail) => string>> = {
  poor: ({ sweep, summary }) =>
    summary.objective.direction === 'maximize'
      ? `Poor: failed, or ${metricDescriptor(summary.objective.metric).label} at most ${formatNumber(sweep.sweep.early_stop_metric_threshold, 2)}`
      : 'Poor: failed, or an objective that is no number',
  masked: ({ sweep }) =>
    `Fallback or all-zero attention for over ${formatNumber(sweep.sweep.early_stop_masked_ratio * 100, 0)} % of the teams`,
};

function StopRules({ detail, hasTitle }: { readonly detail: StudyDetail; readonly hasTitle: boolean }) {
  const { streaks } = detail.summary;
  return (
    <section className="section" aria-label="Stop rules">
      {hasTitle && (
        <div className="section-head">
          <h2>Stop rules</h2>
        </div>
      )}
      {streaks.length === 0 ? (
        <p className="text-3 text-sm">Off: this sweep goes on to its limits whatever its trials learn.</p>
      ) : (
        <div className="column">
          {streaks.map(({ id, label, count, limit }) => (
            <div key={id} className="sweep-streak" data-tone={count >= limit ? 'bad' : count > 0 ? 'warn' : undefined}>
              <div className="row-between">
                <span className="text-sm medium">{label}</span>
                <span className="number">
                  {count} of {limit}
                </span>
              </div>
              <div className="sweep-pips" aria-hidden="true">
                {Array.from({ length: Math.min(limit, 20) }, (_, index) => (
                  <span key={index} data-on={index < count || undefined} />
                ))}
              </div>
              <span className="text-3 text-xs">{RULE_HINTS[id]?.(detail) ?? 'Trials in a row that report it'}</span>
            </div>
          ))}
          <p className="text-2 text-xs">
            The next good trial sets a counter back to 0. At its limit the sweep stops, keeps all results and says why.
          </p>
        </div>
      )}
    </section>
  );
}

function TimeFacts({ detail: { summary, trials } }: { readonly detail: StudyDetail }) {
  const timed = trials.filter(({ endedAt, durationMs }) => endedAt !== null && durationMs > 0);
  const mean = timed.length === 0 ? null : timed.reduce((sum, { durationMs }) => sum + durationMs, 0) / timed.length;
  const left = summary.totalTrials - endedCount(summary.counts);
  return (
    <Section title="Time" detail={formatAmount(summary.jobs, 'job')}>
      <Facts
        facts={[
          { label: 'Started', value: formatWhen(summary.createdAt) },
          ...(summary.endedAt === null ? [] : [{ label: 'Ended', value: formatClock(summary.endedAt, true) }]),
          { label: 'Waited in the queue', value: formatDuration(summary.queueMs) },
          { label: 'Mean trial', value: formatDuration(mean) },
          ...(left > 0 && summary.timeLeftMs !== null
            ? [{ label: `Left, ${formatAmount(left, 'trial')}`, value: `about ${formatDuration(summary.timeLeftMs)}` }]
            : []),
        ]}
      />
    </Section>
  );
}

/** Every part counts its samples and the clusters they come from beside its metrics. */
const isCount = (name: string): boolean => /\.(n|clusters)$/.test(name);

function TrialFacts({
  trial,
  detail,
  onRequeue,
}: {
  readonly trial: Trial;
  readonly detail: StudyDetail;
  readonly onRequeue: (number: number) => void;
}) {
  const curve = detail.curves.find(({ number }) => number === trial.number);
  const outcome = outcomeOf(trial, contextOf(detail, curve?.reports.at(-1)?.step ?? null));
  const cut = prunedTrials(detail.curves).find(({ number }) => number === trial.number);
  const metrics = Object.entries(trial.metrics);
  return (
    <section className="section sweep-trial" aria-label={`Trial ${trial.number}`}>
      <span className={`sweep-outcome text-sm tone-${outcome.tone}`}>
        <Icon name={outcome.icon} size={14} />
        {outcome.text}
      </span>
      {cut !== undefined && <p className="text-2 text-sm">{cut.reason}</p>}
      {trial.error !== null && (
        <div className="sweep-error">
          <p className="text-sm medium">{trial.error.message}</p>
          <p className="text-2 text-sm">
            Step {trial.error.step}, exit code {trial.error.exitCode ?? 'none'}
          </p>
          {trial.error.nextStep !== '' && <p className="text-sm">Next: {trial.error.nextStep}</p>}
          {trial.error.logLines.length > 0 && (
            <pre tabIndex={0} aria-label="Last lines of its log">
              {trial.error.logLines.join('\n')}
            </pre>
          )}
          <p className="mono text-3 text-xs">{trial.error.code}</p>
        </div>
      )}
      <div className="row wrap">
        {trial.runId !== null && (
          <Link href={PATHS.run(trial.runId)} className="sweep-link">
            <Icon name="link" size={12} /> Run {trial.runId}
          </Link>
        )}
        {trial.previousRunIds.map((runId, index) => (
          <Link key={runId} href={PATHS.run(runId)} className="sweep-link">
            <Icon name="link" size={12} /> Try {index + 1}: {runId}
          </Link>
        ))}
        {isRequeueable(trial) && (
          <Button size="small" icon="repeat" onClick={() => onRequeue(trial.number)}>
            Queue it again
          </Button>
        )}
      </div>
      <Facts
        facts={[
          ...detail.parameters.map(({ name }) => ({ label: name, value: parameterText(trial.parameters[name]) })),
          ...metrics.map(([name, value]) => {
            const { label, digits } = metricDescriptor(name.slice(name.indexOf('.') + 1));
            const text = isCount(name) ? formatCount(value) : formatNumber(value, digits);
            return {
              label: `${label}, ${name.slice(0, name.indexOf('.'))}`,
              value: <span className="number">{text}</span>,
            };
          }),
          { label: 'Steps', value: stepsText(trial) },
          { label: 'Waited', value: formatDuration(trial.queueMs) },
          { label: 'Time', value: formatDuration(trial.startedAt === null ? null : trial.durationMs) },
        ]}
      />
    </section>
  );
}
