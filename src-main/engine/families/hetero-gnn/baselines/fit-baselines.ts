import { partSamples } from '../evaluation/part-samples';
import { classPrior } from '../evaluation/class-weights';
import { fitCalibration } from '../evaluation/calibration';
import type { Calibration } from '../evaluation/calibration';
import type { CricketData, DataPart } from '../data/cricket-data';
import { CLASS_COUNT } from '../matches/ball-class';
import { cachedLogistic } from './cached-logistic';
import type { BaselineContext } from './cached-logistic';
import { logisticLogits } from './logistic-regression';
import type { LogisticModel } from './logistic-regression';
import { logisticSamples } from './logistic-samples';
import { fitPhaseTable, phaseTableLogits } from './phase-table';
import type { PhaseTable } from './phase-table';

/** What every model is shown beside: class frequencies, frequencies by over and innings, and a linear model. */
export type BaselineId = 'prior' | 'table' | 'logistic';

/** The baseline that a model has to beat. */
export const REFERENCE_BASELINE: BaselineId = 'logistic';

/** Baselines of one training part. */
export interface FittedBaselines {
  readonly prior: readonly number[];
  readonly table: PhaseTable;
  readonly logistic: LogisticModel;
  /** Fitted on the validation part, as for a network; null for `prior`, which has nothing to calibrate. */
  readonly calibrations: Readonly<Record<BaselineId, Calibration | null>>;
}

/** @throws the signal's reason */
export async function fitBaselines(data: CricketData, context: BaselineContext): Promise<FittedBaselines> {
  const prior = classPrior(data.parts.train.classCounts);
  const table = fitPhaseTable(data.archive, partSamples(data, 'train'), prior);
  const logistic = await cachedLogistic(data, context);
  const uncalibrated = { prior, table, logistic, calibrations: { prior: null, table: null, logistic: null } };
  const { labels } = partSamples(data, 'validation');
  const calibrationOf = (id: BaselineId): Calibration =>
    fitCalibration(baselineLogits(data, 'validation', uncalibrated, id), labels, prior);
  return {
    ...uncalibrated,
    calibrations: { prior: null, table: calibrationOf('table'), logistic: calibrationOf('logistic') },
  };
}

/** @returns float32 [samples * 7] in the order of `partSamples` */
export function baselineLogits(
  data: CricketData,
  part: DataPart,
  { prior, table, logistic }: Pick<FittedBaselines, 'prior' | 'table' | 'logistic'>,
  id: BaselineId,
): Float32Array {
  const logits = {
    prior: () => constantLogits(prior, data.parts[part].samples),
    table: () => phaseTableLogits(data.archive, partSamples(data, part), table),
    logistic: () => logisticLogits(logistic, logisticSamples(data, data.parts[part].innings)),
  } as const satisfies Record<BaselineId, () => Float32Array>;
  return logits[id]();
}

const constantLogits = (prior: readonly number[], samples: number): Float32Array =>
  Float32Array.from({ length: samples * CLASS_COUNT }, (_, at) => Math.log(prior[at % CLASS_COUNT]!));
