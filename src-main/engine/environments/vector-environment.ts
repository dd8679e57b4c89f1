import type { BoxSpace, DictSpace, DiscreteSpace } from './spaces';

/** What one call of `step` or `reset` hands over. All arrays belong to the environment and are overwritten by the next call. */
export interface VectorObservations<Observations> {
  /** Row r is what the player of row r sees now; for a row that just ended: the first observation of its next episode. */
  readonly observations: Observations;
  /** uint8 [rows, actions], 1 = allowed; at least one action of a row is. */
  readonly actionMasks: Uint8Array;
}

/**
 * Result of a step, with the meanings of Gymnasium. A row ends by `terminated` (the rules ended it, its future is worth
 * nothing) or by `truncated` (the cap was reached: bootstrap with the value of the *final* observation), never both.
 */
export interface VectorStep<Observations, EpisodeInfo> extends VectorObservations<Observations> {
  /** float32 [rows] */
  readonly rewards: Float32Array;
  /** uint8 [rows] */
  readonly terminated: Uint8Array;
  /** uint8 [rows] */
  readonly truncated: Uint8Array;
  /** Last observation of the episode, filled in the rows that ended in this step; other rows hold old values. */
  readonly finalObservations: Observations;
  /** Record of the episode in the rows that ended in this step, else null. */
  readonly finalInfos: readonly (EpisodeInfo | null)[];
}

/**
 * A fixed number of environments that step together. A slot whose episode ended starts the next one within the same
 * step (Gymnasium's autoreset mode SAME_STEP).
 *
 * @see Towers et al. (2024), Gymnasium: a standard interface for reinforcement learning environments
 */
export interface VectorEnvironment<Observations, EpisodeInfo, State> {
  /** Slots, fixed at creation. */
  readonly environments: number;
  /** Rows of all buffers: slots, or slots times players in self-play. */
  readonly rows: number;
  readonly autoreset: 'same-step';
  /** What one row of `observations` holds, as stored. */
  readonly observationSpace: DictSpace;
  /** What a network sees after expansion, float32. */
  readonly networkInputs: Readonly<Record<string, BoxSpace>>;
  readonly actionSpace: DiscreteSpace;
  /** Names the rules: results and checkpoints of another hash are not comparable. */
  readonly environmentHash: string;
  /** Starts episode 0 in every slot. The seed is given once; later episodes follow from it, the slot and their number. */
  reset(seed: number): VectorObservations<Observations>;
  /**
   * One decision in every slot.
   * @param actions int32 [rows], each allowed by the mask of its row
   * @throws ActionMaskedError when an action is not allowed
   */
  step(actions: Int32Array): VectorStep<Observations, EpisodeInfo>;
  /** Everything that a checkpoint needs to go on exactly here; plain JSON. */
  saveState(): State;
  /** Goes on where `saveState` was called. */
  restoreState(state: State): VectorObservations<Observations>;
}
