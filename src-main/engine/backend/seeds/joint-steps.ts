import type { Executor, JointTrainingStep } from '../executor';
import type { RendezvousMember } from './seed-rendezvous';

/** Rounds in a row in which the same seeds met, before their graph is made: a short meeting is not worth compiling. */
const SETTLED_ROUNDS = 16;
/** Rounds that each way is timed in, in turn. */
const TRIAL_ROUNDS = 24;
/** One call must gain this much: less is noise, and the graph of several takes their memory again. */
const WORTH_WHILE = 0.97;
/** Sets of seeds whose graph stays loaded. */
const KEPT_SETS = 2;

/** The two ways to compute a round. */
export interface RoundWays<Answers> {
  readonly alone: () => Promise<Answers>;
  readonly together: (step: JointTrainingStep) => Promise<Answers>;
}

/** What is known of a set of seeds at one signature. */
interface Trial {
  rounds: number;
  readonly bestMs: { alone: number; together: number };
  /** One call is used; until then it is measured. */
  isChosen: boolean;
}

/** The graph of one set of seeds. */
interface JointSet {
  readonly members: readonly RendezvousMember[];
  step: JointTrainingStep | null;
  readonly trials: Map<string, Trial>;
}

/**
 * The joint steps of the seeds that meet, and whether one call is used: measured on the steps themselves, in turn with the
 * steps one by one. Both give the same bits, so the choice changes time only. Where it does not pay once it is not tried
 * again: fewer seeds would gain less.
 */
export class JointSteps {
  private sets: JointSet[] = [];
  private last: JointSet | null = null;
  private roundsInRow = 0;
  private isGivenUp: boolean;

  /** @param onChoice told what was measured, in words for the log */
  constructor(
    private readonly executor: Executor,
    private readonly onChoice: (message: string) => void,
  ) {
    this.isGivenUp = !executor.jointTraining;
  }

  /** Whether one call is used or may still turn out to be faster: whether it is worth waiting for each other. */
  get mayPay(): boolean {
    return !this.isGivenUp;
  }

  /**
   * @param members those who met, two or more
   * @param signature of their batches
   */
  async compute<Answers>(
    members: readonly RendezvousMember[],
    signature: string,
    ways: RoundWays<Answers>,
  ): Promise<Answers> {
    if (this.isGivenUp) return ways.alone();
    const set = this.meet(members);
    if (this.roundsInRow < SETTLED_ROUNDS) return ways.alone();
    const trial = set.trials.get(signature) ?? newTrial();
    set.trials.set(signature, trial);
    return trial.isChosen ? this.computeTogether(set, ways) : this.measure(set, trial, ways);
  }

  /** A seed has ended: graphs that hold it are of no use any more. */
  forget(member: RendezvousMember): void {
    for (const set of this.sets) if (set.members.includes(member)) set.step?.dispose();
    this.sets = this.sets.filter((set) => !set.members.includes(member));
    if (this.last?.members.includes(member)) this.last = null;
  }

  /** Remembers who met and how often in a row. */
  private meet(members: readonly RendezvousMember[]): JointSet {
    const isOf = (set: JointSet): boolean =>
      set.members.length === members.length && set.members.every((member, index) => member === members[index]);
    if (this.last && isOf(this.last)) {
      this.roundsInRow += 1;
      return this.last;
    }
    const set = this.sets.find(isOf) ?? { members, step: null, trials: new Map<string, Trial>() };
    this.sets = [...this.sets.filter((other) => other !== set), set];
    for (const old of this.sets.splice(0, Math.max(0, this.sets.length - KEPT_SETS))) old.step?.dispose();
    this.last = set;
    // A graph that is there needs no settling.
    this.roundsInRow = set.step ? SETTLED_ROUNDS : 1;
    return set;
  }

  private async measure<Answers>(set: JointSet, trial: Trial, ways: RoundWays<Answers>): Promise<Answers> {
    const way = trial.rounds % 2 === 0 ? 'together' : 'alone';
    const start = performance.now();
    const answers = way === 'together' ? await this.computeTogether(set, ways) : await ways.alone();
    // The first call of each compiles.
    if (trial.rounds >= 2) trial.bestMs[way] = Math.min(trial.bestMs[way], performance.now() - start);
    trial.rounds += 1;
    if (!this.isGivenUp && trial.rounds >= 2 * TRIAL_ROUNDS) this.choose(set, trial);
    return answers;
  }

  private choose(set: JointSet, trial: Trial): void {
    const { alone, together } = trial.bestMs;
    trial.isChosen = together < WORTH_WHILE * alone;
    const used = trial.isChosen ? 'one call is used' : 'one by one is kept';
    this.onChoice(
      `${set.members.length} seeds: ${together.toFixed(2)} ms for their steps in one call, ${alone.toFixed(2)} ms one by one; ${used}.`,
    );
    if (!trial.isChosen) this.giveUp();
  }

  private giveUp(): void {
    this.isGivenUp = true;
    for (const { step } of this.sets) step?.dispose();
    this.sets = [];
  }

  /** An error of the joint step is one of its members': their own steps say whose, and go on without it. */
  private async computeTogether<Answers>(set: JointSet, ways: RoundWays<Answers>): Promise<Answers> {
    try {
      set.step ??= this.executor.jointTraining!(set.members.map(({ model }) => model));
      return await ways.together(set.step);
    } catch (error) {
      this.giveUp();
      const reason = error instanceof Error ? error.message : String(error);
      this.onChoice(`${set.members.length} seeds are computed one by one: ${reason}`);
      return ways.alone();
    }
  }
}

const newTrial = (): Trial => ({ rounds: 0, bestMs: { alone: Infinity, together: Infinity }, isChosen: false });
