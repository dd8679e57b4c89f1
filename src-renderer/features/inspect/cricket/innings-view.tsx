import { useState, type ReactNode } from 'react';
import type { RunDetail } from '#contract/run-detail';
import { ballProbabilitiesSchema, type BallProbabilities } from '#contract/snapshots/ball-probabilities';
import { formatNumber, formatPercent } from '../../../lib/format';
import { Inspector } from '../../../lib/slots';
import { PictureChart } from '../../../ui/chart/picture-chart';
import { EmptyState } from '../../../ui/empty-state';
import { Facts, Section, SideHead } from '../../../ui/pane';
import { ViewHead } from '../view-head';
import { BALL_CLASSES, ballName, classLabel } from './ball-classes';
import { BallScrubber } from './ball-scrubber';
import { BallSnapshot, BlockHead } from './ball-snapshot';
import { BesideBaselines } from './beside-baselines';
import { ClassBars, ClassLegend } from './class-bars';
import { ballLoss, inningsFigures, mostProbable, type InningsFigures } from './innings-figures';
import { InningsPicture } from './innings-picture';
import { inningsTable } from './innings-table';

/** What the network expected of every ball of one validation innings, and what came. */
export function InningsView({ detail }: { readonly detail: RunDetail }) {
  return (
    <BallSnapshot detail={detail} name="ball-probabilities" schema={ballProbabilitiesSchema}>
      {(innings, epoch, toolbar) => <Innings detail={detail} innings={innings} epoch={epoch} toolbar={toolbar} />}
    </BallSnapshot>
  );
}

function Innings({
  detail,
  innings,
  epoch,
  toolbar,
}: {
  readonly detail: RunDetail;
  readonly innings: BallProbabilities;
  readonly epoch: number;
  readonly toolbar: ReactNode;
}) {
  const [wanted, setWanted] = useState(0);
  const balls = innings.deliveries;
  const figures = inningsFigures(balls);
  const chosen = Math.min(wanted, balls.length - 1);
  const ball = balls[chosen];
  const name = `${innings.battingTeam} against ${innings.bowlingTeam}, innings ${innings.innings}`;
  return (
    <>
      <ViewHead
        title={name}
        detail={`match ${innings.match}, ${innings.date}; validation, epoch ${epoch}; the longest innings of the last validation match`}
      >
        {toolbar}
      </ViewHead>
      {ball === undefined || figures === null ? (
        <EmptyState icon="eye" title="This innings has no ball to predict">
          The first delivery of an innings has no history and is never a sample.
        </EmptyState>
      ) : (
        <>
          <PictureChart
            title="Class probabilities"
            detail="ball by ball, before calibration"
            legend={<ClassLegend withMark />}
            fileTitle={name}
            summary={`${figures.balls} balls, log loss ${formatNumber(figures.logLoss, 3)}. Numbers under the strip are overs.`}
            emptyText={null}
            table={inningsTable(balls)}
            draw={(size) => <InningsPicture balls={balls} chosen={chosen} onChoose={setWanted} size={size} />}
          />
          <BallScrubber balls={balls} chosen={chosen} onChoose={setWanted} />
          <ClassTable figures={figures} />
          <Inspector>
            <SideHead title="Ball" detail={ballName(ball)} />
            <Section title="What the network expected">
              <ClassBars probabilities={ball.probabilities} label={ball.label} />
              <Facts
                facts={[
                  { label: 'Striker', value: ball.striker },
                  { label: 'Bowler', value: ball.bowler },
                  { label: 'Came', value: classLabel(ball.label) },
                  { label: 'Most probable', value: classLabel(mostProbable(ball.probabilities)) },
                  { label: 'Loss of this ball', value: formatNumber(ballLoss(ball), 3) },
                ]}
              />
            </Section>
            <BesideBaselines detail={detail} />
          </Inspector>
        </>
      )}
    </>
  );
}

function ClassTable({ figures }: { readonly figures: InningsFigures }) {
  return (
    <section className="cricket-block cricket-low" aria-label="This innings by class">
      <BlockHead title="This innings">
        {figures.balls} balls, log loss {formatNumber(figures.logLoss, 3)}, accuracy {formatPercent(figures.accuracy)};
        one innings says little about a model.
      </BlockHead>
      <table className="cricket-table">
        <thead>
          <tr>
            <th scope="col">Balls</th>
            {BALL_CLASSES.map(({ label }) => (
              <th key={label} scope="col" className="right">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <tr>
            <td>Came</td>
            {figures.came.map((count, position) => (
              <td key={classLabel(position)} className="number right">
                {count}
              </td>
            ))}
          </tr>
          <tr>
            <td>Expected</td>
            {figures.expected.map((count, position) => (
              <td key={classLabel(position)} className="number right">
                {formatNumber(count, 1)}
              </td>
            ))}
          </tr>
        </tbody>
      </table>
    </section>
  );
}
