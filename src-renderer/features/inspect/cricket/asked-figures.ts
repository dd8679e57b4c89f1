import type { BallAnswer, InningsAnswers, JudgedInnings, PlayedBall } from '#contract/cricket';
import type { Checkpoint } from '#contract/run-detail';
import type { ShownBall } from './innings-figures';
import type { Relation } from './neighbourhood-figures';

/** @returns the answers of an innings as the pictures of innings take them */
export const shownBalls = ({ balls, answers }: Pick<InningsAnswers, 'balls' | 'answers'>): readonly ShownBall[] =>
  answers.map(({ delivery, probabilities }) => ({ ...factsOf(balls[delivery]!), probabilities }));

/** @returns the relations of one answer with their balls in full */
export const shownRelations = (balls: readonly PlayedBall[], { relations }: BallAnswer): readonly Relation[] =>
  relations.map(({ relation, edges, deliveries, weights }) => ({
    relation,
    edges,
    balls: deliveries.map((delivery, index) => ({ ...factsOf(balls[delivery]!), weight: weights[index]! })),
  }));

const factsOf = ({ delivery, over, striker, bowler, label }: PlayedBall) => ({
  delivery,
  over,
  striker,
  bowler,
  label,
});

/** Name of an innings among others: match and number. */
export const inningsKey = ({ match, innings }: Pick<JudgedInnings, 'match' | 'innings'>): string =>
  `${match}/${innings}`;

/** @returns innings of a part whose teams, date or match hold every word that is looked for, in any case */
export function findInnings(
  innings: readonly JudgedInnings[],
  split: JudgedInnings['split'],
  query: string,
): readonly JudgedInnings[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return innings.filter((one) => {
    if (one.split !== split) return false;
    const text = `${one.battingTeam} ${one.bowlingTeam} ${one.date} ${one.match}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

/** @returns the checkpoint to begin with: the best by log loss, else another best one, else the newest; undefined without any */
export function firstCheckpoint(checkpoints: readonly Checkpoint[]): Checkpoint | undefined {
  const usable = checkpoints.filter(({ ids }) => ids.length > 0);
  const withRole = (start: string) => usable.find(({ roles }) => roles.some((role) => role.startsWith(start)));
  return withRole('best-log_loss') ?? withRole('best-') ?? usable.at(-1);
}
