import type { ModelDescription } from '#contract/models';
import { formatCount, formatDifference, formatNumber } from '../../lib/format';
import type { TableText } from '../../lib/table-text';
import { multiplyAdds, pairBlocks, type BlockPair, type ModelBlock } from './compare-models';

const MILLION = 1e6;
const LARGE_SHARE = 0.5;

const outputText = (block: ModelBlock): string =>
  block.outputShape === null ? '' : block.outputShape.length === 0 ? '1' : block.outputShape.join('×');
const millions = (count: number): string => formatNumber(count / MILLION, 2);
const difference = ({ a, b }: BlockPair): number => (b?.parameters ?? 0) - (a?.parameters ?? 0);

/** The blocks of two models beside each other, the sum below; of one model where B is null. */
export function BlockTable({ a, b }: { readonly a: ModelDescription; readonly b: ModelDescription | null }) {
  const pairs = pairBlocks(a.parameters.blocks, b?.parameters.blocks ?? []);
  const models = b === null ? [a] : [a, b];
  return (
    <table className="block-table" aria-label="Blocks of the models">
      <thead>
        <tr>
          <th scope="col" rowSpan={2}>
            Block
          </th>
          {models.map((model, index) => (
            <th key={index} scope="colgroup" colSpan={4} className="block-model">
              <span className="strong">{'AB'[index]}</span> {model.name}
            </th>
          ))}
          {b !== null && (
            <th scope="col" rowSpan={2} className="right">
              B − A
            </th>
          )}
        </tr>
        <tr>
          {models.map((_, index) => (
            <BlockHeads key={index} />
          ))}
        </tr>
      </thead>
      <tbody>
        {pairs.map((pair) => (
          <tr key={pair.name}>
            <th scope="row" className="ellipsis" title={pair.a?.shape ?? pair.b?.shape}>
              {pair.name}
            </th>
            <BlockCells block={pair.a} />
            {b !== null && <BlockCells block={pair.b} />}
            {b !== null && <DifferenceCell value={difference(pair)} />}
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">Total</th>
          {models.map((model, index) => (
            <TotalCells key={index} model={model} />
          ))}
          {b !== null && <DifferenceCell value={b.parameters.total - a.parameters.total} />}
        </tr>
      </tfoot>
    </table>
  );
}

function BlockHeads() {
  return (
    <>
      <th scope="col" className="right block-first">
        Output
      </th>
      <th scope="col" className="right">
        Parameters
      </th>
      <th scope="col" className="right">
        Share <span className="text-3">%</span>
      </th>
      <th scope="col" className="right">
        Multiply-adds <span className="text-3">M</span>
      </th>
    </>
  );
}

function BlockCells({ block }: { readonly block: ModelBlock | null }) {
  if (block === null)
    return (
      <td colSpan={4} className="text-3 block-first block-none">
        none
      </td>
    );
  const isLarge = block.share > LARGE_SHARE;
  return (
    <>
      <td className="number right text-2 block-first">{outputText(block)}</td>
      <td className={`number right ${isLarge ? 'tone-warn' : ''}`}>{formatCount(block.parameters)}</td>
      <td className="number right">
        <span className="block-share" data-large={isLarge || undefined} aria-hidden="true">
          <span style={{ width: `${Math.max(1, block.share * 100)}%` }} />
        </span>
        <span className="block-percent">{formatNumber(block.share * 100, 2)}</span>
      </td>
      <td className="number right">{millions(block.multiplyAdds)}</td>
    </>
  );
}

function TotalCells({ model }: { readonly model: ModelDescription }) {
  return (
    <>
      <td className="block-first" />
      <td className="number right">{formatCount(model.parameters.total)}</td>
      <td className="number right">{formatNumber(100, 2)}</td>
      <td className="number right">{millions(multiplyAdds(model))}</td>
    </>
  );
}

function DifferenceCell({ value }: { readonly value: number }) {
  return <td className={`number right ${value === 0 ? 'text-3' : ''}`}>{formatDifference(value, 0)}</td>;
}

/** @returns the table for the clipboard */
export function blockTableText(a: ModelDescription, b: ModelDescription | null): TableText {
  const heads = (letter: string) => [
    { title: `${letter} output`, align: 'right' as const },
    { title: `${letter} parameters`, align: 'right' as const },
    { title: `${letter} share, %`, align: 'right' as const },
    { title: `${letter} multiply-adds, M`, align: 'right' as const },
  ];
  const cells = (block: ModelBlock | null): readonly string[] =>
    block === null
      ? ['none', '', '', '']
      : [
          outputText(block),
          formatCount(block.parameters),
          formatNumber(block.share * 100, 2),
          millions(block.multiplyAdds),
        ];
  const total = (model: ModelDescription) => [
    '',
    formatCount(model.parameters.total),
    '100.00',
    millions(multiplyAdds(model)),
  ];
  const pairs = pairBlocks(a.parameters.blocks, b?.parameters.blocks ?? []);
  return {
    columns: [
      { title: 'Block', align: 'left' },
      ...heads('A'),
      ...(b === null ? [] : [...heads('B'), { title: 'B − A', align: 'right' as const }]),
    ],
    rows: [
      ...pairs.map((pair) => [
        pair.name,
        ...cells(pair.a),
        ...(b === null ? [] : [...cells(pair.b), formatDifference(difference(pair), 0)]),
      ]),
      [
        'Total',
        ...total(a),
        ...(b === null ? [] : [...total(b), formatDifference(b.parameters.total - a.parameters.total, 0)]),
      ],
    ],
  };
}
