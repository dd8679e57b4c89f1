import type {
  LadderDecisionState,
  LadderItemState,
  LadderStageState,
  LadderState,
  Proposal,
  WorkProgress,
} from '#contract/stages';
import { formatAmount, formatDuration } from '../../lib/format';
import type { IconName } from '../../ui/icon';

export type BoardTone = 'ok' | 'run' | 'warn' | 'bad' | 'idle';

export interface BoardLook {
  readonly icon: IconName;
  readonly tone: BoardTone;
  readonly words: string;
}

const MET: BoardLook = { icon: 'status-done', tone: 'ok', words: 'proven' };
const RUNNING: BoardLook = { icon: 'status-running', tone: 'run', words: 'running' };
const OPEN: BoardLook = { icon: 'circle', tone: 'idle', words: 'open' };
const NO: BoardLook = { icon: 'off', tone: 'idle', words: 'answered: no' };
const OVERRULED: BoardLook = { icon: 'note', tone: 'warn', words: 'overruled' };
const LOST: BoardLook = { icon: 'status-failed', tone: 'bad', words: 'evidence lost' };

/** Signs of the checklist in the order of the legend. */
export const ITEM_LEGEND: readonly BoardLook[] = [MET, RUNNING, OPEN, NO, OVERRULED, LOST];

/** @returns icon and word of an item; an open one is running while its runs train, and no when all work is there */
export function itemLook({
  state,
  isAnswered,
  progress,
}: Pick<LadderItemState, 'state' | 'isAnswered' | 'progress'>): BoardLook {
  switch (state) {
    case 'met':
      return MET;
    case 'overruled':
      return OVERRULED;
    case 'superseded':
      return LOST;
    case 'open':
      if ((progress?.running ?? 0) > 0) return RUNNING;
      return isAnswered ? NO : OPEN;
  }
}

/** @returns icon and words of a stage; `Done, 1 overruled` */
export function stageLook({ state, items }: Pick<LadderStageState, 'state' | 'items'>): BoardLook {
  const overruled = items.filter((item) => item.state === 'overruled').length;
  switch (state) {
    case 'blocked':
      return { icon: 'lock', tone: 'idle', words: 'Waits for the stage before' };
    case 'open':
      return { ...OPEN, words: 'Open' };
    case 'running':
      return { ...RUNNING, words: 'Running' };
    case 'done':
      return { ...MET, words: overruled === 0 ? 'Done' : `Done, ${overruled} overruled` };
    case 'evidence-lost':
      return { ...LOST, words: 'Evidence lost' };
  }
}

/** @returns the chip of a decision: who took it, or what it waits for */
export function decisionLook({
  state,
  proposal,
  taken,
}: Pick<LadderDecisionState, 'state' | 'proposal' | 'taken'>): BoardLook {
  switch (state) {
    case 'waiting':
      return { icon: 'clock', tone: 'idle', words: 'waits' };
    case 'open':
      return proposal?.by === 'rule'
        ? { icon: 'check', tone: 'run', words: 'a rule holds' }
        : { icon: 'note', tone: 'warn', words: 'needs you' };
    case 'taken':
      return taken?.by === 'fallback'
        ? { icon: 'info', tone: 'idle', words: 'by fallback' }
        : { icon: 'check', tone: 'ok', words: 'by rule' };
    case 'overruled':
      return { icon: 'note', tone: 'warn', words: 'decided by you' };
    case 'superseded':
      return { icon: 'status-failed', tone: 'bad', words: 'superseded' };
  }
}

/** @returns what the rules come to: `hybrid`, or that nobody but a person can say */
export function proposalWords({ by, choose }: Pick<Proposal, 'by' | 'choose'>): string {
  const chosen = choose === null ? 'the base goes on unchanged' : choose;
  switch (by) {
    case 'rule':
      return `The rule says: ${chosen}.`;
    case 'fallback':
      return `No rule holds. An unattended run goes on with: ${chosen}.`;
    case 'ask':
      return 'No rule holds: a person has to decide.';
  }
}

/** @returns `25 of 27, 1 running, 1 failed` */
export function progressText({ done, total, running, queued, failed }: WorkProgress): string {
  const others = [
    ...(running > 0 ? [`${running} running`] : []),
    ...(queued > 0 ? [`${queued} queued`] : []),
    ...(failed > 0 ? [`${failed} failed`] : []),
  ];
  return [`${done} of ${total}`, ...others].join(', ');
}

/** @returns `about 41 min left`; empty when nothing is left or nothing is known */
export function timeLeftText(timeLeftMs: number | null): string {
  return timeLeftMs === null || timeLeftMs <= 0 ? '' : `about ${formatDuration(timeLeftMs)} left`;
}

/** Runs of all stages and the time that they take, as far as it is known. */
export interface LadderWorkLeft {
  readonly missing: number;
  /** null while no stage with work left knows its time. */
  readonly timeLeftMs: number | null;
}

/** @param until id of the last stage that counts; null: all */
export function workLeft({ stages }: Pick<LadderState, 'stages'>, until: string | null): LadderWorkLeft {
  const last = stages.findIndex(({ id }) => id === until);
  const counted = last < 0 ? stages : stages.slice(0, last + 1);
  const times = counted.flatMap(({ timeLeftMs }) => timeLeftMs ?? []);
  return {
    missing: counted.reduce((sum, { progress }) => sum + Math.max(0, progress.total - progress.done), 0),
    timeLeftMs: times.length === 0 ? null : times.reduce((sum, time) => sum + time, 0),
  };
}

/** @returns words of an evidence chip: the run, or how many there are */
export const evidenceText = (runIds: readonly string[]): string =>
  runIds.length === 1 ? runIds[0]! : formatAmount(runIds.length, 'run');
