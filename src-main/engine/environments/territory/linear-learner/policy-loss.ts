/** What the clipped loss of one choice depends on. */
export interface ChoiceLossInput {
  /** float64 [choices], of the weights now. */
  readonly probabilities: Float64Array;
  /** Entropy of `probabilities`, nats. */
  readonly entropy: number;
  readonly choice: number;
  /** Log probability of the choice when it was made. */
  readonly oldLogProbability: number;
  readonly advantage: number;
  readonly clip: number;
  readonly entropyCoefficient: number;
}

/**
 * Gradient of PPO's loss of one choice with respect to its logits:
 * loss = -min(r A, clip(r, 1 - c, 1 + c) A) - entropyCoefficient * H, with r the ratio of the probabilities.
 * The clipped branch is flat; elsewhere d(r A)/dz = r A (onehot - p), and dH/dz = -p (log p + H).
 *
 * @param slopes float64 [choices], overwritten
 * @see Schulman et al. (2017), Proximal policy optimization algorithms, equation 7
 */
export function writeLogitSlopes(input: ChoiceLossInput, slopes: Float64Array): void {
  const { probabilities, entropy, choice, oldLogProbability, advantage, clip, entropyCoefficient } = input;
  const ratio = Math.exp(Math.log(probabilities[choice]!) - oldLogProbability);
  const isClipped = advantage > 0 ? ratio > 1 + clip : ratio < 1 - clip;
  const pull = isClipped ? 0 : ratio * advantage;
  for (let i = 0; i < slopes.length; i++) {
    const probability = probabilities[i]!;
    const entropySlope = probability > 0 ? -probability * (Math.log(probability) + entropy) : 0;
    slopes[i] = pull * (probability - (i === choice ? 1 : 0)) - entropyCoefficient * entropySlope;
  }
}
