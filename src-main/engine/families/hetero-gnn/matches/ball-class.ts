/** The seven classes, in label order. The one place that numbers them. */
export const BALL_CLASSES = ['dot', 'single', 'two', 'three', 'four', 'six', 'wicket'] as const;
export type BallClass = (typeof BALL_CLASSES)[number];
export const CLASS_COUNT = BALL_CLASSES.length;

export const DOT = 0;
export const FOUR = 4;
export const SIX = 5;
export const WICKET = 6;

/** Runs that a class stands for, for expected runs. */
export const CLASS_RUNS: readonly number[] = [0, 1, 2, 3, 4, 6, 0];
