import { classificationScores } from '../../../metrics/classification-scores';
import { confusionMatrix } from '../../../metrics/confusion-matrix';
import type { CricketData, DataPart } from '../data/cricket-data';
import { partSamples } from '../evaluation/part-samples';
import type { ScoredSamples } from '../evaluation/scored-samples';
import { CLASS_COUNT } from '../matches/ball-class';

/** Macro F1 with all three players seen in training, and with at least one unseen; null when one kind has no sample. */
export function seenUnseenMacroF1(data: CricketData, part: DataPart, { labels, predicted }: ScoredSamples) {
  const { archive, vocabulary } = data;
  const { innings, deliveries, count } = partSamples(data, part);
  const groups = { seen: [] as number[], unseen: [] as number[] };
  const { batter, nonStriker, bowler } = archive.deliveries;
  for (let sample = 0; sample < count; sample += 1) {
    const at = archive.innings[innings[sample]!]!.firstDelivery + deliveries[sample]!;
    const isSeen = [batter, nonStriker, bowler].every((column) => vocabulary.playerIds[column[at]!] !== 0);
    groups[isSeen ? 'seen' : 'unseen'].push(sample);
  }
  if (groups.seen.length === 0 || groups.unseen.length === 0) return null;
  const macroF1 = (samples: readonly number[]) =>
    classificationScores(
      confusionMatrix(
        samples.map((sample) => labels[sample]!),
        samples.map((sample) => predicted[sample]!),
        CLASS_COUNT,
      ),
    ).macroF1;
  return { seen: macroF1(groups.seen), unseen: macroF1(groups.unseen) };
}
