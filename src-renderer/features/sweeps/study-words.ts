import type { PrunerId, SamplerId, StopRulesConfig } from '#contract/config/sweep';
import type { StudyStatus, StudySummary, Trial, TrialState } from '#contract/sweeps';
import { formatNumber } from '../../lib/format';
import type { IconName } from '../../ui/icon';

export interface Look {
  readonly icon: IconName;
  readonly word: string;
  readonly tone: 'ok' | 'run' | 'warn' | 'bad' | 'odd' | 'idle';
}

/** Shape, word and colour of where a study stands. */
export const STUDY_LOOKS: Readonly<Record<StudyStatus, Look>> = {
  running: { icon: 'status-running', word: 'Running', tone: 'run' },
  done: { icon: 'status-done', word: 'Done', tone: 'ok' },
  stopped_early: { icon: 'status-stopped-early', word: 'Stopped itself', tone: 'warn' },
  stopped: { icon: 'status-stopped', word: 'Stopped', tone: 'idle' },
  interrupted: { icon: 'status-interrupted', word: 'Interrupted', tone: 'warn' },
  failed: { icon: 'status-failed', word: 'Failed', tone: 'bad' },
};

/** Shape, word and colour of where a trial stands. */
export const TRIAL_LOOKS: Readonly<Record<TrialState, Look>> = {
  empty: { icon: 'circle', word: 'Not begun', tone: 'idle' },
  queued: { icon: 'status-queued', word: 'Queued again', tone: 'idle' },
  running: { icon: 'status-running', word: 'Running', tone: 'run' },
  done: { icon: 'status-done', word: 'Done', tone: 'ok' },
  pruned: { icon: 'status-pruned', word: 'Pruned', tone: 'idle' },
  failed: { icon: 'status-failed', word: 'Failed', tone: 'bad' },
  masked: { icon: 'off', word: 'Masked', tone: 'bad' },
};

export const SAMPLER_WORDS: Readonly<Record<SamplerId, string>> = {
  grid: 'Grid',
  random: 'Random',
  'quasi-random': 'Quasi-random',
  tpe: 'TPE',
  'cma-es': 'CMA-ES',
};

export const PRUNER_WORDS: Readonly<Record<PrunerId, string>> = {
  none: 'no pruner',
  median: 'median pruner',
  percentile: 'percentile pruner',
  patient: 'patient pruner',
  asha: 'ASHA',
  hyperband: 'Hyperband',
  wilcoxon: 'Wilcoxon pruner',
};

/** Whether a finished trial counts as poor for the stop rule; minimised objectives have no threshold. */
export function isPoor(
  { state, objective }: Pick<Trial, 'state' | 'objective'>,
  direction: StudySummary['objective']['direction'],
  rules: Pick<StopRulesConfig, 'early_stop_no_learning' | 'early_stop_metric_threshold'>,
): boolean {
  if (!rules.early_stop_no_learning || state !== 'done' || direction !== 'maximize' || objective === null) return false;
  return objective <= rules.early_stop_metric_threshold;
}

/** @returns shape, colour and words of a trial's outcome: `Failed in evaluate`, `Masked, 18 of 30`, `Pruned after epoch 4` */
export function outcomeOf(
  trial: Trial,
  { direction, rules, lastStep }: OutcomeContext,
): Look & { readonly text: string } {
  const look = TRIAL_LOOKS[trial.state];
  if (isPoor(trial, direction, rules)) {
    const threshold = formatNumber(rules.early_stop_metric_threshold, 2);
    return { icon: 'warning', word: 'Poor', tone: 'warn', text: `Poor, at most ${threshold}` };
  }
  return { ...look, text: outcomeText(trial, look.word, lastStep) };
}

export interface OutcomeContext {
  readonly direction: StudySummary['objective']['direction'];
  readonly rules: Pick<StopRulesConfig, 'early_stop_no_learning' | 'early_stop_metric_threshold'>;
  /** Epoch of the trial's last report to the pruner. */
  readonly lastStep: number | null;
}

function outcomeText({ state, error, masked }: Trial, word: string, lastStep: number | null): string {
  if (state === 'failed' && error !== null) return `Failed in ${error.step}`;
  if (state === 'pruned' && lastStep !== null) return `Pruned after epoch ${lastStep}`;
  if (state === 'masked' && masked?.teams) {
    return `Masked, ${Math.max(masked.fallback ?? 0, masked.allZero ?? 0)} of ${masked.teams}`;
  }
  return word;
}

/** @returns `14 of 20, 2 failed`: how far a study is */
export function progressText({ counts, totalTrials }: Pick<StudySummary, 'counts' | 'totalTrials'>): string {
  const failed = counts.failed > 0 ? `, ${counts.failed} failed` : '';
  return `${endedCount(counts)} of ${totalTrials}${failed}`;
}

/** @returns trials that have an end */
export const endedCount = ({ done, pruned, failed, masked }: StudySummary['counts']): number =>
  done + pruned + failed + masked;
