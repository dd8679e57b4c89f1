import { BOTS } from '../../src-main/engine/environments/territory/bots/bots';
import { Episode } from '../../src-main/engine/environments/territory/episode/episode';
import { RandomNumbers } from '../../src-main/engine/environments/territory/game/random-numbers';
import { MapPool } from '../../src-main/engine/environments/territory/map/map-pool';
import { conservationFaults } from '../support/territory-brute-force';

/*
 * The conservation test of CI over more games: land, troops and gold looked at every 25 decisions and at the end.
 *
 *   node test/bench/run.mjs territory-conservation [games]
 */
const games = Number(process.argv[2] ?? 1000);
const maps = new MapPool(64);
const episode = new Episode({ tier: 'normal', reward: 'default', selfPlay: false });
const action = new Int32Array(1);
let [looks, faults] = [0, 0];
for (let seed = 0; seed < games; seed++) {
  const random = new RandomNumbers(seed, 1);
  episode.reset(seed, maps.map(seed % 64));
  while (!episode.isOver()) {
    action[0] = BOTS.masked_random(episode.seats[0]!, random);
    episode.play(action, 0);
    if (episode.game.decision % 25 !== 0 && !episode.isOver()) continue;
    looks += 1;
    faults += conservationFaults(episode.game).length;
  }
}
console.log(`${games} games, ${looks} states looked at, ${faults} faults`);
