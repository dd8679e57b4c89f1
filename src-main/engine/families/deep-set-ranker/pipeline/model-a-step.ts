import type { DeepSetRankerConfig } from '#contract/config/deep-set-ranker';
import type { Diagnostic } from '#contract/diagnostics';
import { dateText } from '../../../data/day-number';
import { toCsv } from '../../../checkpoints/prediction-csv';
import { jsonFile, readJson, textFile } from '../../../pipeline/json-file';
import type { ModelTrainer, TrainedNetwork, TrainingFacts } from '../../../pipeline/model-trainer';
import type { PipelineStep, StepContext, StepFiles, StepOutputs } from '../../../pipeline/step';
import { randomStream } from '../../../random/random-stream';
import type { JsonValue, TrainingTask } from '../../family';
import { cacheText } from '../data-facts';
import { attentionSnapshot } from '../attention/attention-snapshot';
import { networkShape } from '../network/network-shape';
import type { BatchSource } from '../ranking-data/batch-inputs';
import type { RankingData } from '../ranking-data/ranking-data';
import { readPreprocessing } from '../preprocessing';
import { createTrainingTask, prepareTraining } from '../training-task';
import { snapshotHealth } from './attention-counts';
import { diagnosticRow } from './diagnostic-row';
import { outOfFoldFolds, type Fold } from './folds';
import { networkData, sampledLists } from './model-a-data';
import { networkFiles, readNetwork } from './network-files';
import { datesOfLists, judgedLists, JUDGED_SPLITS, type JudgedSplit, type PipelineData } from './pipeline-data';
import { scoreTeams, type RowFacts } from './score-teams';
import type { JudgedTeams, ScoredTeam } from './scored-team';
import type { SnapshotAttention } from './attention-counts';

const SCORES = 'internal/scores.json';
const ATTENTION = 'internal/attention.json';
const TRAINING = 'internal/training.json';
const OOF_COLUMNS = ['season', 'as_of_date', 'conference', 'team_id', 'oof_a', 'y'] as const;

/** What Model A says of every team that later steps look at. */
export interface ModelAScores {
  readonly outOfFold: readonly ScoredTeam[];
  readonly judged: JudgedTeams;
}

/** @returns the rows that the step `Model A` wrote */
export const readModelAScores = (files: StepFiles): ModelAScores => readJson(files, SCORES);
/** @returns the attention of the last days of the judged seasons */
export const readModelAAttention = (files: StepFiles): readonly SnapshotAttention[] => readJson(files, ATTENTION);
/** @returns how the run's own network was trained */
export const readModelATraining = (files: StepFiles): TrainingFacts => readJson(files, TRAINING);

/** Everything of the configuration that decides the network and its lists. */
export const modelASettings = ({ data, training, model_a, engine }: DeepSetRankerConfig): JsonValue =>
  JSON.parse(JSON.stringify({ data, training: { ...training, batch_cache: null }, model_a, engine })) as JsonValue;

/** Trains the run's network and, for each fold, one that has not seen it; scores what later steps need. */
export function modelAStep(
  config: DeepSetRankerConfig,
  seed: number,
  data: PipelineData,
  trainer: ModelTrainer,
): PipelineStep {
  return {
    name: 'Model A',
    inputs: [],
    settings: modelASettings(config),
    version: 1,
    run: (context) => new ModelARun(config, seed, data, trainer, context).run(),
    restore: (files) => trainer.adopt(readNetwork(files), readModelATraining(files)),
  };
}

class ModelARun {
  private readonly diagnostics: Diagnostic[] = [];

  constructor(
    private readonly config: DeepSetRankerConfig,
    private readonly seed: number,
    private readonly source: PipelineData,
    private readonly trainer: ModelTrainer,
    private readonly context: StepContext,
  ) {}

  async run(): Promise<StepOutputs> {
    const { data, cache } = await this.source.lists();
    this.context.log(`Prepared lists: ${cacheText(cache)}.`);
    const facts = this.rowFacts(data);
    const own = await this.trainFinal(facts);
    const outOfFold = await this.predictFolds(facts);
    return {
      files: { ...own, ...outOfFoldFiles(readJson(own, 'internal/judged.json'), outOfFold) },
      diagnostics: this.diagnostics,
    };
  }

  private rowFacts(data: RankingData): RowFacts {
    const days = data.encoded.lists.map(({ day }) => day);
    return {
      data,
      ranksOf: memoized((season) => this.source.ranks(season)),
      ratings: this.source.features(['massey'], days),
    };
  }

  /** The network that ships: on the sampled training lists. */
  private async trainFinal(facts: RowFacts): Promise<StepFiles> {
    const { data } = facts;
    const { training } = this.config;
    const own = networkData(data, data.parts.train, this.config, { most: training.max_final_batches, isJudged: true });
    const split = splitInfo(own, data);
    const task = taskOn(own, this.config, this.seed);
    const network = await this.trainer.trainOwn(task);
    try {
      const source = this.batchSource(own, network);
      const judged = await this.scoreJudged(facts, source, network);
      return {
        ...networkFiles(network.content),
        ...judged,
        [TRAINING]: jsonFile(network.facts),
        'split_info.json': jsonFile(split),
      };
    } finally {
      network.dispose();
    }
  }

