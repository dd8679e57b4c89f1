import type { JointMember } from '../../backend/executor';
import type { HostTensor, HostTensors } from '../../backend/host-tensor';
import { stackGraph } from '../stacking/stack-graph';
import { assertSameTrace } from '../trace/compare-traces';
import { trainingSource, type StepSource } from './compile-step';
import type { ParameterPassing } from './parameter-passing';
import { memberValue } from './step-values';

/**
 * The training steps of several models of one configuration as one step. The models must be equal but for their values.
 * @throws NonDeterministicTraceError when they are not
 */
export function jointTrainingSource(members: readonly JointMember[], passing: ParameterPassing): StepSource {
  return {
    kind: 'training',
    passing,
    slots: members.flatMap(({ parameters }, member) =>
      parameters.slots.map((slot) => ({ ...slot, name: memberValue(member, slot.name) })),
    ),
    code: members.map(({ loss }) => loss.toString()).join('\n'),
    trace(signature) {
      const [first, ...others] = members.map(({ loss, parameters }) =>
        trainingSource(loss, parameters.slots, passing).trace(ofMember(0, signature)),
      );
      for (const other of others) assertSameTrace(first!, other, () => undefined);
      return stackGraph(first!, members.length, memberValue);
    },
  };
}

/** @returns the batches of all members as one; the names are those of the joint step's inputs */
export const jointBatch = (batches: readonly HostTensors[]): HostTensors =>
  Object.fromEntries(
    batches.flatMap((batch, member) =>
      Object.entries(batch).map(([name, tensor]): [string, HostTensor] => [`${member}/${name}`, tensor]),
    ),
  );

/** @returns what a joint step is fed or gives, out of what the steps of its members are fed or give */
export const jointValues = <Value>(values: readonly Readonly<Record<string, Value>>[]): Record<string, Value> =>
  Object.fromEntries(
    values.flatMap((own, member) =>
      Object.entries(own).map(([name, value]): [string, Value] => [memberValue(member, name), value]),
    ),
  );

/** @returns a member's part of what is named by {@link jointBatch} */
export function ofMember<Value>(member: number, values: Readonly<Record<string, Value>>): Record<string, Value> {
  const prefix = `${member}/`;
  const own: Record<string, Value> = {};
  for (const name in values) if (name.startsWith(prefix)) own[name.slice(prefix.length)] = values[name]!;
  return own;
}
