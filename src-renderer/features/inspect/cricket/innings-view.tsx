import { useState, type KeyboardEvent, type ReactNode } from 'react';
import type { RunDetail } from '#contract/run-detail';
import { ballProbabilitiesSchema, type BallProbabilities } from '#contract/snapshots/ball-probabilities';
import { formatNumber, formatPercent } from '../../../lib/format';
import { Inspector } from '../../../lib/slots';
import { PictureChart } from '../../../ui/chart/picture-chart';
import { EmptyState } from '../../../ui/empty-state';
import { IconButton } from '../../../ui/icon-button';
import { Facts, Section, SideHead } from '../../../ui/pane';
import { BALL_CLASSES, ballName, classLabel } from './ball-classes';
import { BallHead, BallSnapshot, BlockHead } from './ball-snapshot';
import { BesideBaselines } from './beside-baselines';
import { ClassBars, ClassLegend } from './class-bars';
import { ballLoss, inningsFigures, mostProbable, type InningsFigures, type ShownBall } from './innings-figures';
import { InningsPicture } from './innings-picture';

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
      <BallHead
        title={name}
        detail={`match ${innings.match}, ${innings.date}; validation, epoch ${epoch}; the longest innings of the last validation match`}
      >
        {toolbar}
      </BallHead>
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
          <Scrubber balls={balls} chosen={chosen} onChoose={setWanted} />
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

/** Goes through the balls: arrows by one, Page Up and Page Down by an over of six. */
function Scrubber({
  balls,
  chosen,
  onChoose,
}: {
  readonly balls: readonly ShownBall[];
  readonly chosen: number;
  readonly onChoose: (index: number) => void;
}) {
  const last = balls.length - 1;
  const ball = balls[chosen]!;
  const words = `${ballName(ball)}: ${classLabel(ball.label)} came, it had ${formatPercent(ball.probabilities[ball.label])}`;
  const go = (index: number) => onChoose(Math.max(0, Math.min(last, index)));
  const byOver = (event: KeyboardEvent<HTMLInputElement>) => {
    const step = { PageUp: 6, PageDown: -6 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    go(chosen + step);
  };
  return (
    <div className="cricket-controls">
      <IconButton icon="chevron-up" label="Previous ball" onClick={() => go(chosen - 1)} />
      <input
        type="range"
        min={0}
        max={last}
        value={chosen}
        aria-label="Ball"
        aria-valuetext={words}
        onKeyDown={byOver}
        onChange={({ currentTarget }) => go(Number(currentTarget.value))}
      />
      <IconButton icon="chevron-down" label="Next ball" onClick={() => go(chosen + 1)} />
      <span className="number text-2 cricket-when">{words}</span>
    </div>
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

const inningsTable = (balls: readonly ShownBall[]) => ({
  columns: [
    { title: 'Delivery', align: 'right' as const },
    { title: 'Over', align: 'right' as const },
    { title: 'Striker', align: 'left' as const },
    { title: 'Bowler', align: 'left' as const },
    { title: 'Came', align: 'left' as const },
    ...BALL_CLASSES.map(({ label }) => ({ title: label, align: 'right' as const })),
  ],
  rows: balls.map(({ delivery, over, striker, bowler, label, probabilities }) => [
    String(delivery + 1),
    String(over + 1),
    striker,
    bowler,
    classLabel(label),
    ...probabilities.map((value) => formatNumber(value, 3)),
  ]),
});
