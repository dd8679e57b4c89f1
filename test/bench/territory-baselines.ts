import { TERRITORY_BOTS, TERRITORY_TIERS } from '#contract/territory';
import { ENVIRONMENT_HASH } from '../../src-main/engine/environments/territory/environment-hash';
import { evaluationSeeds } from '../../src-main/engine/environments/territory/evaluation/evaluation-seeds';
import { summarizeGames } from '../../src-main/engine/environments/territory/evaluation/evaluation-summary';
import { playScripted } from '../../src-main/engine/environments/territory/evaluation/play-scripted';

/*
 * The table of scripted players in docs/families/actor-critic.md: 100 games each on the evaluation seeds of a tier.
 *
 *   node test/bench/run.mjs territory-baselines [games]
 */
const games = Number(process.argv[2] ?? 100);
const percent = (share: number): string => (100 * share).toFixed(0);

console.log(`environment ${ENVIRONMENT_HASH}, ${games} games`);
console.log(
  '| tier | player | win (Wilson 95 %) / eliminated / outpaced / timeout, % | score | share | rank | WAIT | launches/100 | cities |',
);
for (const tier of TERRITORY_TIERS.slice(1)) {
  for (const bot of TERRITORY_BOTS) {
    const row = summarizeGames([
      ...playScripted(bot, { tier, reward: 'default', seeds: evaluationSeeds(tier, games) }),
    ]);
    const { win, eliminated, outpaced, timeout } = row.outcomes;
    const wins = `${percent(win.share)} (${percent(win.lower)}-${percent(win.upper)})`;
    const rest = [eliminated, outpaced, timeout].map(({ share }) => percent(share)).join(' / ');
    const numbers = [row.score.toFixed(3), row.finalShare.toFixed(2), row.rank.toFixed(1), row.waitShare.toFixed(2)];
    console.log(
      `| ${tier} | ${bot} | ${wins} / ${rest} | ${numbers.join(' | ')} | ${row.launchesPer100.toFixed(0)} | ${row.cities.toFixed(1)} |`,
    );
  }
}
