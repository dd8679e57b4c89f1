/** Nine steps, `--ramp-0` to `--ramp-8`. */
const LAST_STEP = 8;

/**
 * @param share 0 (nearest to the pane) to 1 (furthest from it); outside values take the ends
 * @returns a CSS colour between two neighbouring ramp steps; it follows the theme by itself
 */
export function rampColour(share: number): string {
  const position = Math.min(1, Math.max(0, share)) * LAST_STEP;
  const step = Math.min(LAST_STEP - 1, Math.floor(position));
  const part = Math.round((position - step) * 100);
  if (part === 0) return `var(--ramp-${step})`;
  if (part === 100) return `var(--ramp-${step + 1})`;
  return `color-mix(in oklab, var(--ramp-${step}) ${100 - part}%, var(--ramp-${step + 1}))`;
}

/** @returns the colour of a number on the cell: the token of the step that is nearest */
export function rampTextColour(share: number): string {
  const step = Math.round(Math.min(1, Math.max(0, share)) * LAST_STEP);
  return `var(--ramp-text-${step <= 3 ? 'low' : step === 4 ? 'mid' : 'high'})`;
}
