import { useCallback, useState } from 'react';
import type { MeasureModelOutput } from '#contract/jobs';
import { request } from '../../lib/bridge';
import { parseReference } from './model-choice';

/** Batch sizes that models are timed on. */
export const MEASURED_SAMPLES: readonly number[] = [1, 12, 128];

export interface Measurement {
  /** By the text of the reference. */
  readonly outputs: ReadonlyMap<string, MeasureModelOutput>;
  readonly isMeasuring: boolean;
  readonly error: Error | null;
  readonly measure: (references: readonly string[]) => void;
}

/** Times of the models on screen, measured one after the other: side by side they would disturb each other. */
export function useMeasurement(): Measurement {
  const [outputs, setOutputs] = useState<ReadonlyMap<string, MeasureModelOutput>>(new Map());
  const [isMeasuring, setMeasuring] = useState(false);
  const [error, setError] = useState<Error | null>(null);
  const measure = useCallback((references: readonly string[]) => {
    setMeasuring(true);
    setError(null);
    const measureAll = async () => {
      for (const text of references) {
        const reference = parseReference(text);
        if (reference === null) continue;
        const output = await request('models:measure', { reference, samples: [...MEASURED_SAMPLES] });
        setOutputs((before) => new Map(before).set(text, output));
      }
    };
    measureAll()
      .catch((reason: unknown) => setError(reason instanceof Error ? reason : new Error(String(reason))))
      .finally(() => setMeasuring(false));
  }, []);
  return { outputs, isMeasuring, error, measure };
}
