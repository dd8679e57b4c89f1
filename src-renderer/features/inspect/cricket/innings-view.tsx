import { useState, type ReactNode } from 'react';
import type { RunDetail } from '#contract/run-detail';
import { ballProbabilitiesSchema, type BallProbabilities } from '#contract/snapshots/ball-probabilities';
import { formatNumber, formatPercent } from '../../../lib/format';
import { ViewHead } from '../view-head';
import { BallByBall, BallInspector, NoBalls } from './ball-by-ball';
import { BALL_CLASSES, classLabel } from './ball-classes';
import { BallSnapshot, BlockHead } from './ball-snapshot';
import { inningsFigures, type InningsFigures } from './innings-figures';

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
        <NoBalls />
      ) : (
        <>
          <BallByBall title={name} balls={balls} figures={figures} chosen={chosen} onChoose={setWanted} />
          <ClassTable figures={figures} />
          <BallInspector detail={detail} ball={ball} />
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
