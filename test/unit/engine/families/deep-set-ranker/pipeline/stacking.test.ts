import { describe, expect, it } from 'vitest';
import { deepSetRankerSchema } from '#contract/config/deep-set-ranker';
import { TooFewFoldsError } from '#contract/errors/data-errors';
import { stackingReportSchema } from '#contract/snapshots/team-ranking';
import { inferenceDiagnostics } from '../../../../../../src-main/engine/families/deep-set-ranker/pipeline/inference-step';
import type { ScoredTeam } from '../../../../../../src-main/engine/families/deep-set-ranker/pipeline/scored-team';
import {
  readStacker,
  stackingStep,
} from '../../../../../../src-main/engine/families/deep-set-ranker/pipeline/stacking-step';
import {
  agreementOf,
  ranksOfValues,
} from '../../../../../../src-main/engine/families/deep-set-ranker/pipeline/team-table';
import { jsonFile, readJson } from '../../../../../../src-main/engine/pipeline/json-file';
import { predictRidge } from '../../../../../../src-main/engine/tabular/ridge';
import { memberTable } from '../../../../../../src-main/engine/families/deep-set-ranker/pipeline/members';

const TEAMS = 10;
const configOf = (stacking: Record<string, unknown> = {}) =>
  deepSetRankerSchema.parse({ family: 'deep-set-ranker', data: { train_seasons: ['2022-23'] }, stacking });

/** Team t of `TEAMS` ends the season at rank t + 1; even teams are in the East. */
const team = (day: number, t: number, change: Partial<ScoredTeam>): ScoredTeam => ({
  season: '2022-23',
  day,
  date: `day ${day}`,
  conference: t % 2 === 0 ? 'E' : 'W',
  team: t,
  teamId: 100 + t,
  abbreviation: `T${t}`,
  name: `Team ${t}`,
  score: -t,
  within: -t,
  conferenceStrength: 0,
  relevance: 30 - t,
  winRate: 0.5,
  pointDifference: 0,
  standingsRank: t + 1,
  playoffRank: t + 1,
  endOfSeasonRank: t + 1,
  ...change,
});

/** A day after day in which Model A knows the order, B knows it too with an error, C says nothing. */
async function stack(
  change: (day: number, t: number) => Partial<ScoredTeam> = () => ({}),
  stacking: Record<string, unknown> = {},
  days = 6,
) {
  const rows = Array.from({ length: days }, (_, day) =>
    Array.from({ length: TEAMS }, (__, t) => team(day, t, change(day, t))),
  ).flat();
  const values = (of: (day: number, t: number) => number) =>
    rows.map((row) => [row.day, row.team, of(row.day, row.team)]);
  const none = { lists: [], snapshots: [] };
  const file = (value: unknown) => jsonFile(value);
  const inputs = {
    'Model A': { 'internal/scores.json': file({ outOfFold: rows, judged: { validation: none, test: none } }) },
    'Model B': {
      'internal/predictions.json': file({
        outOfFold: values((day, t) => 100 - 2 * t + 4 * ((day + t) % 3)),
        judged: [],
      }),
    },
    'Model C': { 'internal/predictions.json': file({ outOfFold: values(() => 7), judged: [] }) },
  };
  const config = configOf({ conference_calibration: 'standardize', ...stacking });
  const step = stackingStep(config);
  const { files, diagnostics } = await step.run({
    inputs: Object.fromEntries(step.inputs.map((name) => [name, inputs[name as keyof typeof inputs]])),
    signal: new AbortController().signal,
    phase: () => {},
    log: () => {},
    part: (_, make) => make(),
  });
  return {
    stacker: readStacker(files),
    report: stackingReportSchema.parse(readJson(files, 'stacking.json')),
    diagnostics,
  };
}