  private async scoreJudged(facts: RowFacts, source: BatchSource, network: TrainedNetwork): Promise<StepFiles> {
    const judged: Partial<Record<JudgedSplit, JudgedTeams[JudgedSplit]>> = {};
    const attention: SnapshotAttention[] = [];
    for (const split of JUDGED_SPLITS) {
      const { lists, snapshots } = judgedLists(facts.data, split);
      const ofLists = await scoreTeams(facts, source, lists, network.forward);
      const ofSnapshots = await scoreTeams(facts, source, snapshots, network.forward);
      judged[split] = { lists: ofLists.rows, snapshots: ofSnapshots.rows };
      for (const day of new Set(ofSnapshots.rows.map((row) => row.day))) {
        const scored = ofSnapshots.scored.filter(({ list }) => facts.data.encoded.lists[list]!.day === day);
        const view = attentionSnapshot(facts.data, scored, split, this.config.model_a);
        attention.push({
          split,
          season: view.season,
          teams: view.teams,
          counts: snapshotHealth(facts.data, scored, this.config.model_a),
        });
      }
    }
    return { 'internal/judged.json': jsonFile(judged), [ATTENTION]: jsonFile(attention) };
  }

  private async predictFolds(facts: RowFacts): Promise<readonly ScoredTeam[]> {
    const { data } = facts;
    const { training } = this.config;
    const dates = datesOfLists(data, data.parts.train);
    const { folds, shareSeasons } = outOfFoldFolds(dates, training);
    if (shareSeasons) this.diagnostics.push(sharedSeasons(training.n_folds));
    const lists = sampledLists(data, data.parts.train, training.max_lists_oof);
    const rows: ScoredTeam[] = [];
    for (const [index, fold] of folds.entries()) {
      this.context.phase(`fold ${index + 1} of ${folds.length}`, index / folds.length);
      const files = await this.context.part(`fold ${index + 1}`, async () => ({
        rows: jsonFile(await this.predictFold(facts, lists, fold, index)),
      }));
      rows.push(...readJson<readonly ScoredTeam[]>(files, 'rows'));
    }
    return rows;
  }

  private async predictFold(
    facts: RowFacts,
    lists: readonly number[],
    { train, predict }: Fold,
    index: number,
  ): Promise<readonly ScoredTeam[]> {
    const { data } = facts;
    const on = (days: ReadonlySet<number>) => lists.filter((list) => days.has(data.encoded.lists[list]!.day));
    // Sampling may have left no date in a fold: it then has nothing to predict.
    if (on(predict).length === 0) return [];
    const own = networkData(data, on(train), this.config, { most: null, isJudged: false });
    const seed = randomStream(this.seed, 'pipeline.fold', index).integer(2 ** 32);
    const task = taskOn(own, this.config, seed);
    const network = await this.trainer.trainAside(task);
    try {
      const { rows } = await scoreTeams(facts, this.batchSource(own, network), on(predict), network.forward);
      return rows;
    } finally {
      network.dispose();
    }
  }

  /** Of data whose statistics the training has standardised. */
  private batchSource({ encoded }: RankingData, { content }: TrainedNetwork): BatchSource {
    const { winRate } = readPreprocessing(content.preprocessing, this.config);
    return { encoded, network: networkShape(this.config, encoded.shape.statistics), winRate };
  }
}

function outOfFoldFiles(judged: JudgedTeams, outOfFold: readonly ScoredTeam[]): StepFiles {
  const rows = outOfFold.map((row) => [row.season, row.date, row.conference, row.teamId, row.score, row.relevance]);
  return {
    [SCORES]: jsonFile({ outOfFold, judged }),
    'oof_model_a.csv': textFile(toCsv({ columns: OOF_COLUMNS, rows })),
  };
}

/** Takes the lists over: their statistics are standardised in place. */
const taskOn = (data: RankingData, config: DeepSetRankerConfig, seed: number): TrainingTask =>
  createTrainingTask(config, prepareTraining(config, { data, cache: { kind: 'hit' } }), seed);

/** `split_info.json` (spec section 1.2). */
function splitInfo(own: RankingData, data: RankingData): JsonValue {
  const dates = (lists: readonly number[]): string[] => datesOfLists(data, lists).map(({ day }) => dateText(day));
  const seasons = (lists: readonly number[]): string[] => [
    ...new Set(lists.map((list) => data.encoded.lists[list]!.season.name)),
  ];
  const judged = [...data.parts.validation, ...data.parts.test];
  return {
    split_mode: 'seasons',
    train_dates: dates(data.parts.train),
    test_dates: dates(judged),
    n_train_lists: data.parts.train.length,
    n_test_lists: judged.length,
    n_train_dates: dates(data.parts.train).length,
    n_test_dates: dates(judged).length,
    train_seasons: seasons(data.parts.train),
    validation_seasons: seasons(data.parts.validation),
    test_seasons: seasons(data.parts.test),
    final_model: { train_lists: own.parts.train.length, holdout_lists: own.parts.holdout.length },
  };
}

function memoized<T>(make: (name: string) => T): (name: string) => T {
  const known = new Map<string, T>();
  return (name) => {
    const value = known.get(name) ?? make(name);
    known.set(name, value);
    return value;
  };
}

const sharedSeasons = (folds: number): Diagnostic =>
  diagnosticRow({
    id: 'folds-share-seasons',
    severity: 'warning',
    message: `There are fewer training seasons than the ${folds} folds, so folds share seasons.`,
    cause: 'The final table of a season is the target of all its dates: a fold sees the answer in its training dates.',
    nextStep: 'Add training seasons or lower training.n_folds; until then the out-of-fold figures are too good.',
    value: folds,
  });
