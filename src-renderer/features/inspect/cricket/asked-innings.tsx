import { useMemo, useState } from 'react';
import type { InningsAnswers, JudgedInnings } from '#contract/cricket';
import type { CheckpointId } from '#contract/ids';
import type { RunDetail } from '#contract/run-detail';
import { useRequest } from '../../../lib/query';
import { EmptyState } from '../../../ui/empty-state';
import { Fault } from '../../../ui/error-card';
import { Segmented } from '../../../ui/segmented';
import { Skeleton } from '../../../ui/skeleton';
import { ViewHead } from '../view-head';
import { shownBalls, shownRelations } from './asked-figures';
import { AttentionChart, WeightTable } from './attention-chart';
import { BallByBall, BallInspector, NoBalls } from './ball-by-ball';
import { ballName } from './ball-classes';
import { inningsFigures } from './innings-figures';
import { RELATION_WORDS, type Relation } from './neighbourhood-figures';
import { SimulationPanel } from './simulation-panel';

export interface AskedInningsProps {
  readonly detail: RunDetail;
  readonly checkpointId: CheckpointId;
  readonly innings: JudgedInnings;
}

/** What a checkpoint says about one innings, asked in a worker. */
export function AskedInnings({ detail, checkpointId, innings }: AskedInningsProps) {
  const { match, innings: number } = innings;
  const { data, error } = useRequest('cricket:ask', { checkpointId, place: { match, innings: number } });
  const title = `${innings.battingTeam} against ${innings.bowlingTeam}, innings ${innings.innings}`;
  return (
    <div className="cricket">
      <ViewHead title={title} detail={`match ${match}, ${innings.date}; ${innings.split}, asked of ${checkpointId}`} />
      {error !== null ? (
        <Fault error={error} />
      ) : data === undefined ? (
        <Skeleton rows={12} label="Asking the network" />
      ) : (
        <Answers detail={detail} checkpointId={checkpointId} data={data} title={title} />
      )}
    </div>
  );
}

type Below = 'neighbourhood' | 'rest';

function Answers({
  detail,
  checkpointId,
  data,
  title,
}: {
  readonly detail: RunDetail;
  readonly checkpointId: CheckpointId;
  readonly data: InningsAnswers;
  readonly title: string;
}) {
  const [wanted, setWanted] = useState(0);
  const [below, setBelow] = useState<Below>('neighbourhood');
  const balls = useMemo(() => shownBalls(data), [data]);
  const figures = inningsFigures(balls);
  const chosen = Math.min(wanted, balls.length - 1);
  const ball = balls[chosen];
  const answer = data.answers[chosen];
  if (ball === undefined || answer === undefined || figures === null) return <NoBalls />;
  const played = data.balls[ball.delivery]!;
  const { match, innings } = data.innings;
  return (
    <>
      <BallByBall title={title} balls={balls} figures={figures} chosen={chosen} onChoose={setWanted} />
      <div className="cricket-controls">
        <Segmented<Below>
          label="About this ball"
          value={below}
          onValueChange={setBelow}
          options={[
            { value: 'neighbourhood', label: 'Neighbourhood' },
            { value: 'rest', label: 'Rest of the innings' },
          ]}
        />
        <span className="text-3 text-xs">
          before {ballName(ball)}: {played.runs} for {played.wickets}
          {data.target !== null && `, ${data.target} to win`}
        </span>
      </div>
      {below === 'neighbourhood' ? (
        <Neighbourhood
          relations={shownRelations(data.balls, answer)}
          delivery={ball.delivery}
          place={`match ${match}, innings ${innings}`}
        />
      ) : (
        <SimulationPanel checkpointId={checkpointId} place={{ match, innings }} delivery={ball.delivery} />
      )}
      <BallInspector detail={detail} ball={ball} nonStriker={played.nonStriker} />
    </>
  );
}

function Neighbourhood({
  relations,
  delivery,
  place,
}: {
  readonly relations: readonly Relation[];
  readonly delivery: number;
  readonly place: string;
}) {
  const [wanted, setWanted] = useState<Relation['relation']>('attends');
  const relation = relations.find((one) => one.relation === wanted) ?? relations[0];
  if (relation === undefined)
    return (
      <EmptyState icon="eye" title="No attention is given out">
        This execution of the network does not tell its weights.
      </EmptyState>
    );
  return (
    <>
      <div className="cricket-controls">
        <Segmented<Relation['relation']>
          label="Who looks"
          value={relation.relation}
          onValueChange={setWanted}
          options={relations.map((one) => ({ value: one.relation, label: RELATION_WORDS[one.relation].label }))}
        />
      </div>
      <AttentionChart relation={relation} delivery={delivery} fileTitle={`${place} delivery ${delivery + 1}`} />
      <WeightTable relation={relation} />
    </>
  );
}
