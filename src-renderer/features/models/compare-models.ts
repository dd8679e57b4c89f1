import type { InspectOutput, MeasureModelOutput } from '#contract/jobs';
import type { ModelDescription } from '#contract/models';
import { formatCount, formatPercent } from '../../lib/format';

export type ModelBlock = InspectOutput['parameters']['blocks'][number];

/** A block that holds more than this share of the parameters is pointed out. */
const LARGE_SHARE = 0.5;

/** Blocks of the same name beside each other; null where a model has none of that name. */
export interface BlockPair {
  readonly name: string;
  readonly a: ModelBlock | null;
  readonly b: ModelBlock | null;
}

/** @returns the blocks of A in their order, with those that only B has put in behind their predecessor in B */
export function pairBlocks(a: readonly ModelBlock[], b: readonly ModelBlock[]): readonly BlockPair[] {
  const names = a.map(({ name }) => name);
  b.forEach(({ name }, index) => {
    if (names.includes(name)) return;
    const before = b.slice(0, index).findLast((block) => names.includes(block.name));
    names.splice(before === undefined ? 0 : names.indexOf(before.name) + 1, 0, name);
  });
  const find = (blocks: readonly ModelBlock[], name: string) => blocks.find((block) => block.name === name) ?? null;
  return names.map((name) => ({ name, a: find(a, name), b: find(b, name) }));
}

/** @returns multiply-adds of the forward pass of one sample */
export const multiplyAdds = ({ parameters }: ModelDescription): number =>
  parameters.blocks.reduce((sum, block) => sum + block.multiplyAdds, 0);

/** @returns bytes of the weights as float32 */
export const weightBytes = ({ parameters }: ModelDescription): number => parameters.total * 4;

/** @returns `13.06 times fewer`, `2.10 times more`, `as many` */
export function timesText(a: number, b: number): string {
  if (a === b) return 'as many';
  if (a === 0 || b === 0) return '';
  return a > b ? `${(a / b).toFixed(2)} times fewer` : `${(b / a).toFixed(2)} times more`;
}

/** What one model can take over from a checkpoint of another. */
export interface Transfer {
  readonly kind: 'whole' | 'part' | 'none' | 'other-family';
  /** Blocks all of whose parameters are equal by name and shape. */
  readonly blocks: readonly string[];
  /** Parameters by name and shape equal in both, counted in values. */
  readonly values: number;
  /** One phrase for each of the first differences. */
  readonly differences: readonly string[];
}

const MOST_DIFFERENCES = 3;
const shapeText = (shape: readonly number[]): string => shape.join(' × ') || 'scalar';
const sizeOf = (shape: readonly number[]): number => shape.reduce((product, size) => product * size, 1);

/** @returns what a model like `into` can load of a checkpoint of a model like `from` */
export function transferOf(from: ModelDescription, into: ModelDescription): Transfer {
  if (from.family !== into.family) return { kind: 'other-family', blocks: [], values: 0, differences: [] };
  const source = new Map(from.parameters.tensors.map((tensor) => [tensor.name, tensor]));
  const target = into.parameters.tensors;
  const isEqual = (name: string, shape: readonly number[]) => {
    const found = source.get(name);
    return found !== undefined && shapeText(found.shape) === shapeText(shape);
  };
  const equal = target.filter(({ name, shape }) => isEqual(name, shape));
  const differences = [
    ...target.flatMap(({ name, shape }) => {
      const found = source.get(name);
      if (found === undefined) return [`${name} is missing`];
      return isEqual(name, shape) ? [] : [`${name} is ${shapeText(found.shape)} instead of ${shapeText(shape)}`];
    }),
    ...from.parameters.tensors
      .filter(({ name }) => !target.some((tensor) => tensor.name === name))
      .map(({ name }) => `${name} has no place`),
  ];
  const blocks = into.parameters.blocks
    .map(({ name }) => name)
    .filter((block) => {
      const own = target.filter((tensor) => tensor.block === block);
      return own.length > 0 && own.every(({ name, shape }) => isEqual(name, shape));
    });
  const kind = differences.length === 0 ? 'whole' : equal.length > 0 ? 'part' : 'none';
  return { kind, blocks, values: equal.reduce((sum, { shape }) => sum + sizeOf(shape), 0), differences };
}

