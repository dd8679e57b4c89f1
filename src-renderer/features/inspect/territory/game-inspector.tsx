import { byTableOrder } from '#contract/families';
import type { RunDetail } from '#contract/run-detail';
import type { SplitMetrics } from '#contract/runs';
import type { TerritoryAgentReplay } from '#contract/snapshots/territory-agent-replay';
import type { TerritoryFrames } from '#contract/snapshots/territory-replay';
import { formatDifference, formatNumber } from '../../../lib/format';
import { Inspector } from '../../../lib/slots';
import { ErrorCard } from '../../../ui/error-card';
import { Facts, Section, SideHead } from '../../../ui/pane';
import { OUTCOME_WORDS } from './game-figures';

/** The game as a whole, what it brought up to a frame, and the run beside its baselines. */
export function GameInspector({
  detail,
  game,
  frames,
  frame,
}: {
  readonly detail: RunDetail;
  readonly game: TerritoryAgentReplay;
  readonly frames: TerritoryFrames['frames'];
  readonly frame: number;
}) {
  const number = (text: string) => <span className="number">{text}</span>;
  const past = frames.slice(1, frame + 1);
  const reward = past.reduce((sum, one) => sum + one.reward, 0);
  return (
    <Inspector>
      <SideHead title="Game" detail={`seed ${game.replay.seed}, ${game.replay.tier}`} />
      <Section title="How it ended">
        <Facts
          facts={[
            { label: 'Outcome', value: OUTCOME_WORDS[game.outcome] },
            { label: 'Score', value: number(formatNumber(game.score, 3)) },
            { label: 'Decisions', value: number(String(game.decisions)) },
            { label: 'Map', value: number(String(game.replay.mapSeed)) },
          ]}
        />
      </Section>
      <Section title="Reward so far" detail={`preset default, ${past.length} decisions`}>
        <Facts
          facts={[
            { label: 'Sum', value: number(formatDifference(reward, 2)) },
            { label: 'Newest decision', value: number(formatDifference(past.at(-1)?.reward ?? 0, 3)) },
          ]}
        />
      </Section>
      <Baselines detail={detail} />
    </Inspector>
  );
}

function Baselines({ detail: { summary } }: { readonly detail: RunDetail }) {
  const model = summary.metrics.validation;
  const baselines = byTableOrder(summary.family, Object.keys(summary.baselines)).flatMap((id) => {
    const metrics = summary.baselines[id]!.validation;
    return metrics === undefined ? [] : [{ id, metrics }];
  });
  const best = baselines.reduce<(typeof baselines)[number] | null>(
    (so, one) => (so === null || scoreOf(one.metrics) > scoreOf(so.metrics) ? one : so),
    null,
  );
  return (
    <>
      <Section
        title="Beside the baselines"
        detail={model === undefined ? 'validation' : `validation, ${model.n} games`}
      >
        <table className="outcomes">
          <thead>
            <tr>
              <th scope="col">Policy</th>
              <th scope="col">Win / lost / outpaced / time %</th>
              <th scope="col">Score</th>
            </tr>
          </thead>
          <tbody>
            {model !== undefined && <OutcomeRow name="this run" metrics={model} isModel />}
            {baselines.map(({ id, metrics }) => (
              <OutcomeRow key={id} name={id.replaceAll('_', '-')} metrics={metrics} isModel={false} />
            ))}
          </tbody>
        </table>
        {model !== undefined && (
          <Facts
            facts={[
              {
                label: 'Wins of this run, Wilson 95 %',
                value: (
                  <span className="number">
                    {formatNumber((model['win_rate_lower'] ?? NaN) * 100, 0)} to{' '}
                    {formatNumber((model['win_rate_upper'] ?? NaN) * 100, 0)} %
                  </span>
                ),
              },
            ]}
          />
        )}
      </Section>
      {model !== undefined && best !== null && scoreOf(best.metrics) >= scoreOf(model) && (
        <div className="territory-note">
          <ErrorCard
            tone="warn"
            title={`The run does not score above ${best.id.replaceAll('_', '-')}.`}
            cause={`${formatNumber(scoreOf(model), 3)} against ${formatNumber(scoreOf(best.metrics), 3)} on the same games.`}
          />
        </div>
      )}
    </>
  );
}

const scoreOf = (metrics: SplitMetrics): number => metrics['score'] ?? -Infinity;

const OUTCOME_SHARES = ['win_rate', 'eliminated_share', 'outpaced_share', 'timeout_share'] as const;

function OutcomeRow({
  name,
  metrics,
  isModel,
}: {
  readonly name: string;
  readonly metrics: SplitMetrics;
  readonly isModel: boolean;
}) {
  const percent = (share: number | null | undefined) =>
    typeof share === 'number' ? formatNumber(share * 100, 0) : 'n/a';
  return (
    <tr data-model={isModel || undefined}>
      <th scope="row">{name}</th>
      <td className="number">{OUTCOME_SHARES.map((id) => percent(metrics[id])).join(' / ')}</td>
      <td className="number">{formatNumber(metrics['score'], 3)}</td>
    </tr>
  );
}
