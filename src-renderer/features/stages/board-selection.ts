import type { LadderDecisionState, LadderItemState, LadderStageState, LadderState } from '#contract/stages';

/** What the inspector explains. */
export type BoardSelection =
  | { readonly kind: 'stage'; readonly stage: string }
  | { readonly kind: 'decision'; readonly stage: string }
  | { readonly kind: 'item'; readonly stage: string; readonly item: string };

/** The selection with what it stands for now. */
export type SelectedPart =
  | { readonly kind: 'stage'; readonly stage: LadderStageState }
  | { readonly kind: 'decision'; readonly stage: LadderStageState; readonly decision: LadderDecisionState }
  | { readonly kind: 'item'; readonly stage: LadderStageState; readonly item: LadderItemState };

/** @returns what is selected; a decision that needs a person when nothing is, else the first stage that is not done */
export function selectedPart({ stages }: LadderState, selection: BoardSelection | null): SelectedPart | null {
  const stage = stages.find(({ id }) => id === selection?.stage);
  if (selection !== null && stage !== undefined) {
    if (selection.kind === 'stage') return { kind: 'stage', stage };
    if (selection.kind === 'decision' && stage.decision !== null)
      return { kind: 'decision', stage, decision: stage.decision };
    const item = selection.kind === 'item' ? stage.items.find(({ id }) => id === selection.item) : undefined;
    if (item !== undefined) return { kind: 'item', stage, item };
  }
  const asking = stages.find(({ decision }) => decision?.state === 'open');
  if (asking !== undefined) return { kind: 'decision', stage: asking, decision: asking.decision! };
  const first = stages.find(({ state }) => state !== 'done') ?? stages[0];
  return first === undefined ? null : { kind: 'stage', stage: first };
}

/** @returns whether the selection is this part of the board */
export function isSelected(
  part: SelectedPart | null,
  kind: BoardSelection['kind'],
  stage: string,
  item?: string,
): boolean {
  if (part === null || part.kind !== kind || part.stage.id !== stage) return false;
  return part.kind !== 'item' || part.item.id === item;
}
