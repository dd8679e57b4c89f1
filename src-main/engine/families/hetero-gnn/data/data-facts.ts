import { dateText } from '../../../data/day-number';
import type { CacheOutcome } from '../../../data/cache-file';
import type { TrainingTask } from '../../family';
import { DOT } from '../matches/ball-class';
import { DATA_PARTS } from './cricket-data';
import type { CricketData, DataPart } from './cricket-data';
import { targetDeliveries } from './sample-counts';
import { unseenShare } from './unseen-share';

type Fact = TrainingTask['facts'][number];

const count = (value: number): string => value.toLocaleString('en-GB');
const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;

/** Refused matches that are named one by one; all are counted. */
const NAMED_MATCHES = 5;

/** Facts for the pre-flight: what was read, what was refused, how it is split, how much of it training has never seen. */
export function dataFacts(data: CricketData, cache: CacheOutcome): readonly Fact[] {
  const { archive, vocabulary, parts } = data;
  const fact = (group: string, label: string, value: string, state: Fact['state'] = 'ok'): Fact => ({
    group,
    label,
    value,
    state,
  });
  const { venues, teams, players } = vocabulary.sizes;
  const notes = [...archive.broken.slice(0, NAMED_MATCHES).map(({ reason }) => reason), ...archive.warnings];
  return [
    fact('Data', 'Matches', count(archive.matches.length)),
    fact('Data', 'Deliveries', count(archive.deliveries.over.length)),
    fact('Data', 'Refused matches', count(archive.broken.length), archive.broken.length > 0 ? 'warning' : 'ok'),
    ...notes.map((note) => fact('Data', 'Note', note, 'warning')),
    fact(
      'Data',
      'Prepared matches',
      cacheText(cache),
      cache.kind === 'hit' || cache.kind === 'built' ? 'ok' : 'warning',
    ),
    ...DATA_PARTS.map((part) => fact('Split', PART_LABELS[part], partText(data, part))),
    fact('Split', 'Players, teams, venues of training', `${count(players)}, ${count(teams)}, ${count(venues)}`, 'info'),
    ...(['validation', 'test'] as const)
      .filter((part) => parts[part].samples > 0)
      .map((part) => fact('Split', `Balls with an unseen player, ${part}`, percent(unseenShare(data, part)), 'info')),
    ...(data.options.labels === 'bat_runs'
      ? [fact('Labels', 'Dots on which the team scored (extras)', percent(scoringDotShare(data)), 'info')]
      : []),
  ];
}

const PART_LABELS = { train: 'Training', validation: 'Validation', test: 'Test' } as const satisfies Record<
  DataPart,
  string
>;

const CACHE_TEXTS = {
  hit: 'from the cache',
  built: 'read anew, kept for the next run',
  rebuilt: 'read anew: the cached file was damaged',
} as const;

function cacheText(cache: CacheOutcome): string {
  return cache.kind === 'not-stored' ? `read anew; could not be kept: ${cache.reason}` : CACHE_TEXTS[cache.kind];
}

function partText({ archive, parts }: CricketData, part: DataPart): string {
  const { matches, samples } = parts[part];
  const [first, last] = [matches[0], matches.at(-1)];
  if (first === undefined || last === undefined) return 'none';
  const dates = [first, last].map((match) => dateText(archive.matches[match]!.day)).join(' to ');
  return `${count(samples)} balls of ${count(matches.length)} matches, ${dates}`;
}

/** Share of the Dot labels of the training part that brought runs all the same: wides, byes and the like. */
function scoringDotShare({ archive, options, parts }: CricketData): number {
  const { wides, noBalls, byes, legByes, penalty } = archive.deliveries;
  let dots = 0;
  let scoring = 0;
  for (const position of parts.train.innings) {
    const { firstDelivery } = archive.innings[position]!;
    for (const { delivery, label } of targetDeliveries(archive, position, options)) {
      if (label !== DOT) continue;
      const at = firstDelivery + delivery;
      dots += 1;
      if (wides[at]! + noBalls[at]! + byes[at]! + legByes[at]! + penalty[at]! > 0) scoring += 1;
    }
  }
  return dots === 0 ? 0 : scoring / dots;
}
