import type { ModelDescription } from '#contract/models';
import { formatBytes, formatCount, formatPercent } from '../../lib/format';
import { weightBytes, type ModelBlock } from './compare-models';

/** Models smaller than this share of the largest are drawn again, enlarged. */
const SMALL = 0.5;
/** Blocks narrower than this share carry no word. */
const LABEL_SHARE = 0.06;
const COLOURS = 10;

/** The parameters of the models as bars to the same scale; a small one again, enlarged. */
export function BlockBars({ models }: { readonly models: readonly ModelDescription[] }) {
  const most = Math.max(...models.map(({ parameters }) => parameters.total));
  const names = [...new Set(models.flatMap(({ parameters }) => parameters.blocks.map(({ name }) => name)))];
  return (
    <div className="block-bars">
      {models.map((model, index) => {
        const scale = model.parameters.total / most;
        return (
          <figure key={index}>
            <figcaption>
              <span className="strong">
                {'AB'[index]}, {model.name}
              </span>{' '}
              <span className="text-2">
                {formatCount(model.parameters.total)} parameters, {formatBytes(weightBytes(model))}
                {scale < 1 ? ', to the same scale' : ''}
              </span>
            </figcaption>
            <Bar model={model} names={names} width={scale} isLabelled={scale >= SMALL} />
            {scale < SMALL && <Bar model={model} names={names} width={1} isLabelled />}
          </figure>
        );
      })}
    </div>
  );
}

interface BarProps {
  readonly model: ModelDescription;
  readonly names: readonly string[];
  /** Share of the room, 0 to 1. */
  readonly width: number;
  readonly isLabelled: boolean;
}

function Bar({ model, names, width, isLabelled }: BarProps) {
  const blocks = model.parameters.blocks.filter(({ parameters }) => parameters > 0);
  const text = (block: ModelBlock) => `${block.name}, ${formatPercent(block.share)}`;
  return (
    <div className="block-bar" style={{ width: `${width * 100}%` }} role="img" aria-label={blocks.map(text).join('; ')}>
      {blocks.map((block) => (
        <span
          key={block.name}
          style={{
            flexGrow: block.share,
            background: `var(--series-${(names.indexOf(block.name) % COLOURS) + 1})`,
          }}
          title={`${text(block)}, ${formatCount(block.parameters)} parameters`}
        >
          {isLabelled && block.share >= LABEL_SHARE && <span className="block-bar-label">{text(block)}</span>}
        </span>
      ))}
    </div>
  );
}
