import type { ParameterStore } from '../../../../../src-main/engine/backend/parameter-store';
import { singleSourcesOf } from '../../../../../src-main/engine/families/hetero-gnn/network/graph-schema';
import {
  updatedSingleNodes,
  type NetworkShape,
} from '../../../../../src-main/engine/families/hetero-gnn/network/network-shape';
import { singleSourcesName } from '../../../../../src-main/engine/families/hetero-gnn/packing/packed-parameters';
import { operatorName } from '../../../../../src-main/engine/families/hetero-gnn/operators/exact-parameters';

/**
 * Copies weights of exact execution into the store of packed execution, so that both compute the same function (with causal
 * relations). A single-source edge type keeps its source map; its two biases become one; the rest of it never had an effect.
 *
 * @param exact  store of `exactParameters(shape)`
 * @param packed store of `packedParameters(shape)`; overwritten
 */
export function toPackedWeights(shape: NetworkShape, exact: ParameterStore, packed: ParameterStore): void {
  const isShared = new Set(exact.slots.map(({ name }) => name));
  for (const { name } of packed.slots) if (isShared.has(name)) packed.value(name).set(exact.value(name));
  for (let layer = 0; layer < shape.layers; layer += 1) {
    for (const node of updatedSingleNodes(shape, layer)) {
      const joint = singleSourcesName(layer, node);
      singleSourcesOf(node).forEach((edge, index) => {
        const name = operatorName(layer, edge);
        const weight = exact.value(`${name}.source.weight`);
        packed.value(`${joint}.weight`).set(weight, index * weight.length);
        const [own, outer] = [exact.value(`${name}.source.bias`), exact.value(`${name}.bias`)];
        packed.value(`${joint}.bias`).set(
          own.map((value, at) => value + outer[at]!),
          index * own.length,
        );
      });
    }
  }
}
