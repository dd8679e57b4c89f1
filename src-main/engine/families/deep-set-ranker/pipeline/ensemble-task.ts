import type { DeepSetRankerConfig, DeepSetRankerPreprocessing, StoredEnsemble } from '#contract/config/deep-set-ranker';
import type { EvaluationSplit } from '#contract/ids';
import type { ForwardPass } from '../../../backend/executor';
import { averageRanks } from '../../../metrics/average-ranks';
import { predictRidge } from '../../../tabular/ridge';
import type { Evaluation, InferenceTask, PrepareContext } from '../../family';
import { toPredictionTable, type PredictionRow } from '../evaluation/prediction-rows';
import { rankingMetrics } from '../evaluation/ranking-metrics';
import { createInferenceTask } from '../inference-task';
import { networkShape } from '../network/network-shape';
import type { BatchSource } from '../ranking-data/batch-inputs';
import type { RankingData } from '../ranking-data/ranking-data';
import { memberRows, memberTable } from './members';
import { PipelineData } from './pipeline-data';
import { scoreTeams } from './score-teams';
import type { ScoredTeam } from './scored-team';
import { predictStored, storedRidge } from './stored-ensemble';
import type { RowValue } from './tabular-step';
import { teamRows } from './team-rows';

/**
 * The ensemble of a pipeline run on data: as Model A's task, with the stacker's value as the score of a team. Exports
 * hold Model A alone.
 */
export function createEnsembleTask(
  config: DeepSetRankerConfig,
  data: RankingData,
  preprocessing: DeepSetRankerPreprocessing & { readonly ensemble: StoredEnsemble },
  splits: readonly EvaluationSplit[],
  context: PrepareContext,
): InferenceTask {
  const task = createInferenceTask(config, data, preprocessing, splits);
  const source: BatchSource = {
    encoded: data.encoded,
    network: networkShape(config, data.encoded.shape.statistics),
    winRate: preprocessing.winRate,
  };
  const scorer = new EnsembleScorer(config, data, source, preprocessing.ensemble, new PipelineData(config, context));
  return {
    ...task,
    async evaluate(split, forward): Promise<Evaluation> {
      const rows = [
        ...(await scorer.rows(data.parts[split], forward, 0)),
        ...(await scorer.rows(data.snapshots[split], forward, 1)),
      ];
      const { loss } = await task.evaluate(split, forward);
      return { metrics: rankingMetrics(rows), loss, predictions: toPredictionTable(rows) };
    },
    async predict(forward) {
      const lists = splits.flatMap((split) => data.parts[split]);
      return toPredictionTable(await scorer.rows(lists, forward, 0));
    },
  };
}

class EnsembleScorer {
  constructor(
    private readonly config: DeepSetRankerConfig,
    private readonly data: RankingData,
    private readonly batches: BatchSource,
    private readonly ensemble: StoredEnsemble,
    private readonly source: PipelineData,
  ) {}

  async rows(lists: readonly number[], forward: ForwardPass, isSnapshot: 0 | 1): Promise<readonly PredictionRow[]> {
    const days = lists.map((list) => this.data.encoded.lists[list]!.day);
    const facts = {
      data: this.data,
      ranksOf: (season: string) => this.source.ranks(season),
      ratings: this.source.features(['massey'], days),
    };
    const { rows } = await scoreTeams(facts, this.batches, lists, forward);
    return this.scored(rows, this.values(rows, lists), isSnapshot);
  }

  private values(rows: readonly ScoredTeam[], lists: readonly number[]): Float64Array {
    const teams = teamRows(this.source, this.data, lists, this.config.model_b.features);
    const of = (member: 'model_b' | 'model_c'): readonly RowValue[] => {
      const stored = this.ensemble[member];
      if (stored === null) return [];
      const values = predictStored(stored, teams);
      return teams.rows.map(({ day, team }, row) => [day, team, values[row]!]);
    };
    const joined = memberRows(this.config, { model_b: of('model_b'), model_c: of('model_c') })(rows);
    return predictRidge(storedRidge(this.ensemble.ridge), memberTable(this.config.stacking.members, joined));
  }

  private scored(rows: readonly ScoredTeam[], values: Float64Array, isSnapshot: 0 | 1): readonly PredictionRow[] {
    const keyOf = ({ day, conference }: ScoredTeam): string => `${day} ${conference}`;
    const ranks = new Map<ScoredTeam, number>();
    for (const key of new Set(rows.map(keyOf))) {
      const list = rows.flatMap((row, index) => (keyOf(row) === key ? [{ row, value: values[index]! }] : []));
      const ofList = averageRanks(list.map(({ value }) => value));
      list.forEach(({ row }, position) => ranks.set(row, ofList[position]!));
    }
    return rows.map((row, index) => ({
      season: row.season,
      as_of_date: row.date,
      conference: row.conference,
      team_id: row.teamId,
      abbreviation: row.abbreviation,
      team: row.name,
      score: values[index]!,
      predicted_rank: ranks.get(row)!,
      win_rate: row.winRate,
      point_difference: row.pointDifference,
      standings_rank: row.standingsRank,
      end_of_season_rank: row.endOfSeasonRank,
      is_snapshot: isSnapshot,
    }));
  }
}
