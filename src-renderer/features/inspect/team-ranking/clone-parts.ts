import type { CloneReport } from '#contract/snapshots/team-ranking';
import { formatNumber } from '../../../lib/format';

type PartId = keyof CloneReport['parts'];
type PartFigures = CloneReport['parts']['train'];

/** What the classifier did on a part of the data. */
export interface ClonePart extends PartFigures {
  readonly id: PartId;
  readonly label: string;
  readonly seasons: readonly string[];
}

/** `holdout` is the brief's word for the seasons that were not looked at: our test part. */
const PART_WORDS: Readonly<Record<PartId, string>> = {
  train: 'Training',
  validation: 'Validation',
  holdout: 'Test',
};

/** @returns the parts that the report has, training first */
export function cloneParts({ parts, seasons }: CloneReport): readonly ClonePart[] {
  return (Object.keys(PART_WORDS) as PartId[]).flatMap((id) => {
    const figures = parts[id];
    return figures === null ? [] : [{ id, label: PART_WORDS[id], seasons: seasons[id], ...figures }];
  });
}

/** Difference of the areas on training and judged seasons above which the training seasons were learned by heart. */
const LEARNED_BY_HEART = 0.05;

export interface CloneRemark {
  readonly tone: 'ok' | 'warn';
  readonly title: string;
  readonly cause: string;
}

/** Against the win rate of the day as a score, on every judged part; and whether the training seasons say more than they should. */
export function cloneRemarks(report: CloneReport): readonly CloneRemark[] {
  const parts = cloneParts(report);
  const train = parts.find(({ id }) => id === 'train');
  return parts
    .filter(({ id }) => id !== 'train')
    .flatMap(({ label, auc, aucWinRate }) => {
      if (auc === null || aucWinRate === null) return [];
      const isBetter = auc > aucWinRate;
      const gap = (train?.auc ?? auc) - auc;
      const remarks: CloneRemark[] = [
        {
          tone: isBetter ? 'ok' : 'warn',
          title: `The classifier ${isBetter ? 'beats' : 'does not beat'} the win rate of the day.`,
          cause: `Area under the curve ${formatNumber(auc, 3)} against ${formatNumber(aucWinRate, 3)}, ${label.toLowerCase()}.`,
        },
      ];
      if (gap > LEARNED_BY_HEART) {
        remarks.push({
          tone: 'warn',
          title: 'It knows its training seasons by heart.',
          cause: `Area ${formatNumber(train!.auc, 3)} there, ${formatNumber(auc, 3)} on ${label.toLowerCase()}.`,
        });
      }
      return remarks;
    });
}
