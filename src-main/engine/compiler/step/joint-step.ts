import type { JointMember } from '../../backend/executor';
import type { HostTensor, HostTensors } from '../../backend/host-tensor';
import type { TensorSpec } from '../trace/traced-graph';
import { traceFunction, type TraceableFunction } from '../trace/trace-function';
import type { StepSource } from './compile-step';
import { stepInputs, type ParameterPassing } from './parameter-passing';
import type { StepSignature } from './signature';
import { memberValue } from './step-values';
import { trainingFunction } from './training-function';

/**
 * The training steps of several models as one step: the graphs side by side, nothing shared. Each model's nodes are those of its own
 * step in the same order, so its numbers are the same to the bit.
 */
export function jointTrainingSource(members: readonly JointMember[], passing: ParameterPassing): StepSource {
  return {
    kind: 'training',
    passing,
    slots: members.flatMap(({ parameters }, member) =>
      parameters.slots.map((slot) => ({ ...slot, name: memberValue(member, slot.name) })),
    ),
    code: members.map(({ loss }) => loss.toString()).join('\n'),
    trace: (signature, options) =>
      traceFunction(jointFunction(members, signature, passing), jointInputs(members, signature, passing), options),
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

function jointInputs(
  members: readonly JointMember[],
  signature: StepSignature,
  passing: ParameterPassing,
): Record<string, TensorSpec> {
  return jointValues(
    members.map(({ parameters }, member) => stepInputs(parameters.slots, ofMember(member, signature), passing)),
  );
}

function jointFunction(
  members: readonly JointMember[],
  signature: StepSignature,
  passing: ParameterPassing,
): TraceableFunction {
  return (fed, scope) =>
    jointValues(
      members.map(({ loss, parameters: { slots } }, member) => {
        const ownSignature = ofMember(member, signature);
        const names = Object.keys(stepInputs(slots, ownSignature, passing));
        const own = Object.fromEntries(names.map((name) => [name, fed[memberValue(member, name)]!]));
        return trainingFunction(loss, slots, ownSignature, passing)(own, scope);
      }),
    );
}
