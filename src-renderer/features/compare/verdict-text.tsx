import type { Comparison } from '#contract/compare';
import { Icon } from '../../ui/icon';
import { verdictLook } from './comparison-words';

/** Icon and words of a verdict. */
export function VerdictText({
  comparison,
}: {
  readonly comparison: Pick<Comparison, 'verdict' | 'n' | 'seedsNeeded'>;
}) {
  const { icon, tone, words } = verdictLook(comparison);
  return (
    <span className={`row verdict verdict-${tone}`}>
      <Icon name={icon} size={14} className={`tone-${tone}`} />
      <span className="ellipsis" title={words}>
        {words}
      </span>
    </span>
  );
}
