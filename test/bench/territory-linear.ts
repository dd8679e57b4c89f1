import { TERRITORY_TIERS, type TerritoryTier } from '#contract/territory';
import { evaluationSeeds } from '../../src-main/engine/environments/territory/evaluation/evaluation-seeds';
import { summarizeGames } from '../../src-main/engine/environments/territory/evaluation/evaluation-summary';
import { playPolicy } from '../../src-main/engine/environments/territory/evaluation/play-policy';
import { linearPolicy } from '../../src-main/engine/environments/territory/linear-learner/linear-policy';
import { trainLinear } from '../../src-main/engine/environments/territory/linear-learner/train-linear';

/*
 * Trains the sanity learner and evaluates it on the tier's fixed seeds, for docs/families/actor-critic.md.
 *
 *   node test/bench/run.mjs territory-linear TIER [decisions] [seeds, comma-separated]
 */
const tier = TERRITORY_TIERS.find((name) => name === process.argv[2]) ?? 'easy';
const decisions = Number(process.argv[3] ?? 60_000);

async function report(tier: TerritoryTier, seed: number): Promise<void> {
  const usage = process.cpuUsage();
  let [window, wins]: [number, number] = [0, 0];
  const weights = trainLinear({
    tier,
    seed,
    decisions,
    onUpdate: ({ decisions: played, episodes, entropy }) => {
      window += episodes.length;
      wins += episodes.filter(({ game }) => game.outcome === 'win').length;
      if (played % 10_240 !== 0) return;
      console.log(`  ${played} decisions: ${wins} of ${window} episodes won, entropy ${entropy.toFixed(2)}`);
      [window, wins] = [0, 0];
    },
  });
  const seconds = (process.cpuUsage(usage).user / 1e6).toFixed(1);
  for (const mode of ['sampled', 'argmax'] as const) {
    const seeds = evaluationSeeds(tier);
    const games = await playPolicy(linearPolicy(weights), { tier, reward: 'default', seeds }, { mode, rows: 10 });
    const { outcomes, score, waitShare } = summarizeGames(games);
    const { count, lower, upper } = outcomes.win;
    const interval = `${(100 * lower).toFixed(0)}-${(100 * upper).toFixed(0)}`;
    console.log(
      `${tier} seed ${seed} ${mode}: ${count} of 100 won (${interval} %), score ${score.toFixed(3)}, WAIT ${waitShare.toFixed(2)}, ${seconds} s of processor time to train`,
    );
  }
}

for (const seed of (process.argv[4] ?? '1').split(',')) await report(tier, Number(seed));
