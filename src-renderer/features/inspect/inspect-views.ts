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

/** A picture of a model's inner state or of what it does. */
export interface InspectView {
  /** In addresses, unlike that of any other view. */
  readonly name: string;
  /** Runs that have it: those with a snapshot, or all of a family. */
  readonly of: { readonly snapshot: string } | { readonly family: FamilyId };
  readonly label: string;
  readonly component: ComponentType<{ readonly detail: RunDetail }>;
}

type Component = InspectView['component'];

/** A view of one kind of snapshot, called like it unless several views draw the same. */
const drawn = (snapshot: string, label: string, component: Component, name = snapshot): InspectView => ({
  name,
  of: { snapshot },
  label,
  component,
});

/** Every view; a new one is a line here. A run shows its own, in this order. */
const INSPECT_VIEWS: readonly InspectView[] = [
  drawn('team-table', 'Team table', TeamTableView),
  drawn('prediction-outcome', 'Outcome', OutcomeView),
  drawn('odds-reliability', 'Odds', OddsView),
  drawn('stacking', 'Ensemble', EnsembleView),
  drawn('inference-diagnostics', 'Inference', InferenceView),
  drawn('clone-classifier', 'Clone', CloneView),
  drawn('attention', 'Attention', AttentionView),
  drawn('agent-replay', 'Territory', TerritoryView),
  { name: 'play', of: { family: 'actor-critic' }, label: 'Play', component: PlayView },
  drawn('forecast', 'Forecast', TrajectoriesView),
  drawn('ball-probabilities', 'Innings', InningsView),
  drawn('ball-probabilities', 'Any innings', AnyInningsView, 'any-innings'),
  drawn('ball-calibration', 'Calibration', CalibrationView),
  drawn('ball-neighbourhood', 'Neighbourhood', NeighbourhoodView),
];

/** @returns the views of a run */
export const viewsOf = ({ snapshots, summary }: Pick<RunDetail, 'snapshots' | 'summary'>): readonly InspectView[] =>
  INSPECT_VIEWS.filter(({ of }) => ('family' in of ? of.family === summary.family : snapshots.includes(of.snapshot)));
