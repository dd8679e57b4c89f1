import type { FeatureMatrix } from './feature-matrix';
import { addLeaves, type TreeEnsemble } from './tree-ensemble';

const FIRST_CAPACITY = 1024;

/** How an inner node parts its rows. */
export interface InnerNode {
  readonly feature: number;
  readonly threshold: number;
  readonly missingLeft: boolean;
  readonly gain: number;
}

const emptyNodes = (capacity: number) => ({
  feature: new Int32Array(capacity),
  threshold: new Float32Array(capacity),
  missingLeft: new Uint8Array(capacity),
  left: new Int32Array(capacity),
  value: new Float32Array(capacity),
  gain: new Float32Array(capacity),
  cover: new Float32Array(capacity),
});
type Nodes = ReturnType<typeof emptyNodes>;

/** Collects the nodes of a growing ensemble. */
export class TreeBuilder {
  nodes: Nodes = emptyNodes(FIRST_CAPACITY);
  private capacity = FIRST_CAPACITY;
  private count = 0;
  private readonly roots: number[] = [];

  /** @returns the root of a new tree, a leaf of value 0 until told otherwise */
  startTree(): number {
    this.roots.push(this.count);
    return this.add(1);
  }

  setLeaf(node: number, value: number, cover: number): void {
    this.nodes.value[node] = value;
    this.nodes.cover[node] = cover;
  }

  /** @returns the left one of two new children, the right one follows it */
  split(node: number, { feature, threshold, missingLeft, gain }: InnerNode, cover: number): number {
    const left = this.add(2);
    const { nodes } = this;
    nodes.feature[node] = feature;
    nodes.threshold[node] = threshold;
    nodes.missingLeft[node] = missingLeft ? 1 : 0;
    nodes.gain[node] = gain;
    nodes.cover[node] = cover;
    nodes.left[node] = left;
    return left;
  }

  /** @returns the trees so far, with memory of their own */
  build(): TreeEnsemble {
    const { nodes, count } = this;
    return {
      roots: Int32Array.from([...this.roots, count]),
      feature: nodes.feature.slice(0, count),
      threshold: nodes.threshold.slice(0, count),
      missingLeft: nodes.missingLeft.slice(0, count),
      left: nodes.left.slice(0, count),
      value: nodes.value.slice(0, count),
      gain: nodes.gain.slice(0, count),
      cover: nodes.cover.slice(0, count),
    };
  }

  /** Adds the newest tree's leaves to the scores of the rows of another table. */
  addNewestLeaves(table: FeatureMatrix, scores: Float64Array): void {
    addLeaves({ ...this.nodes, roots: Int32Array.of(this.roots.at(-1)!) }, 0, table, scores);
  }

  private add(count: number): number {
    if (this.count + count > this.capacity) this.grow();
    const first = this.count;
    this.nodes.feature.fill(-1, first, first + count);
    this.nodes.left.fill(-1, first, first + count);
    this.count += count;
    return first;
  }

  private grow(): void {
    this.capacity *= 2;
    const { nodes } = this;
    const wider = emptyNodes(this.capacity);
    for (const key of Object.keys(wider) as (keyof Nodes)[]) wider[key].set(nodes[key]);
    this.nodes = wider;
  }
}
