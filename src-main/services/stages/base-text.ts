import { isNode, parseDocument } from 'yaml';
import type { Ladder } from '#contract/config/ladder';
import type { StoredDecision } from '#contract/stages';

export interface BaseOrigin {
  readonly ladder: Ladder;
  readonly stage: string;
  /** Stage that starts from it; null after the last one. */
  readonly nextStage: string | null;
  /** File that the stage started from. */
  readonly from: string;
  readonly decision: Omit<StoredDecision, 'wrote'>;
}

/** A comment of several lines, each with the blank that YAML's `#` wants. */
const comment = (lines: readonly string[]): string => lines.map((line) => ` ${line}`).join('\n');

/**
 * The experiment that a decision writes: the text it started from with the decided keys, each with a comment that says where
 * its value came from. Comments of earlier decisions stay with their keys, so the chain can be read in the last file.
 */
export function baseText(text: string, { ladder, stage, nextStage, from, decision }: BaseOrigin): string {
  const document = parseDocument(text);
  const purpose = nextStage === null ? 'final configuration' : `base of stage ${nextStage}`;
  document.set('name', `${ladder.name}, ${purpose}`);
  document.set('seeds', document.createNode([...ladder.seeds], { flow: true }));
  for (const { path, value, from: origin } of decision.settings) {
    const keys = path.split('.');
    document.setIn(keys, document.createNode(value, { flow: true }));
    const node: unknown = document.getIn(keys, true);
    if (isNode(node)) node.comment = ` ${origin}`;
  }
  document.commentBefore = comment([
    `Written by the ladder ${ladder.ladder}: ${purpose}, decided in stage ${stage} on ${new Date(decision.decidedAt).toISOString().slice(0, 10)}.`,
    `Chosen: ${decision.choose ?? 'the base'}, by ${decision.by}. ${decision.because}`,
    ...(decision.note === '' ? [] : [`Note: ${decision.note}`]),
    ...decision.numbers.map(({ text: words }) => `Seen: ${words}.`),
    `Started from ${from}. Keys without a comment are as they were there.`,
  ]);
  return document.toString({ lineWidth: 0, flowCollectionPadding: false });
}
