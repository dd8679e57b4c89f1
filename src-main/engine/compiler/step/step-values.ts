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
