import { randomStream } from '../../../random/random-stream';
import type { CricketData } from '../data/cricket-data';
import type { InningsGraph } from '../data/innings-graph';
import { CLASS_COUNT } from '../matches/ball-class';
import { cachedLogistic } from './cached-logistic';
import type { BaselineContext } from './cached-logistic';
import { entityOffsets } from './logistic-features';
import { logisticLogits } from './logistic-regression';
import type { LogisticModel } from './logistic-regression';
import { samplesOfGraphs } from './logistic-samples';

/** Regressions, each without a quarter of the training matches. */
const FOLDS = 4;
/** The folds are one thing, whatever the seed of the run: its regressions are kept and shared. */
const SEED = 0;

/**
 * What the logistic regression says of a training innings that it was not fitted on: what it says of its own matches is too
 * sure of the people in them, and a network that is added to that would learn to take it back.
 */
export interface HeldOutLogistic {
  /** @returns float32 [length * 7], logits of every moment of a training innings; zeros for the first, which is no sample */
  logits(graph: InningsGraph): Float32Array;
}

/** @throws the signal's reason */
export async function heldOutLogistic(data: CricketData, context: BaselineContext): Promise<HeldOutLogistic> {
  const { starts } = entityOffsets(data.vocabulary);
  const foldOf = foldsByMatch(data.parts.train.matches);
  const foldOfInnings = (position: number): number => foldOf.get(data.archive.innings[position]!.match)!;
  const models: LogisticModel[] = [];
  for (let fold = 0; fold < FOLDS; fold += 1) {
    const innings = data.parts.train.innings.filter((position) => foldOfInnings(position) !== fold);
    const onProgress = (fraction: number) => context.onProgress((fold + fraction) / FOLDS);
    models.push(await cachedLogistic(data, { ...context, onProgress }, { name: `fold ${fold} of ${FOLDS}`, innings }));
  }
  return { logits: (graph) => momentLogits(models[foldOfInnings(graph.innings)]!, graph, starts) };
}

/** Folds of nearly equal size. */
function foldsByMatch(matches: readonly number[]): ReadonlyMap<number, number> {
  const order = randomStream(SEED, 'logistic-folds').shuffle([...matches]);
  return new Map(order.map((match, position) => [match, position % FOLDS]));
}

function momentLogits(model: LogisticModel, graph: InningsGraph, starts: readonly number[]): Float32Array {
  const all = new Float32Array(graph.length * CLASS_COUNT);
  all.set(
    logisticLogits(
      model,
      samplesOfGraphs([graph], starts, () => true),
    ),
    CLASS_COUNT,
  );
  return all;
}
