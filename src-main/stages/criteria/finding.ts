import type { WorkProgress } from '#contract/stages';

/** What a criterion found. */
export interface Finding {
  readonly isMet: boolean;
  /** Whether all the work it needs is there, so that "not met" is an answer. */
  readonly isAnswered: boolean;
  readonly text: string;
  readonly evidence: readonly string[];
  readonly progress: WorkProgress | null;
}

/** @returns a finding of something that is still to come */
export const pending = (text: string, progress: WorkProgress | null = null): Finding => ({
  isMet: false,
  isAnswered: false,
  text,
  evidence: [],
  progress,
});

/** @returns a finding of something that is there */
export const answered = (isMet: boolean, text: string, evidence: readonly string[]): Finding => ({
  isMet,
  isAnswered: true,
  text,
  evidence,
  progress: null,
});

export const count = (n: number, one: string, many = `${one}s`): string => `${n} ${n === 1 ? one : many}`;
