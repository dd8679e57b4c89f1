/** The seven classes in the order of every snapshot. Dot is no run off the bat. Colours are tokens, so they follow the theme. */
export const BALL_CLASSES = [
  { label: 'Dot', colour: 'var(--series-10)' },
  { label: 'Single', colour: 'var(--series-1)' },
  { label: 'Two', colour: 'var(--series-6)' },
  { label: 'Three', colour: 'var(--series-8)' },
  { label: 'Four', colour: 'var(--series-3)' },
  { label: 'Six', colour: 'var(--series-2)' },
  { label: 'Wicket', colour: 'var(--series-7)' },
] as const;

/** @returns the name of a class by its position */
export const classLabel = (position: number): string => BALL_CLASSES[position]!.label;

/** @returns a ball in words; overs are counted from 0 in the data and from 1 by people, deliveries too */
export const ballName = ({ over, delivery }: { readonly over: number; readonly delivery: number }): string =>
  `delivery ${delivery + 1}, over ${over + 1}`;
