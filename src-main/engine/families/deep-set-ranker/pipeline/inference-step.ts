import type { DeepSetRankerConfig } from '#contract/config/deep-set-ranker';
import type { Diagnostic } from '#contract/diagnostics';
import type { InferenceDiagnostics, TeamTable } from '#contract/snapshots/team-ranking';
import { toCsv } from '../../../checkpoints/prediction-csv';
import { averageRanks } from '../../../metrics/average-ranks';
import { jsonFile, textFile } from '../../../pipeline/json-file';
import type { PipelineStep, StepContext, StepFiles, StepOutputs } from '../../../pipeline/step';
import { predictRidge } from '../../../tabular/ridge';
import type { AttentionCounts, SnapshotAttention } from './attention-counts';
import { diagnosticRow } from './diagnostic-row';
import { judgedFile, type JudgedRow, type JudgedRows } from './judged-row';
import { joinMembers, memberTable, type MemberRow } from './members';
import { readModelAAttention } from './model-a-step';
import { championshipOdds } from './odds';
import { JUDGED_SPLITS, type JudgedSplit } from './pipeline-data';
import { memberSteps, oneConference, readStacker, withoutPlayoffs, type Stacker } from './stacking-step';
import { teamTable } from './team-table';

const LIST_COLUMNS = [
  'season',
  'as_of_date',
  'conference',
  'team_id',
  'abbreviation',
  'team',
  'score',
  'predicted_rank',
  'model_a',
  'model_b',
  'model_c',
  'win_rate',
  'point_difference',
  'standings_rank',
  'end_of_season_rank',
  'is_snapshot',
] as const;

/** Applies members and stacker to the judged splits; writes predictions, team tables and the diagnostics of the brief. */
export function inferenceStep(config: DeepSetRankerConfig): PipelineStep {
  return {
    name: 'Inference',
    inputs: [...memberSteps(config), 'Stacking'],
    settings: [{ ...config.stacking }],
    version: 1,
    run: (context) => Promise.resolve(infer(config, context)),
  };
}

function infer(config: DeepSetRankerConfig, { inputs }: StepContext): StepOutputs {
  const { members } = config.stacking;
  const stacker = readStacker(inputs['Stacking']!);
  const attention = readModelAAttention(inputs['Model A']!);
  const joined = joinMembers(config, inputs);
  const judge = (rows: readonly MemberRow[]): readonly JudgedRow[] => ensembleOf(config, stacker, rows);
  const judged: JudgedRows = {
    validation: { lists: judge(joined.judged.validation.lists), snapshots: [] },
    test: { lists: judge(joined.judged.test.lists), snapshots: [] },
  };
  const files: Record<string, Uint8Array> = {};
  const tables: TeamTable[] = [];
  const withSnapshots: Record<JudgedSplit, JudgedRows[JudgedSplit]> = { ...judged };
  for (const split of JUDGED_SPLITS) {
    const { lists } = judged[split];
    const seasons = bySeason(judge(joined.judged[split].snapshots)).map((rows) => withOdds(rows, stacker.temperature));
    withSnapshots[split] = { lists, snapshots: seasons.flat() };
    if (lists.length + seasons.length === 0) continue;
    files[`predictions/${split}.csv`] = textFile(listCsv(lists, seasons.flat()));
    for (const rows of seasons) {
      const looked = attention.find((entry) => entry.split === split && entry.season === rows[0]!.row.season);
      tables.push(teamTable(split, rows, looked?.teams ?? [], members, stacker.temperature));
    }
  }
  const diagnostics = inferenceDiagnostics(attention);
  return {
    files: {
      ...files,
      ...judgedFile(withSnapshots),
      ...tableFiles(tables),
      'inference_diagnostics.json': jsonFile(diagnostics),
      'snapshots/inference-diagnostics.json': jsonFile(diagnostics),
    },
    diagnostics: diagnose(tables, diagnostics),
  };
}

/** @returns the rows with the stacker's value */
function ensembleOf(
  { stacking }: DeepSetRankerConfig,
  { ridge }: Stacker,
  rows: readonly MemberRow[],
): readonly JudgedRow[] {
  if (rows.length === 0) return [];
  const values = predictRidge(ridge, memberTable(stacking.members, rows));
  return rows.map((row, index) => ({ ...row, ensemble: values[index]!, odds: null }));
}

function withOdds(rows: readonly JudgedRow[], temperature: number): readonly JudgedRow[] {
  const odds = championshipOdds(
    rows.map(({ ensemble }) => ensemble),
    temperature,
  );
  return rows.map((row, index) => ({ ...row, odds: odds[index]! }));
}

function bySeason(rows: readonly JudgedRow[]): readonly (readonly JudgedRow[])[] {
  const seasons = [...new Set(rows.map(({ row }) => row.season))];
  return seasons.map((season) => rows.filter(({ row }) => row.season === season));
}