/** @returns the transfer in words: what happens, why, and what can be done */
export function transferText(transfer: Transfer): {
  readonly title: string;
  readonly cause: string;
  readonly next: string;
} {
  const { blocks, values, differences } = transfer;
  const more = differences.length - MOST_DIFFERENCES;
  const cause = `${differences.slice(0, MOST_DIFFERENCES).join('; ')}${more > 0 ? `; and ${more} more` : ''}.`;
  switch (transfer.kind) {
    case 'whole':
      return { title: 'loads whole.', cause: 'Every parameter is equal by name and shape.', next: '' };
    case 'part':
      return {
        title: 'is refused.',
        cause,
        next: `write “, equal parameters” behind the checkpoint in the starts-from line: ${formatCount(values)} values move over${blocks.length === 0 ? '' : `, with the whole of ${blocks.join(', ')}`}; the rest starts afresh.`,
      };
    case 'none':
      return { title: 'is refused.', cause: `Nothing is equal: ${cause}`, next: 'train it from the beginning.' };
    case 'other-family':
      return { title: 'is refused.', cause: 'It belongs to another family.', next: 'train it from the beginning.' };
  }
}

/** A remark about one model or about both, for a card. */
export interface Remark {
  readonly tone: 'warn' | 'idle';
  readonly title: string;
  readonly cause: string;
}

export interface LabelledModel {
  /** `A` or `B`. */
  readonly letter: string;
  readonly model: ModelDescription;
  readonly measured: MeasureModelOutput | null;
}

/** @returns what a reader should notice: one large block, dead parameters, and that fewer is not as much faster */
export function remarksOn(models: readonly LabelledModel[]): readonly Remark[] {
  return [...models.flatMap(largeBlockRemark), ...models.flatMap(deadRemark), ...paceRemark(models)];
}

function largeBlockRemark({ letter, model }: LabelledModel): readonly Remark[] {
  const large = model.parameters.blocks.find(({ share }) => share > LARGE_SHARE);
  if (large === undefined) return [];
  return [
    {
      tone: 'warn',
      title: `${letter}: ${large.name} holds ${formatPercent(large.share, 2)} of the parameters.`,
      cause: `${formatCount(large.parameters)} of ${formatCount(model.parameters.total)}, shape ${large.shape}.`,
    },
  ];
}

function deadRemark({ letter, model, measured }: LabelledModel): readonly Remark[] {
  const dead = Object.entries(measured?.dead ?? {});
  const count = dead.reduce((sum, [, parameters]) => sum + parameters, 0);
  if (count === 0) return [];
  return [
    {
      tone: 'warn',
      title: `${letter}: ${formatCount(count)} parameters never get a gradient.`,
      cause: `${formatPercent(count / model.parameters.total)} of the model, in ${dead.map(([block]) => block).join(', ')}: they cannot learn.`,
    },
  ];
}

/** Parameters and work rarely fall by the same factor. */
const WORTH_SAYING = 1.5;

function paceRemark(models: readonly LabelledModel[]): readonly Remark[] {
  const [a, b] = models;
  if (a === undefined || b === undefined) return [];
  const parameters = a.model.parameters.total / b.model.parameters.total;
  const work = multiplyAdds(a.model) / multiplyAdds(b.model);
  if (!(parameters > WORTH_SAYING * work) || work <= 0) return [];
  return [
    {
      tone: 'idle',
      title: 'Fewer parameters is not as much faster.',
      cause: `Parameters fall ${parameters.toFixed(2)} times, multiply-adds ${work.toFixed(2)} times.`,
    },
  ];
}