describe('stacking', () => {
  it.each(['standings', 'playoffs', 'end_of_season'])(
    'gives members whose larger values are better positive weights (target %s): the first of the table gets the largest value',
    async (target_rank) => {
      const { stacker, report } = await stack(undefined, { target_rank });
      const value = (t: number): number =>
        predictRidge(
          stacker.ridge,
          memberTable(
            ['model_a', 'model_b', 'model_c'],
            [{ row: team(0, t, {}), values: { model_a: -t, model_b: 100 - 2 * t, model_c: 7 } }],
          ),
        )[0]!;
      expect(value(0)).toBeGreaterThan(value(TEAMS - 1));
      expect(value(0)).toBeCloseTo(30, 0);
      expect(report.ensembleSpearman).toBeGreaterThan(0.99);
    },
  );

  it('gives nothing to a member that says nothing, and names what the others are worth', async () => {
    const { report } = await stack();
    const of = (member: string) => report.members.find((row) => row.member === member)!;
    expect(of('model_c').coefficient).toBeCloseTo(0, 9);
    expect(of('model_a').spearman).toBeCloseTo(1, 9);
    expect(of('model_a').ensembleSpearmanWithout).toBeLessThan(report.ensembleSpearman!);
    expect([report.rows, report.dates]).toEqual([60, 6]);
  });

  it('subtracts a member that puts the last first, and says so, unless weights may not be negative', async () => {
    const backwards = (_: number, t: number): Partial<ScoredTeam> => ({ score: t, within: t + (t % 3) });
    const free = await stack(backwards);
    expect(free.report.members[0]!.coefficient).toBeLessThan(0);
    expect(free.diagnostics.map(({ id }) => id)).toContain('negative-member-weight');
    const held = await stack(backwards, { non_negative: true });
    expect(held.report.members[0]!.coefficient).toBe(0);
    expect(held.report.members[1]!.coefficient).toBeGreaterThan(0);
    expect(held.diagnostics.map(({ id }) => id)).not.toContain('negative-member-weight');
  });

  it('says how many scores are missing and lets their mean stand in', async () => {
    const { diagnostics } = await stack((day, t) => (day === 0 && t < 2 ? { within: null, score: null } : {}));
    expect(diagnostics.find(({ id }) => id === 'missing-member-score')).toMatchObject({ value: 2 });
  });

  it('takes the final standings of a season without playoffs, and says so', async () => {
    const { report, diagnostics } = await stack(() => ({ playoffRank: null, endOfSeasonRank: null }), {
      target_rank: 'playoffs',
    });
    expect(report.ensembleSpearman).toBeGreaterThan(0.99);
    expect(diagnostics.map(({ id }) => id)).toContain('season-without-playoffs');
  });

  it('says when only one conference has lists', async () => {
    const { diagnostics } = await stack(() => ({ conference: 'E' }));
    expect(diagnostics.map(({ id }) => id)).toContain('single-conference');
  });

  it('needs two dates', async () => {
    await expect(stack(undefined, {}, 1)).rejects.toThrow(TooFewFoldsError);
  });
});

describe('the team table', () => {
  it('calls members with ranks close together in agreement, by the thresholds of the specification', () => {
    expect(agreementOf([4, 7, 5], 30)).toBe('High');
    expect(agreementOf([4, 8], 30)).toBe('Medium');
    expect(agreementOf([4, 10], 30)).toBe('Medium');
    expect(agreementOf([4, 11], 30)).toBe('Low');
    expect(agreementOf([1, 3], 4)).toBe('High');
  });

  it('ranks the largest value first and leaves missing ones out', () => {
    expect(ranksOfValues([0.5, null, 2, 0.5])).toEqual([2, null, 1, 3]);
  });
});

describe('inference diagnostics', () => {
  const counts = {
    attention_fallback_count: 1,
    all_zero_count: 0,
    empty_roster_count: 0,
    n_teams: 10,
    nan_score_count: 0,
    nan_weight_count: 2,
    raw_collapse_count: 1,
    mean_entropy_norm: 0.5,
    mean_max_raw_weight: 0.2,
    score_std: 1,
    score_abs_max: 3,
  };

  it('add counts up over the seasons, weigh means by teams and keep the largest score', () => {
    const found = inferenceDiagnostics([
      { split: 'validation', season: '2022-23', teams: [], counts },
      {
        split: 'test',
        season: '2023-24',
        teams: [],
        counts: { ...counts, n_teams: 30, mean_entropy_norm: 0.9, score_abs_max: 2 },
      },
    ]);
    expect(found).toMatchObject({ n_teams: 40, attention_fallback_count: 2, nan_weight_count: 4, score_abs_max: 3 });
    expect(found.mean_entropy_norm).toBeCloseTo(0.8, 12);
    expect(found.by_season.map(({ season }) => season)).toEqual(['2022-23', '2023-24']);
  });
});