function listCsv(lists: readonly JudgedRow[], snapshots: readonly JudgedRow[]): string {
  const rowsOf = (rows: readonly JudgedRow[], isSnapshot: 0 | 1) => {
    const keys = [...new Set(rows.map(({ row }) => `${row.day} ${row.conference}`))];
    return keys.flatMap((key) => {
      const list = rows.filter(({ row }) => `${row.day} ${row.conference}` === key);
      const ranks = averageRanks(list.map(({ ensemble }) => ensemble));
      return list.map(({ row, values, ensemble }, position) => [
        row.season,
        row.date,
        row.conference,
        row.teamId,
        row.abbreviation,
        row.name,
        ensemble,
        ranks[position]!,
        values.model_a,
        values.model_b,
        values.model_c,
        row.winRate,
        row.pointDifference,
        row.standingsRank,
        row.endOfSeasonRank,
        isSnapshot,
      ]);
    });
  };
  return toCsv({ columns: LIST_COLUMNS, rows: [...rowsOf(lists, 0), ...rowsOf(snapshots, 1)] });
}

function tableFiles(tables: readonly TeamTable[]): StepFiles {
  const json = jsonFile({ tables });
  const points = tables.flatMap(({ split, season, teams }) =>
    teams.map(({ abbreviation, conference, predictedRank, eosGlobalRank, teamId }) => ({
      split,
      season,
      abbreviation,
      conference,
      predictedRank,
      actualRank: eosGlobalRank,
      standingsRank: standingsAmong(teams, teamId),
    })),
  );
  return {
    'predictions/team_tables.json': json,
    'snapshots/team-table.json': json,
    'snapshots/prediction-outcome.json': jsonFile({ points }),
  };
}

/** @returns the final standings rank of a team among the teams of its table */
function standingsAmong(teams: TeamTable['teams'], teamId: number): number {
  const own = teams.find((team) => team.teamId === teamId)!;
  return 1 + teams.filter((team) => team.standingsRank < own.standingsRank).length;
}

const NOTHING: AttentionCounts = {
  attention_fallback_count: 0,
  all_zero_count: 0,
  empty_roster_count: 0,
  n_teams: 0,
  nan_score_count: 0,
  nan_weight_count: 0,
  raw_collapse_count: 0,
  mean_entropy_norm: 0,
  mean_max_raw_weight: 0,
  score_std: 0,
  score_abs_max: 0,
};
/** Means are weighed by teams, the rest is added up. */
const MEANS: readonly (keyof AttentionCounts)[] = ['mean_entropy_norm', 'mean_max_raw_weight', 'score_std'];

/** Totals over the judged snapshots and each season (spec section 4.6). */
export function inferenceDiagnostics(seasons: readonly SnapshotAttention[]): InferenceDiagnostics {
  const teams = seasons.reduce((sum, { counts }) => sum + counts.n_teams, 0);
  const totals = { ...NOTHING };
  for (const { counts } of seasons) {
    for (const key of Object.keys(NOTHING) as (keyof AttentionCounts)[]) {
      if (key === 'score_abs_max') totals[key] = Math.max(totals[key], counts[key]);
      else totals[key] += MEANS.includes(key) ? (counts[key] * counts.n_teams) / Math.max(1, teams) : counts[key];
    }
  }
  return {
    schema_version: 1,
    ...totals,
    by_season: seasons.map(({ split, season, counts }) => ({ season, split, ...counts })),
  };
}

function diagnose(tables: readonly TeamTable[], counts: InferenceDiagnostics): readonly Diagnostic[] {
  const found: Diagnostic[] = [];
  for (const { season, eosRankSource, teams } of tables) {
    if (eosRankSource === 'standings') found.push(withoutPlayoffs(season, 'it is judged against its final standings'));
    if (new Set(teams.map(({ conference }) => conference)).size < 2) found.push(oneConference());
  }
  if (counts.attention_fallback_count > 0) found.push(fallbacks(counts.attention_fallback_count, counts.n_teams));
  if (counts.empty_roster_count > 0) found.push(emptyRosters(counts.empty_roster_count));
  return found;
}

const fallbacks = (count: number, teams: number): Diagnostic =>
  diagnosticRow({
    id: 'attention-fallback',
    severity: 'warning',
    message: `The weights of ${count} of ${teams} teams are those of the fallback strategy.`,
    cause: 'The raw attention of these teams sums to nearly nothing or is not finite.',
    nextStep: 'Do not read their roster dependence; lower model_a.learning_rate and train again.',
    value: count,
  });

const emptyRosters = (count: number): Diagnostic =>
  diagnosticRow({
    id: 'teams-not-ranked',
    severity: 'warning',
    message: `${count} teams of the source are in no table of the judged seasons.`,
    cause: 'They had no games before the last day, or no player with minutes.',
    nextStep: 'Check their rows: assay data check NAME.',
    value: count,
  });
