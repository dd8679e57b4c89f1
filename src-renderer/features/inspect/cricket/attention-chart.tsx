import { formatAmount, formatNumber, formatPercent } from '../../../lib/format';
import { PictureChart } from '../../../ui/chart/picture-chart';
import type { ElementSize } from '../../../ui/chart/use-element-size';
import { ErrorCard } from '../../../ui/error-card';
import { BALL_CLASSES, classLabel } from './ball-classes';
import { BlockHead } from './ball-snapshot';
import { Bar, ClassLegend } from './class-bars';
import { isNearlyUniform, namedShare, RELATION_WORDS, uniformWeight, type Relation } from './neighbourhood-figures';

/** Weights of one relation over the innings. */
export function AttentionChart({
  relation,
  delivery,
  fileTitle,
}: {
  readonly relation: Relation;
  /** The delivery before which it looks. */
  readonly delivery: number;
  readonly fileTitle: string;
}) {
  return (
    <PictureChart
      title={`Attention of the ${RELATION_WORDS[relation.relation].label.toLowerCase()}`}
      detail={`${RELATION_WORDS[relation.relation].meaning}; mean over the heads`}
      legend={<ClassLegend />}
      fileTitle={fileTitle}
      summary={`${relation.balls.length} balls with the largest weight of ${relation.edges}.`}
      emptyText={relation.balls.length === 0 ? 'There is no earlier ball of this kind.' : null}
      table={weightTable(relation)}
      draw={(size) => <WeightPicture relation={relation} delivery={delivery} size={size} />}
    />
  );
}

const MARGIN = { left: 52, right: 18, top: 10, bottom: 36 };

/** Weights as stems over the innings, what uniform attention would give as a line. */
function WeightPicture({
  relation,
  delivery,
  size,
}: {
  readonly relation: Relation;
  readonly delivery: number;
  readonly size: ElementSize;
}) {
  const uniform = uniformWeight(relation) ?? 0;
  const largest = 1.1 * Math.max(uniform, ...relation.balls.map(({ weight }) => weight));
  const bottom = size.height - MARGIN.bottom;
  const right = size.width - MARGIN.right;
  const xOf = (ball: number) => MARGIN.left + ((ball + 0.5) / (delivery + 1)) * (right - MARGIN.left);
  const yOf = (weight: number) => bottom - (weight / largest) * (bottom - MARGIN.top);
  const ticks = [0, 0.5, 1].map((share) => share * largest);
  return (
    <>
      {ticks.map((tick) => (
        <g key={tick}>
          <path d={`M${MARGIN.left} ${yOf(tick)}H${right}`} className="picture-grid" />
          <text x={MARGIN.left - 6} y={yOf(tick) + 4} textAnchor="end">
            {formatNumber(tick, 3)}
          </text>
        </g>
      ))}
      <path d={`M${MARGIN.left} ${yOf(uniform)}H${right}`} className="picture-baseline" />
      <text x={MARGIN.left + 6} y={yOf(uniform) - 5}>
        uniform
      </text>
      {relation.balls.map((ball) => (
        <g key={ball.delivery} stroke={BALL_CLASSES[ball.label]!.colour}>
          <path d={`M${xOf(ball.delivery)} ${bottom}V${yOf(ball.weight)}`} strokeWidth={2} />
          <circle
            cx={xOf(ball.delivery)}
            cy={yOf(ball.weight)}
            r={4}
            stroke="none"
            fill={BALL_CLASSES[ball.label]!.colour}
          >
            <title>{`delivery ${ball.delivery + 1}, ${classLabel(ball.label)}: ${formatNumber(ball.weight, 4)}`}</title>
          </circle>
        </g>
      ))}
      <path d={`M${xOf(delivery)} ${MARGIN.top}V${bottom}`} stroke="var(--text-2)" strokeWidth={1.4} />
      <text x={xOf(delivery) - 6} y={MARGIN.top + 10} textAnchor="end">
        this ball
      </text>
      {[0, Math.floor(delivery / 2), delivery].map((at) => (
        <text key={at} x={xOf(at)} y={bottom + 16} textAnchor="middle">
          {at + 1}
        </text>
      ))}
      <text x={(MARGIN.left + right) / 2} y={bottom + 31} textAnchor="middle">
        delivery of the innings
      </text>
    </>
  );
}

/** The balls with most attention beside uniform attention. */
export function WeightTable({ relation }: { readonly relation: Relation }) {
  const uniform = uniformWeight(relation);
  const largest = relation.balls[0]?.weight ?? 1;
  return (
    <section className="cricket-block cricket-low" aria-label="Balls by attention" tabIndex={0}>
      <BlockHead title="Balls by attention">
        the {formatAmount(relation.balls.length, 'ball')} with the most of {relation.edges} hold{' '}
        {formatPercent(namedShare(relation))} of it; uniform: {formatNumber(uniform, 4)} each. Attention is what is
        looked at, not why the answer is what it is.
      </BlockHead>
      {isNearlyUniform(relation) && (
        <ErrorCard
          tone="idle"
          title="This attention chooses hardly anything."
          cause={`The largest weight is ${formatNumber(largest, 4)}, uniform is ${formatNumber(uniform, 4)}: nearly the mean of the balls.`}
        />
      )}
      <table className="cricket-table">
        <thead>
          <tr>
            <th scope="col" className="right">
              Delivery
            </th>
            <th scope="col" className="right">
              Over
            </th>
            <th scope="col">Striker</th>
            <th scope="col">Bowler</th>
            <th scope="col">Came</th>
            <th scope="col" className="right">
              Weight
            </th>
            <th scope="col" className="cricket-bar-title" aria-label="Weight as a bar" />
            <th scope="col" className="right">
              x uniform
            </th>
          </tr>
        </thead>
        <tbody>
          {relation.balls.map(({ delivery, over, striker, bowler, label, weight }) => (
            <tr key={delivery}>
              <td className="number right">{delivery + 1}</td>
              <td className="number right">{over + 1}</td>
              <td>{striker}</td>
              <td>{bowler}</td>
              <td>{classLabel(label)}</td>
              <td className="number right">{formatNumber(weight, 4)}</td>
              <td>
                <Bar share={weight / largest} colour={BALL_CLASSES[label]!.colour} />
              </td>
              <td className="number right">{formatNumber(uniform === null ? null : weight / uniform, 2)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

const weightTable = ({ balls }: Relation) => ({
  columns: [
    { title: 'Delivery', align: 'right' as const },
    { title: 'Over', align: 'right' as const },
    { title: 'Striker', align: 'left' as const },
    { title: 'Bowler', align: 'left' as const },
    { title: 'Came', align: 'left' as const },
    { title: 'Weight', align: 'right' as const },
  ],
  rows: balls.map(({ delivery, over, striker, bowler, label, weight }) => [
    String(delivery + 1),
    String(over + 1),
    striker,
    bowler,
    classLabel(label),
    formatNumber(weight, 4),
  ]),
});
