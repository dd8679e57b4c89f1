import { NonFiniteBatchError } from '#contract/errors/compiler-errors';
import { assertFiniteBatch } from '../../compiler/step/finite-batch';
import { signatureKey } from '../../compiler/step/signature';
import type { JointMember, StepResult, TrainingStep } from '../executor';
import type { HostTensors } from '../host-tensor';
import type { JointSteps } from './joint-steps';

/** A seed that trains: its model and the step that computes it alone. */
export interface RendezvousMember {
  readonly model: JointMember;
  readonly alone: TrainingStep;
}

interface StepRequest {
  readonly inputs: HostTensors;
  readonly resolve: (result: StepResult) => void;
  readonly reject: (error: unknown) => void;
}

type Answer = { readonly result: StepResult } | { readonly error: unknown };

/** Turns of the event loop within which a seed is back that let timers run. */
const TURNS = 2;
/** Below this, milliseconds, a timer would wait longer than asked for. */
const SHORT_MS = 2;

/**
 * Where the trainers of several seeds bring their steps. What is there together is computed together. Whoever comes first waits for
 * those of the round before, but no longer than it was away itself: seeds that end an epoch together evaluate and save about
 * equally long; one that is paused is not waited for twice. Who meets whom depends on the clock, so it must not change a
 * number: alone and together, a step has the same bits.
 */
export class SeedRendezvous {
  private readonly members: RendezvousMember[] = [];
  private readonly waiting = new Map<RendezvousMember, StepRequest>();
  /** Who took part in the last round; they are waited for. */
  private expected: readonly RendezvousMember[] = [];
  private isComputing = false;
  private roundEnd = performance.now();
  /** Ends the wait for those who are expected; null when nobody waits. */
  private stopWaiting: (() => void) | null = null;

  constructor(private readonly joint: JointSteps) {}

  /** @returns the member's step: computed here, alone or with others */
  join(member: RendezvousMember): TrainingStep {
    this.members.push(member);
    return {
      run: (inputs) => this.arrive(member, inputs),
      dispose: () => this.leave(member),
    };
  }

  private arrive(member: RendezvousMember, inputs: HostTensors): Promise<StepResult> {
    return new Promise((resolve, reject) => {
      this.waiting.set(member, { inputs, resolve, reject });
      this.consider();
    });
  }

  private leave(member: RendezvousMember): void {
    this.members.splice(this.members.indexOf(member), 1);
    this.expected = this.expected.filter((other) => other !== member);
    this.joint.forget(member);
    member.alone.dispose();
    this.consider();
  }

  private consider(): void {
    if (this.isComputing || this.waiting.size === 0) return;
    const isComplete = this.expected.every((member) => this.waiting.has(member));
    if (isComplete || !this.joint.mayPay) void this.computeRound();
    else this.stopWaiting ??= this.wait();
  }

  private wait(): () => void {
    const awayMs = performance.now() - this.roundEnd;
    const over = (): void => {
      this.stopWaiting = null;
      if (!this.isComputing && this.waiting.size > 0) void this.computeRound();
    };
    if (awayMs < SHORT_MS) return afterTurns(TURNS, over);
    const timer = setTimeout(over, awayMs);
    return () => clearTimeout(timer);
  }

  private async computeRound(): Promise<void> {
    this.stopWaiting?.();
    this.stopWaiting = null;
    this.isComputing = true;
    // In the order of joining, whoever came first: the same seeds then always meet in the same joint step.
    const present = this.members.filter((member) => this.waiting.has(member));
    const requests = present.map((member) => this.waiting.get(member)!);
    this.waiting.clear();
    this.expected = present;
    const answers = await this.answers(present, requests);
    this.isComputing = false;
    this.roundEnd = performance.now();
    answers.forEach((answer, index) => {
      if ('result' in answer) requests[index]!.resolve(answer.result);
      else requests[index]!.reject(answer.error);
    });
    this.consider();
  }

  private async answers(
    present: readonly RendezvousMember[],
    requests: readonly StepRequest[],
  ): Promise<readonly Answer[]> {
    const batches = requests.map(({ inputs }) => inputs);
    const alone = () => allAlone(present, batches);
    const [first, ...others] = batches;
    if (others.length === 0) return alone();
    const key = signatureKey(first!);
    if (others.some((batch) => signatureKey(batch) !== key)) return alone();
    return this.joint.compute(present, key, {
      alone,
      together: async (step) => (await step.run(batches)).map((result, index) => checked(result, batches[index]!)),
    });
  }
}

/** @returns what calls it off */
function afterTurns(turns: number, done: () => void): () => void {
  let immediate = setImmediate(function turn() {
    turns -= 1;
    if (turns === 0) done();
    else immediate = setImmediate(turn);
  });
  return () => clearImmediate(immediate);
}

/** One after the other; the error of one is its own. */
async function allAlone(
  members: readonly RendezvousMember[],
  batches: readonly HostTensors[],
): Promise<readonly Answer[]> {
  const answers: Answer[] = [];
  for (const [index, { alone }] of members.entries()) {
    try {
      answers.push({ result: await alone.run(batches[index]!) });
    } catch (error) {
      answers.push({ error });
    }
  }
  return answers;
}

/** What a step alone says of a batch that holds NaN. */
function checked(result: StepResult, batch: HostTensors): Answer {
  if (Number.isFinite(result.loss)) return { result };
  try {
    assertFiniteBatch(batch);
    return { result };
  } catch (error) {
    if (error instanceof NonFiniteBatchError) return { error };
    throw error;
  }
}
