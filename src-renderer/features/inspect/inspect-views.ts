import type { ComponentType } from 'react';
import type { FamilyId } from '#contract/ids';
import type { RunDetail } from '#contract/run-detail';
import { AnyInningsView } from './cricket/any-innings-view';
import { CalibrationView } from './cricket/calibration-view';
import { InningsView } from './cricket/innings-view';
import { NeighbourhoodView } from './cricket/neighbourhood-view';
import { AttentionView } from './ranker-attention/attention-view';
import { CloneView } from './team-ranking/clone-view';
import { EnsembleView } from './team-ranking/ensemble-view';
import { InferenceView } from './team-ranking/inference-view';
import { OddsView } from './team-ranking/odds-view';
import { OutcomeView } from './team-ranking/outcome-view';
import { TeamTableView } from './team-ranking/team-table-view';
import { PlayView } from './territory/play/play-view';
import { TerritoryView } from './territory/territory-view';
import { TrajectoriesView } from './trajectories/trajectories-view';

/** A picture of a model's inner state or of what it does, drawn from one kind of snapshot. */
export interface InspectView {
  /** Name of the snapshot that a run must have for this view; also the view's name in the address. */
  readonly snapshot: string;
  /** Its name in addresses; that of the snapshot unless several views need the same. */
  readonly name?: string;
  /** Set for views that need no snapshot: the family whose runs have them. */
  readonly family?: FamilyId;
  readonly label: string;
  readonly component: ComponentType<{ readonly detail: RunDetail }>;
}

/** Every view; a new one is a line here. A run shows those whose snapshot it has, in this order. */
export const INSPECT_VIEWS: readonly InspectView[] = [
  { snapshot: 'team-table', label: 'Team table', component: TeamTableView },
  { snapshot: 'prediction-outcome', label: 'Outcome', component: OutcomeView },
  { snapshot: 'odds-reliability', label: 'Odds', component: OddsView },
  { snapshot: 'stacking', label: 'Ensemble', component: EnsembleView },
  { snapshot: 'inference-diagnostics', label: 'Inference', component: InferenceView },
  { snapshot: 'clone-classifier', label: 'Clone', component: CloneView },
  { snapshot: 'attention', label: 'Attention', component: AttentionView },
  { snapshot: 'agent-replay', label: 'Territory', component: TerritoryView },
  { snapshot: 'play', family: 'actor-critic', label: 'Play', component: PlayView },
  { snapshot: 'forecast', label: 'Forecast', component: TrajectoriesView },
  { snapshot: 'ball-probabilities', label: 'Innings', component: InningsView },
  { snapshot: 'ball-probabilities', name: 'any-innings', label: 'Any innings', component: AnyInningsView },
  { snapshot: 'ball-calibration', label: 'Calibration', component: CalibrationView },
  { snapshot: 'ball-neighbourhood', label: 'Neighbourhood', component: NeighbourhoodView },
];

/** @returns the views of a run */
export const viewsOf = ({ snapshots, summary }: Pick<RunDetail, 'snapshots' | 'summary'>): readonly InspectView[] =>
  INSPECT_VIEWS.filter(({ snapshot, family }) => snapshots.includes(snapshot) || family === summary.family);

/** @returns the name of a view in addresses */
export const viewName = ({ name, snapshot }: InspectView): string => name ?? snapshot;
