import type { SpeedSetting } from '#contract/sweeps';
import { formatAmount } from '../../lib/format';
import { Icon } from '../../ui/icon';
import { Section } from '../../ui/pane';

/** What is left out so that trials are fast, and what runs in full; computed from the configuration that trials get. */
export function SpeedList({ speed }: { readonly speed: readonly SpeedSetting[] }) {
  const off = speed.filter(({ state }) => state === 'off');
  return (
    <Section title="Switched off for speed" detail={formatAmount(off.length, 'setting')}>
      {speed.length === 0 ? (
        <p className="text-3 text-sm">This family has no setting that trades completeness for time.</p>
      ) : (
        <ul className="sweep-speed">
          {[...off, ...speed.filter(({ state }) => state === 'on')].map(({ key, setting, value, state, effect }) => (
            <li key={key}>
              <Icon name={state === 'off' ? 'off' : 'check'} size={12} label={state === 'off' ? 'off' : 'in full'} />
              <span className="grow ellipsis mono" title={`${setting}: ${key}`}>
                {key}
              </span>
              <span className="number">{value}</span>
              <span className="text-3 text-xs sweep-speed-effect">{effect}</span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
