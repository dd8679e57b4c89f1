import type { Ablations, Ladder, LadderSettings, LadderStage } from '#contract/config/ladder';
import { ablationCells } from './ablation-plan';
import type { Cell, Evidence, StudyFacts } from './evidence';
import { tuneStage, type TuningState } from './tuning';

/** A stage with everything that is trained in it. */
export interface StagePlan {
  readonly ladder: Ladder;
  readonly stage: LadderStage;
  readonly index: number;
  /** File that the stage starts from. */
  readonly base: string;
  readonly variants: ReadonlyMap<string, Cell>;
  readonly tuning: TuningState | null;
  /** The study that the stage asks for; null when it asks for none or none has begun. */
  readonly study: StudyFacts | null;
  /** Cells of the ablation matrix when an item of this stage asks for them, else none. */
  readonly ablations: readonly Cell[];
}

/** Ladder settings first: a stage may change them. */
const settingsOf = (ladder: Ladder, settings: LadderSettings): LadderSettings => ({ ...ladder.settings, ...settings });

const asksForAblations = ({ items }: LadderStage): boolean =>
  items.some(
    ({ evidence }) =>
      (evidence.kind === 'runs-finished' && evidence.of === 'ablations') ||
      (evidence.kind === 'compared' && evidence.pairs === 'ablations'),
  );

/**
 * @param base file of the stage
 * @param matrixBase file that the ablation cells start from; null while the stage they name is not decided
 */
export function planStage(
  ladder: Ladder,
  index: number,
  base: string,
  matrixBase: string | null,
  evidence: Evidence,
): StagePlan {
  const stage = ladder.stages[index]!;
  const seeds = stage.seeds ?? ladder.seeds;
  const cellOf = ([id, { label, settings }]: [string, LadderStage['variants'][string]]): [string, Cell] => [
    id,
    { id, label, experiment: base, settings: settingsOf(ladder, settings), seeds },
  ];
  const variants = new Map(Object.entries(stage.variants).map(cellOf));
  const tuning = stage.tune
    ? tuneStage(stage.tune, variants.get(stage.tune.variant)!, ladder.metric, stage.tune.seeds ?? [seeds[0]!], evidence)
    : null;
  const hasMatrix = ladder.ablations !== null && matrixBase !== null && asksForAblations(stage);
  const ablations = hasMatrix ? ablationCells(ladder, ladder.ablations as Ablations, matrixBase) : [];
  const study = stage.study === null ? null : evidence.study(stage.study, base);
  return { ladder, stage, index, base, variants, tuning, study, ablations };
}

/** Whether the study that a stage asks for has come to its end by itself: stopped by hand or broken off it has not. */
export const isStudyComplete = ({ stage, study }: StagePlan): boolean =>
  stage.study === null || study?.status === 'done' || study?.status === 'stopped_early';

/** Every cell that the stage trains; axes of the tuning that still wait are not in it. */
export const allCells = ({ variants, tuning, ablations }: StagePlan): readonly Cell[] => [
  ...variants.values(),
  ...(tuning?.cells ?? []),
  ...ablations,
];
