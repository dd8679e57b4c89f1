import type { ComponentType } from 'react';
import type { RunDetail } from '#contract/run-detail';
import { AttentionView } from './ranker-attention/attention-view';
import { TerritoryView } from './territory/territory-view';
import { TrajectoriesView } from './trajectories/trajectories-view';

/** A picture of a model's inner state or of what it does, drawn from one kind of snapshot. */
export interface InspectView {
  /** Name of the snapshot that a run must have for this view. */
  readonly snapshot: string;
  readonly label: string;
  readonly component: ComponentType<{ readonly detail: RunDetail }>;
}

/** Every view; a new one is a line here. A run shows those whose snapshot it has, in this order. */
export const INSPECT_VIEWS: readonly InspectView[] = [
  { snapshot: 'attention', label: 'Attention', component: AttentionView },
  { snapshot: 'agent-replay', label: 'Territory', component: TerritoryView },
  { snapshot: 'forecast', label: 'Forecast', component: TrajectoriesView },
];

/** @returns the views of a run */
export const viewsOf = ({ snapshots }: Pick<RunDetail, 'snapshots'>): readonly InspectView[] =>
  INSPECT_VIEWS.filter(({ snapshot }) => snapshots.includes(snapshot));
