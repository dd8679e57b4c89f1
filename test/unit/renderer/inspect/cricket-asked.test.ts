import { describe, expect, it } from 'vitest';
import type { BallAnswer, JudgedInnings, PlayedBall } from '#contract/cricket';
import type { Checkpoint } from '#contract/run-detail';
import {
  findInnings,
  firstCheckpoint,
  shownBalls,
  shownRelations,
} from '../../../../src-renderer/features/inspect/cricket/asked-figures';
import {
  playedPlace,
  totalBins,
  wholeNumber,
} from '../../../../src-renderer/features/inspect/cricket/simulation-figures';

const ending = (runs: number) => ({ runs, wickets: 5, legalBalls: 120 });

describe('simulated totals', () => {
  it('are counted in bins that begin at multiples of their width, empty ones kept', () => {
    expect(totalBins([101, 103, 103])).toEqual({
      width: 1,
      bins: [
        { from: 101, count: 1 },
        { from: 102, count: 0 },
        { from: 103, count: 2 },
      ],
    });
    const wide = totalBins([98, 101, 190]);
    // 92 runs from end to end do not go into 40 bins of 1 or 2: they are counted by 5.
    expect(wide.width).toBe(5);
    expect(wide.bins[0]).toEqual({ from: 95, count: 1 });
    expect(wide.bins[1]).toEqual({ from: 100, count: 1 });
    expect(wide.bins.at(-1)).toEqual({ from: 190, count: 1 });
  });

  it('place what was made: half of the equal ones lie below', () => {
    const endings = [140, 150, 150, 160].map(ending);
    expect(playedPlace({ endings, played: ending(150) })).toBe(0.5);
    expect(playedPlace({ endings, played: ending(161) })).toBe(1);
  });

  it('take whole numbers in a range only', () => {
    expect([wholeNumber('200', 1, 5000), wholeNumber('0', 1, 5000), wholeNumber('2.5', 1, 5000)]).toEqual([
      200,
      null,
      null,
    ]);
    expect(wholeNumber('', 0, 9)).toBeNull();
  });
});

describe('an innings that was asked about', () => {
  const ball = (delivery: number): PlayedBall => ({
    delivery,
    over: 0,
    striker: `S${delivery}`,
    nonStriker: 'N',
    bowler: 'B',
    label: delivery,
    runs: 0,
    wickets: 0,
  });
  const answer: BallAnswer = {
    delivery: 2,
    probabilities: [0.4, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1],
    calibrated: [0.4, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1],
    relations: [{ relation: 'attends', edges: 2, deliveries: [1, 0], weights: [0.7, 0.3] }],
  };
  const balls = [ball(0), ball(1), ball(2)];

  it('shows the balls with an answer, each with its own facts', () => {
    const shown = shownBalls({ balls, answers: [answer] });
    expect(shown.map(({ delivery, striker, label }) => [delivery, striker, label])).toEqual([[2, 'S2', 2]]);
  });

  it('shows the earlier balls by weight', () => {
    const [relation] = shownRelations(balls, answer);
    expect(relation!.balls.map(({ striker, weight }) => [striker, weight])).toEqual([
      ['S1', 0.7],
      ['S0', 0.3],
    ]);
  });
});

describe('the choice of an innings', () => {
  const innings = (change: Partial<JudgedInnings>): JudgedInnings => ({
    match: '1',
    innings: 1,
    date: '2024-06-20',
    battingTeam: 'India',
    bowlingTeam: 'Nepal',
    split: 'test',
    deliveries: 120,
    runs: 150,
    wickets: 4,
    ...change,
  });
  const all = [innings({}), innings({ match: '2', battingTeam: 'Oman' }), innings({ match: '3', split: 'validation' })];

  it('finds every word in teams, date or match, in any case, within the part', () => {
    const found = (query: string) => findInnings(all, 'test', query).map(({ match }) => match);
    expect(found('')).toEqual(['1', '2']);
    expect(found('oman nepal')).toEqual(['2']);
    expect(found('INDIA 2024-06')).toEqual(['1']);
    expect(found('kenya')).toEqual([]);
  });

  it('begins with the weights that are best by log loss', () => {
    const checkpoint = (step: number, ...roles: string[]) =>
      ({ step, roles, ids: [`r-0123456789:${step}`] }) as unknown as Checkpoint;
    const [f1, loss, last] = [checkpoint(1, 'best-macro_f1'), checkpoint(2, 'best-log_loss'), checkpoint(3, 'last')];
    expect(firstCheckpoint([f1, loss, last])).toBe(loss);
    expect(firstCheckpoint([f1, last])).toBe(f1);
    expect(firstCheckpoint([last])).toBe(last);
    expect(firstCheckpoint([])).toBeUndefined();
  });
});
