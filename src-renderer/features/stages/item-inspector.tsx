import type { LadderItemState, LadderStageState } from '#contract/stages';
import { formatWhen } from '../../lib/format';
import { closeInspector } from '../../lib/open-inspector';
import { invalidate, useAction } from '../../lib/query';
import { Inspector } from '../../lib/slots';
import { Button } from '../../ui/button';
import { ErrorCard, ErrorCardOf } from '../../ui/error-card';
import { IconButton } from '../../ui/icon-button';
import { Section, SideHead } from '../../ui/pane';
import { goTo, PATHS } from '../../lib/navigation';
import { itemLook, progressText } from './board-words';
import { EvidenceList } from './evidence-chips';
import { NoteForm } from './note-form';

/** An item of the checklist: what was found, what proves it, what was lost, and a person's word against it. */
export function ItemInspector({
  path,
  stage,
  item,
}: {
  readonly path: string;
  readonly stage: LadderStageState;
  readonly item: LadderItemState;
}) {
  const refresh = { onSuccess: () => invalidate('stages:state', 'stages:tables', 'runs:list') };
  const overrule = useAction('stages:overrule', refresh);
  const restore = useAction('runs:restore', refresh);
  const look = itemLook(item);
  return (
    <Inspector>
      <SideHead title={item.question}>
        <IconButton icon="close" label="Close the inspector" onClick={() => void closeInspector()} />
      </SideHead>
      <Section title="Found" detail={`stage ${stage.name}`}>
        <ErrorCard
          // Lost evidence is a fact to look at, not a fault to announce.
          tone={look.tone === 'bad' ? 'warn' : look.tone}
          icon={look.icon}
          title={sentence(look.words)}
          cause={[item.finding, item.because].filter((text) => text !== '').join('. ')}
        />
        {item.progress !== null && <p className="text-3 text-xs board-note">Runs: {progressText(item.progress)}</p>}
      </Section>
      <Section title="Evidence" detail={item.evidence.length === 0 ? 'none yet' : `${item.evidence.length}`}>
        <EvidenceList runIds={item.evidence} />
        {item.evidence.length > 1 && (
          <Button
            size="small"
            icon="compare"
            className="board-note"
            onClick={() => goTo(PATHS.compareRuns(item.evidence))}
          >
            Compare
          </Button>
        )}
      </Section>
      {item.lost.length > 0 && (
        <Section title="Lost" detail="proved it once">
          <EvidenceList runIds={item.lost} />
          <Button
            size="small"
            icon="undo"
            className="board-note"
            busy={restore.isPending}
            onClick={() => restore.mutate({ runIds: [...item.lost] })}
          >
            Restore from the trash
          </Button>
          {restore.error !== null && <ErrorCardOf error={restore.error} />}
        </Section>
      )}
      {item.overrule === null ? (
        item.state !== 'met' && (
          <Section title="Overrule">
            <NoteForm
              key={item.id}
              label="Why it counts as met. The note is kept with the item; evidence that says yes ends it."
              action="Overrule"
              isBusy={overrule.isPending}
              onSubmit={(note) => overrule.mutate({ path, stage: stage.id, item: item.id, note })}
            />
          </Section>
        )
      ) : (
        <Section title="Your note" detail={formatWhen(item.overrule.at)}>
          <blockquote className="board-quote">{item.overrule.note}</blockquote>
          <Button
            size="small"
            icon="undo"
            busy={overrule.isPending}
            onClick={() => overrule.mutate({ path, stage: stage.id, item: item.id, note: null })}
          >
            Judge by evidence again
          </Button>
        </Section>
      )}
      {overrule.error !== null && <ErrorCardOf error={overrule.error} />}
    </Inspector>
  );
}

const sentence = (words: string): string => `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
