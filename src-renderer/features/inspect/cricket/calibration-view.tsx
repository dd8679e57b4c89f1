import { useState, type ReactNode } from 'react';
import type { RunDetail } from '#contract/run-detail';
import { ballCalibrationSchema, type BallCalibration } from '#contract/snapshots/ball-probabilities';
import { formatCount, formatNumber } from '../../../lib/format';
import { Inspector } from '../../../lib/slots';
import { HeatScale } from '../../../ui/chart/heat-map';
import { PictureChart } from '../../../ui/chart/picture-chart';
import { SideHead } from '../../../ui/pane';
import { Segmented } from '../../../ui/segmented';
import { ViewHead } from '../view-head';
import { BALL_CLASSES, classLabel } from './ball-classes';
import { BallSnapshot, BlockHead } from './ball-snapshot';
import { BesideBaselines } from './beside-baselines';
import {
  calibrationError,
  classScores,
  filledBins,
  rowShares,
  type ClassScores,
  type ReliabilityBin,
} from './calibration-figures';
import { Bar } from './class-bars';
import { ConfusionPicture } from './confusion-picture';
import { ClassReliabilityPicture, ReliabilityPicture } from './reliability-picture';

/** Which classes are confused, and whether a probability is what it says. */
export function CalibrationView({ detail }: { readonly detail: RunDetail }) {
  return (
    <BallSnapshot detail={detail} name="ball-calibration" schema={ballCalibrationSchema}>
      {(calibration, epoch, toolbar) => (
        <Calibration detail={detail} calibration={calibration} epoch={epoch} toolbar={toolbar} />
      )}
    </BallSnapshot>
  );
}

type Decision = 'likeliest' | 'corrected';

function Calibration({
  detail,
  calibration,
  epoch,
  toolbar,
}: {
  readonly detail: RunDetail;
  readonly calibration: BallCalibration;
  readonly epoch: number;
  readonly toolbar: ReactNode;
}) {
  const [decision, setDecision] = useState<Decision>('likeliest');
  const matrix = decision === 'likeliest' ? calibration.confusion : calibration.correctedConfusion;
  const file = `${detail.summary.name} epoch ${epoch}`;
  const largest = Math.max(0, ...rowShares(matrix).flatMap((row) => row.map((share) => share ?? 0)));
  const noBall = calibration.samples === 0 ? 'No ball was judged.' : null;
  return (
    <>
      <ViewHead title="Calibration" detail={`validation, epoch ${epoch}, ${formatCount(calibration.samples)} balls`}>
        {toolbar}
        <Segmented<Decision>
          label="Decision"
          value={decision}
          onValueChange={setDecision}
          options={[
            { value: 'likeliest', label: 'Most probable' },
            { value: 'corrected', label: 'Prior-corrected' },
          ]}
        />
      </ViewHead>
      <div className="cricket-grid">
        <PictureChart
          title="Confusion"
          detail="% of the row: what came"
          legend={<HeatScale domain={[0, 100 * largest]} format={(value) => formatNumber(value, 0)} />}
          fileTitle={file}
          summary={`${decision === 'likeliest' ? 'Most probable class' : 'Prior-corrected decision'} of ${calibration.samples} balls.`}
          emptyText={noBall}
          table={confusionTable(matrix)}
          draw={(size) => <ConfusionPicture matrix={matrix} size={size} />}
        />
        <PictureChart
          title="Calibration"
          detail={`ECE ${formatNumber(calibrationError(calibration.reliability), 4)}; band: 95 %, as if balls were independent`}
          fileTitle={file}
          summary={`Share that came true by stated probability, ${filledBins(calibration.reliability).length} bins with balls.`}
          emptyText={noBall}
          table={reliabilityTable([{ name: 'Most probable', bins: calibration.reliability }])}
          draw={(size) => <ReliabilityPicture bins={calibration.reliability} size={size} />}
        />
        <ScoreTable scores={classScores(matrix)} />
        <PictureChart
          title="Calibration by class"
          detail="one against the rest, with its ECE"
          fileTitle={file}
          summary="Share that came true by stated probability, for each class."
          emptyText={noBall}
          table={reliabilityTable(
            calibration.classReliability.map((bins, position) => ({ name: classLabel(position), bins })),
          )}
          draw={(size) => <ClassReliabilityPicture classes={calibration.classReliability} size={size} />}
        />
      </div>
      <Inspector>
        <SideHead title="Model" detail={detail.summary.name} />
        <BesideBaselines detail={detail} />
      </Inspector>
    </>
  );
}

function ScoreTable({ scores }: { readonly scores: readonly ClassScores[] }) {
  return (
    <section className="cricket-block" aria-label="Scores by class">
      <BlockHead title="By class" />
      <table className="cricket-table">
        <thead>
          <tr>
            <th scope="col">Class</th>
            <th scope="col" className="right">
              Precision
            </th>
            <th scope="col" className="right">
              Recall
            </th>
            <th scope="col" className="right">
              F1
            </th>
            <th scope="col" className="cricket-bar-title" aria-label="F1 as a bar" />
            <th scope="col" className="right">
              Balls
            </th>
          </tr>
        </thead>
        <tbody>
          {scores.map(({ precision, recall, f1, balls }, position) => (
            <tr key={classLabel(position)}>
              <td>{classLabel(position)}</td>
              <td className="number right">{formatNumber(precision, 3)}</td>
              <td className="number right">{formatNumber(recall, 3)}</td>
              <td className="number right">{formatNumber(f1, 3)}</td>
              <td>
                <Bar share={f1} colour="var(--series-1)" />
              </td>
              <td className="number right">{formatCount(balls)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

const confusionTable = (matrix: readonly (readonly number[])[]) => ({
  columns: [
    { title: 'Came', align: 'left' as const },
    ...BALL_CLASSES.map(({ label }) => ({ title: `Predicted ${label}`, align: 'right' as const })),
  ],
  rows: matrix.map((row, position) => [classLabel(position), ...row.map(String)]),
});

const reliabilityTable = (lines: readonly { readonly name: string; readonly bins: readonly ReliabilityBin[] }[]) => ({
  columns: [
    { title: 'Class', align: 'left' as const },
    { title: 'Stated', align: 'right' as const },
    { title: 'Came true', align: 'right' as const },
    { title: 'Balls', align: 'right' as const },
  ],
  rows: lines.flatMap(({ name, bins }) =>
    filledBins(bins).map(({ confidence, frequency, count }) => [
      name,
      formatNumber(confidence, 3),
      formatNumber(frequency, 3),
      String(count),
    ]),
  ),
});
