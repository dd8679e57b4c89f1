import type { Ladder, LadderSettings } from '#contract/config/ladder';

/**
 * Ladder settings come first: a stage may change them. A base that a decision wrote has them in it, with what was tuned and
 * decided since; put on top of it once more they would take that back.
 */
export const settingsOn = (ladder: Ladder, base: string, settings: LadderSettings): LadderSettings =>
  base === ladder.experiment ? { ...ladder.settings, ...settings } : settings;
