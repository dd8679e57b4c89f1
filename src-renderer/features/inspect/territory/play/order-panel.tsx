import { TERRITORY_INTENSITIES, type TerritoryDirection } from '#contract/territory-actions';
import { formatPercent } from '../../../../lib/format';
import { Checkbox } from '../../../../ui/checkbox';
import { Section } from '../../../../ui/pane';
import { Segmented } from '../../../../ui/segmented';
import { actionText } from '../decision-figures';
import { COMPASS } from '../decision-panel';
import { canBuild, openDirections } from './order';
import { LETTER_OF } from './play-keys';
import type { Orders } from './use-orders';

const INTENSITY_OPTIONS = TERRITORY_INTENSITIES.map((share, index) => ({
  value: String(index),
  label: formatPercent(share, 0),
}));

/** Where to, with how much, with or without a city: everything that keys do, for the mouse. */
export function OrderPanel({ orders, allowed }: { readonly orders: Orders; readonly allowed: readonly number[] }) {
  const open = openDirections(allowed);
  const mayBuild = canBuild(allowed);
  return (
    <Section title="Your order" detail={orders.isRunning ? 'for the next tick of the clock' : 'plays one decision'}>
      <div className="order">
        <div className="order-compass" role="group" aria-label="Direction">
          {COMPASS.map((direction) => (
            <DirectionButton
              key={direction}
              direction={direction}
              isOpen={open.has(direction)}
              onOrder={() => orders.order(direction)}
            />
          ))}
        </div>
        <div className="order-more">
          <Segmented
            label="Share of the troops"
            value={String(orders.intensity)}
            onValueChange={(value) => orders.setIntensity(Number(value))}
            options={INTENSITY_OPTIONS}
          />
          <Checkbox checked={orders.builds && mayBuild} disabled={!mayBuild} onCheckedChange={orders.setBuilds}>
            {mayBuild ? 'A city with the next order' : 'A city: not enough gold or no place'}
          </Checkbox>
          <p className="text-sm text-2" role="status">
            {orders.pending !== null ? `Next: ${actionText(orders.pending)}` : (orders.remark ?? '')}
          </p>
        </div>
      </div>
    </Section>
  );
}

function DirectionButton({
  direction,
  isOpen,
  onOrder,
}: {
  readonly direction: TerritoryDirection;
  readonly isOpen: boolean;
  readonly onOrder: () => void;
}) {
  return (
    <button type="button" disabled={!isOpen} onClick={onOrder} aria-keyshortcuts={LETTER_OF[direction]}>
      <span className="strong">{direction}</span>
      <kbd className="kbd" aria-hidden="true">
        {LETTER_OF[direction]}
      </kbd>
    </button>
  );
}
