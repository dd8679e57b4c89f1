/** Names of a compiled step's inputs and outputs, by what they are; a model's own names cannot collide with them. */
export const stepValue = {
  /** All trainable parameters in one vector. */
  parameterVector: 'parameters',
  /** All gradients in one vector, in the order of the parameter store. */
  gradientVector: 'gradients',
  loss: 'loss',
  parameter: (name: string): string => `parameter/${name}`,
  gradient: (name: string): string => `gradient/${name}`,
  input: (name: string): string => `input/${name}`,
  output: (name: string): string => `output/${name}`,
} as const;

/** Kinds whose names are those of a batch or of a model's outputs: there the member comes behind the kind. */
const NAMED_KINDS = [stepValue.input(''), stepValue.output('')];

/** @returns the name that a value of a member's step has in the step of several models */
export function memberValue(member: number, name: string): string {
  const kind = NAMED_KINDS.find((start) => name.startsWith(start)) ?? '';
  return `${kind}${member}/${name.slice(kind.length)}`;
}
