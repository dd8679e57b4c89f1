import { useState, type ReactNode } from 'react';
import type { RunDetail } from '#contract/run-detail';
import { ballNeighbourhoodSchema, type BallNeighbourhood } from '#contract/snapshots/ball-probabilities';
import { Inspector } from '../../../lib/slots';
import { EmptyState } from '../../../ui/empty-state';
import { Section, SideHead } from '../../../ui/pane';
import { Segmented } from '../../../ui/segmented';
import { ViewHead } from '../view-head';
import { AttentionChart, WeightTable } from './attention-chart';
import { BallSnapshot } from './ball-snapshot';
import { BesideBaselines } from './beside-baselines';
import { ClassBars } from './class-bars';
import { RELATION_WORDS, type Relation } from './neighbourhood-figures';

/** Which earlier balls the network attends to before one delivery. */
export function NeighbourhoodView({ detail }: { readonly detail: RunDetail }) {
  return (
    <BallSnapshot detail={detail} name="ball-neighbourhood" schema={ballNeighbourhoodSchema}>
      {(neighbourhood, epoch, toolbar) => (
        <Neighbourhood detail={detail} neighbourhood={neighbourhood} epoch={epoch} toolbar={toolbar} />
      )}
    </BallSnapshot>
  );
}

function Neighbourhood({
  detail,
  neighbourhood,
  epoch,
  toolbar,
}: {
  readonly detail: RunDetail;
  readonly neighbourhood: BallNeighbourhood;
  readonly epoch: number;
  readonly toolbar: ReactNode;
}) {
  const [wanted, setWanted] = useState<Relation['relation']>('attends');
  const { match, innings, delivery, label, probabilities, relations } = neighbourhood;
  const relation = relations.find((one) => one.relation === wanted) ?? relations[0];
  const place = `match ${match}, innings ${innings}`;
  return (
    <>
      <ViewHead
        title={`Before delivery ${delivery + 1}`}
        detail={`${place}; validation, epoch ${epoch}; the last ball of the innings that is watched`}
      >
        {toolbar}
        {relation !== undefined && (
          <Segmented<Relation['relation']>
            label="Who looks"
            value={relation.relation}
            onValueChange={setWanted}
            options={relations.map((one) => ({
              value: one.relation,
              label: RELATION_WORDS[one.relation].label,
            }))}
          />
        )}
      </ViewHead>
      {relation === undefined ? (
        <EmptyState icon="eye" title="No attention was kept">
          This execution of the network does not give its weights out.
        </EmptyState>
      ) : (
        <>
          <AttentionChart relation={relation} delivery={delivery} fileTitle={`${place} delivery ${delivery + 1}`} />
          <WeightTable relation={relation} />
        </>
      )}
      <Inspector>
        <SideHead title="Ball" detail={`delivery ${delivery + 1}`} />
        <Section title="What the network expected">
          <ClassBars probabilities={probabilities} label={label} />
        </Section>
        <BesideBaselines detail={detail} />
      </Inspector>
    </>
  );
}
