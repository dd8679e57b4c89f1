import { TERRITORY_TIERS } from '#contract/territory';
import { MASKED_LOGIT } from '../../src-main/engine/environments/evaluation/masked-choice';
import { evaluationSeeds } from '../../src-main/engine/environments/territory/evaluation/evaluation-seeds';
import { summarizeGames } from '../../src-main/engine/environments/territory/evaluation/evaluation-summary';
import { playPolicy } from '../../src-main/engine/environments/territory/evaluation/play-policy';
import {
  ACTIONS,
  actionDirection,
  actionIntensity,
  INTENSITIES,
  WAIT,
} from '../../src-main/engine/environments/territory/game/action-codec';
import type { LogitPolicy } from '../../src-main/engine/environments/territory/policy';

/*
 * What policies win that look at nothing but the mask: how often they wait, and which intensities their attacks have. It
 * shows where training starts, and what there is to be found (docs/families/actor-critic.md).
 *
 *   node test/bench/run.mjs territory-blind [tier] [games]
 */
const tier = TERRITORY_TIERS.find((name) => name === process.argv[2]) ?? 'easy';
const games = Number(process.argv[3] ?? 100);
const WAIT_SHARES = [1 / 41, 0.3, 0.5, 0.7, 0.9];
const ALL = INTENSITIES.map((_, intensity) => intensity);

/** Waits with a fixed probability; else any allowed attack of these intensities, each as likely as the others. */
function blindPolicy(waitShare: number, intensities: readonly number[]): LogitPolicy {
  const isAttack = (action: number): boolean =>
    actionDirection(action) !== WAIT && intensities.includes(actionIntensity(action));
  return {
    name: 'blind',
    logits: ({ rows, actionMasks }, out) => {
      for (let row = 0; row < rows; row++) {
        const allowed = actionMasks.subarray(row * ACTIONS, (row + 1) * ACTIONS);
        const count = (of: (action: number) => boolean): number =>
          allowed.reduce((sum, bit, action) => sum + (bit === 1 && of(action) ? 1 : 0), 0);
        const waits = count((action) => actionDirection(action) === WAIT);
        const attacks = count(isAttack);
        for (let action = 0; action < ACTIONS; action++) {
          const share = isAttack(action) ? (1 - waitShare) / attacks : waitShare / waits;
          const isChosen = isAttack(action) || actionDirection(action) === WAIT;
          out[row * ACTIONS + action] = isChosen ? Math.log(share) : MASKED_LOGIT;
        }
      }
    },
  };
}

async function report(label: string, waitShare: number, intensities: readonly number[]): Promise<void> {
  const list = { tier, reward: 'default', seeds: evaluationSeeds(tier, games) } as const;
  const played = await playPolicy(blindPolicy(waitShare, intensities), list, { mode: 'sampled', rows: 10 });
  const { outcomes, score, decisions } = summarizeGames(played);
  const { win, eliminated } = outcomes;
  console.log(
    `| ${label} | ${waitShare.toFixed(2)} | ${win.count} | ${eliminated.count} | ${score.toFixed(3)} | ${decisions.median.toFixed(0)} |`,
  );
}

console.log(`tier ${tier}, ${games} games`);
console.log('| attacks | WAIT | won | eliminated | score | decisions, median |');
for (const waitShare of WAIT_SHARES) await report('any', waitShare, ALL);
for (const intensity of ALL) await report(`${100 * INTENSITIES[intensity]!} %`, 0.3, [intensity]);
