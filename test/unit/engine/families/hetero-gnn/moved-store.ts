import { ParameterStore } from '../../../../../src-main/engine/backend/parameter-store';
import type { Model } from '../../../../../src-main/engine/families/family';
import { plainRandomFiller } from '../../../../../src-main/engine/random/plain-random-filler';
import { initializeParameters } from '../../../../../src-main/engine/trainer/initialize-parameters';

/** First values of a model, moved by N(0, 0.2): so that biases, norms and FiLM matter, as after training. */
export function movedStore({ parameters }: Model): ParameterStore {
  const store = new ParameterStore(parameters);
  initializeParameters(store, parameters, 3, plainRandomFiller);
  const noise = new Float32Array(store.values.length);
  plainRandomFiller.fillNormal(noise, { seed: 4, stream: 'moved' });
  for (let at = 0; at < noise.length; at += 1) store.values[at] = store.values[at]! + 0.2 * noise[at]!;
  return store;
}
