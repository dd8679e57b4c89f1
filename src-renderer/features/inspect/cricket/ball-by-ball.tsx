import type { RunDetail } from '#contract/run-detail';
import type { BallProbabilities } from '#contract/snapshots/ball-probabilities';
import { formatNumber } from '../../../lib/format';
import { Inspector } from '../../../lib/slots';
import { PictureChart } from '../../../ui/chart/picture-chart';
import { EmptyState } from '../../../ui/empty-state';
import { Facts, Section, SideHead } from '../../../ui/pane';
import { ballName, classLabel } from './ball-classes';
import { BallScrubber } from './ball-scrubber';
import { BesideBaselines } from './beside-baselines';
import { ClassBars, ClassLegend } from './class-bars';
import { ballLoss, mostProbable, type InningsFigures } from './innings-figures';
import { InningsPicture } from './innings-picture';
import { inningsTable } from './innings-table';

type Ball = BallProbabilities['deliveries'][number];

export interface BallByBallProps {
  /** Of the innings; also the name of saved files. */
  readonly title: string;
  readonly balls: readonly Ball[];
  readonly figures: InningsFigures;
  /** Position among the balls. */
  readonly chosen: number;
  readonly onChoose: (position: number) => void;
}

/** Class probabilities of an innings, and the slider that goes through its balls. */
export function BallByBall({ title, balls, figures, chosen, onChoose }: BallByBallProps) {
  return (
    <>
      <PictureChart
        title="Class probabilities"
        detail="ball by ball, before calibration"
        legend={<ClassLegend withMark />}
        fileTitle={title}
        summary={`${figures.balls} balls, log loss ${formatNumber(figures.logLoss, 3)}. Numbers under the strip are overs.`}
        emptyText={null}
        table={inningsTable(balls)}
        draw={(size) => <InningsPicture balls={balls} chosen={chosen} onChoose={onChoose} size={size} />}
      />
      <BallScrubber balls={balls} chosen={chosen} onChoose={onChoose} />
    </>
  );
}

export function NoBalls() {
  return (
    <EmptyState icon="eye" title="This innings has no ball to predict">
      The first delivery of an innings has no history and is never a sample.
    </EmptyState>
  );
}

export interface BallInspectorProps {
  readonly detail: RunDetail;
  readonly ball: Ball;
  /** Left out where the snapshot does not tell. */
  readonly nonStriker?: string;
}

/** The chosen ball: what was expected and what came, beside the baselines of the run. */
export function BallInspector({ detail, ball, nonStriker }: BallInspectorProps) {
  return (
    <Inspector>
      <SideHead title="Ball" detail={ballName(ball)} />
      <Section title="What the network expected">
        <ClassBars probabilities={ball.probabilities} label={ball.label} />
        <Facts
          facts={[
            { label: 'Striker', value: ball.striker },
            ...(nonStriker === undefined ? [] : [{ label: 'Non-striker', value: nonStriker }]),
            { label: 'Bowler', value: ball.bowler },
            { label: 'Came', value: classLabel(ball.label) },
            { label: 'Most probable', value: classLabel(mostProbable(ball.probabilities)) },
            { label: 'Loss of this ball', value: formatNumber(ballLoss(ball), 3) },
          ]}
        />
      </Section>
      <BesideBaselines detail={detail} />
    </Inspector>
  );
}
