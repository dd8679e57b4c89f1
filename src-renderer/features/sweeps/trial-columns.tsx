import { metricDescriptor } from '#contract/metrics';
import { REQUEUEABLE_TRIAL_STATES, type StudyDetail, type Trial } from '#contract/sweeps';
import { formatNumber, NOT_AVAILABLE } from '../../lib/format';
import { Button } from '../../ui/button';
import { Icon } from '../../ui/icon';
import { NumberText } from '../../ui/number';
import type { DataColumn } from '../../ui/table/data-column';
import { parameterSortValue, parameterText, shortNames } from './parameter-text';
import { lastSteps } from './pruned-trials';
import { outcomeOf, type OutcomeContext } from './study-words';

const PARAMETER_WIDTH = 92;
const CHARACTER_WIDTH = 7;
const STATE_ORDER = ['running', 'queued', 'done', 'pruned', 'masked', 'failed', 'empty'] as const;

/** Whether a trial can be put back by a click. */
export const isRequeueable = ({ state }: Trial): boolean => REQUEUEABLE_TRIAL_STATES.includes(state);
/** Whether a click is what someone most likely wants: it has no objective. */
export const isLost = ({ state }: Trial): boolean => state === 'failed' || state === 'masked';

/**
 * Columns of the table of trials.
 *
 * @param onRequeue puts one trial back; a column offers it once a trial has failed or was masked
 */
export function trialColumns(
  detail: Pick<StudyDetail, 'parameters' | 'summary' | 'sweep' | 'curves'>,
  onRequeue: (number: number) => void,
): readonly DataColumn<Trial>[] {
  const { objective, best, counts } = detail.summary;
  const { label, unit, digits } = metricDescriptor(objective.metric);
  const steps = lastSteps(detail.curves);
  const outcome = (trial: Trial) => outcomeOf(trial, contextOf(detail, steps.get(trial.number) ?? null));
  const names = shortNames(detail.parameters.map(({ name }) => name));
  const minutes = ({ durationMs, startedAt }: Trial) => (startedAt === null ? null : durationMs / 60_000);
  return [
    {
      id: 'number',
      title: 'Trial',
      align: 'right',
      width: 72,
      text: ({ number }) => String(number),
      sortValue: ({ number }) => number,
    },
    {
      id: 'outcome',
      title: 'Outcome',
      align: 'left',
      width: 168,
      text: (trial) => outcome(trial).text,
      sortValue: ({ state }) => STATE_ORDER.indexOf(state),
      cell: (trial) => {
        const { icon, tone, text } = outcome(trial);
        return (
          <span className={`sweep-outcome tone-${tone}`}>
            <Icon name={icon} size={14} />
            <span className="ellipsis">{text}</span>
          </span>
        );
      },
    },
    ...(counts.failed + counts.masked > 0 ? [requeueColumn(onRequeue)] : []),
    {
      id: 'objective',
      title: label,
      unit,
      align: 'right',
      width: Math.max(96, label.length * CHARACTER_WIDTH + 40),
      text: (trial) => formatNumber(trial.objective, digits),
      sortValue: (trial) => trial.objective,
      sortsDescendingFirst: objective.direction === 'maximize',
      cell: (trial) => (
        <NumberText value={formatNumber(trial.objective, digits)} best={trial.number === best?.number} />
      ),
    },
    ...detail.parameters.map(({ name }): DataColumn<Trial> => {
      const short = names.get(name)!;
      return {
        id: `parameter ${name}`,
        title: short,
        align: 'right',
        width: Math.min(180, Math.max(PARAMETER_WIDTH, short.length * CHARACTER_WIDTH + 36)),
        text: ({ parameters }) => parameterText(parameters[name]),
        sortValue: ({ parameters }) => parameterSortValue(parameters[name]),
      };
    }),
    {
      id: 'steps',
      title: 'Steps, exit code',
      align: 'left',
      width: 190,
      text: stepsText,
      cell: (trial) => <Steps trial={trial} />,
    },
    {
      id: 'time',
      title: 'Time',
      unit: 'min',
      align: 'right',
      width: 76,
      text: (trial) => formatNumber(minutes(trial), 2),
      sortValue: minutes,
    },
    {
      id: 'error',
      title: 'Error',
      align: 'left',
      width: 150,
      grows: true,
      text: ({ error }) => error?.message ?? '',
    },
  ];
}

const requeueColumn = (onRequeue: (number: number) => void): DataColumn<Trial> => ({
  id: 'requeue',
  title: 'Again',
  align: 'left',
  width: 88,
  text: () => '',
  cell: (trial) =>
    isLost(trial) ? (
      <Button
        size="small"
        icon="repeat"
        aria-label={`Queue trial ${trial.number} again`}
        onClick={() => onRequeue(trial.number)}
      >
        Queue
      </Button>
    ) : null,
});

/** @returns what an outcome is judged by */
export const contextOf = (
  { summary, sweep }: Pick<StudyDetail, 'summary' | 'sweep'>,
  lastStep: number | null,
): OutcomeContext => ({ direction: summary.objective.direction, rules: sweep.sweep, lastStep });

/** @returns `prepare 0, train 0, evaluate 1`; a step that was read back says so */
export function stepsText({ steps, error }: Trial): string {
  if (steps.length === 0) return error === null ? NOT_AVAILABLE : `${error.step} ${error.exitCode ?? 'no exit code'}`;
  return steps.map(({ name, exitCode, cached }) => `${name} ${exitCode}${cached ? ' (read back)' : ''}`).join(', ');
}

function Steps({ trial }: { readonly trial: Trial }) {
  if (trial.steps.length === 0) return <span className="text-3">{stepsText(trial)}</span>;
  return (
    <span className="sweep-steps">
      {trial.steps.map(({ name, exitCode, cached }) => (
        <span key={name} data-failed={exitCode !== 0 || undefined} data-cached={cached || undefined}>
          {exitCode === 0 ? name : `${name} ${exitCode}`}
        </span>
      ))}
    </span>
  );
}
