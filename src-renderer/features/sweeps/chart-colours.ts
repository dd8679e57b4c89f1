import { rampColour } from '../../ui/chart/ramp';

/** The lowest steps of the ramp are as dark as the pane: the worst trial starts above them, so that it can be seen. */
const FIRST_SHARE = 0.25;

/** @returns colour of a finished trial; @param share 0 for the worst one, 1 for the best */
export const goodnessColour = (share: number): string => rampColour(FIRST_SHARE + share * (1 - FIRST_SHARE));
