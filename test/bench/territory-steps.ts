import { TERRITORY_TIERS, type TerritoryBot } from '#contract/territory';
import { BOTS } from '../../src-main/engine/environments/territory/bots/bots';
import { RandomNumbers } from '../../src-main/engine/environments/territory/game/random-numbers';
import { TerritoryVectorEnvironment } from '../../src-main/engine/environments/territory/territory-vector-environment';

/*
 * Decisions a second of the territory game on one core: 12 games, observation, mask, opponents and resets included.
 * Processor time is the figure to go by on a machine that is not quiet.
 *
 *   node test/bench/run.mjs territory-steps [decisions]
 */
const ENVIRONMENTS = 12;
const decisions = Number(process.argv[2] ?? 20_000);

function measure(tier: (typeof TERRITORY_TIERS)[number], learner: TerritoryBot): void {
  const environment = new TerritoryVectorEnvironment({
    environments: ENVIRONMENTS,
    tier,
    reward: 'default',
    mapPoolSize: 16,
    selfPlay: null,
  });
  environment.reset(1);
  const random = new RandomNumbers(1, 1);
  const actions = new Int32Array(ENVIRONMENTS);
  const steps = (count: number): void => {
    for (let step = 0; step < count; step++) {
      for (let row = 0; row < ENVIRONMENTS; row++) actions[row] = BOTS[learner](environment.view(row), random);
      environment.step(actions);
    }
  };
  steps(300);
  const rates: { wall: number; processor: number }[] = [];
  for (let block = 0; block < 5; block++) {
    const [from, usage] = [performance.now(), process.cpuUsage()];
    const count = Math.ceil(decisions / ENVIRONMENTS / 5);
    steps(count);
    const { user, system } = process.cpuUsage(usage);
    const played = count * ENVIRONMENTS;
    rates.push({ wall: (played / (performance.now() - from)) * 1e3, processor: (played / (user + system)) * 1e6 });
  }
  const median = (name: 'wall' | 'processor'): string =>
    rates
      .map((rate) => rate[name])
      .sort((a, b) => a - b)[2]!
      .toFixed(0);
  console.log(
    `${tier.padEnd(8)} ${learner.padEnd(14)} ${median('wall')} by wall time, ${median('processor')} by processor time`,
  );
}

for (const tier of TERRITORY_TIERS.slice(1))
  for (const learner of ['masked_random', 'greedy'] as const) measure(tier, learner);
