import type { MaskedSeq2SeqConfig, MaskedSeq2SeqPreprocessing } from '#contract/config/masked-seq2seq';
import type { Forecaster } from './forecaster';
import { jointForecaster } from './joint/joint-forecaster';
import { recurrentForecaster } from './network/recurrent-forecaster';
import type { TrackingData } from './tracking/tracking-data';

type ForecasterMaker = (
  config: MaskedSeq2SeqConfig,
  data: TrackingData,
  preprocessing: MaskedSeq2SeqPreprocessing,
  train: readonly number[],
  seed: number,
) => Forecaster;

/** `model.variant` to what makes it. */
const VARIANTS = {
  seq2seq: recurrentForecaster,
  joint: jointForecaster,
} as const satisfies Record<MaskedSeq2SeqConfig['model']['variant'], ForecasterMaker>;

/** @param train tracks that an epoch goes over; none for inference */
export const createForecaster: ForecasterMaker = (config, ...rest) => VARIANTS[config.model.variant](config, ...rest);
