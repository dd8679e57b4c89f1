import type { ConfigFile } from '#contract/configs';
import type { StudySummary } from '#contract/sweeps';
import { formatDuration } from '../../lib/format';
import { goTo, PATHS } from '../../lib/navigation';
import { SideList } from '../../lib/slots';
import { Icon } from '../../ui/icon';
import { ListItem, ListTitle } from '../../ui/list-item';
import { SideHead } from '../../ui/pane';
import { progressText, STUDY_LOOKS } from './study-words';

export interface SweepsSideListProps {
  readonly studies: readonly StudySummary[];
  readonly files: readonly ConfigFile[];
  readonly openStudy: string | null;
  readonly openFile: string | null;
}

/** Studies that run, earlier ones, and the sweep files that can be started. */
export function SweepsSideList({ studies, files, openStudy, openFile }: SweepsSideListProps) {
  const groups = [
    { title: 'Running', studies: studies.filter(({ status }) => status === 'running') },
    { title: 'Earlier', studies: studies.filter(({ status }) => status !== 'running') },
  ].filter((group) => group.studies.length > 0);
  return (
    <SideList>
      <SideHead title="Sweeps" />
      {groups.map((group) => (
        <div key={group.title}>
          <ListTitle>{group.title}</ListTitle>
          {group.studies.map((study) => (
            <StudyItem key={study.studyId} study={study} isOpen={study.studyId === openStudy} />
          ))}
        </div>
      ))}
      {files.length > 0 && <ListTitle>Sweep files</ListTitle>}
      {files.map(({ path, hasDraft }) => (
        <ListItem
          key={path}
          icon="sweep"
          selected={path === openFile}
          trailing={hasDraft ? 'draft' : undefined}
          onSelect={() => goTo(PATHS.sweepFile(path))}
        >
          <span title={path}>{path.slice(path.lastIndexOf('/') + 1)}</span>
        </ListItem>
      ))}
    </SideList>
  );
}

/** Two lines: the name, and how far it is. */
function StudyItem({ study, isOpen }: { readonly study: StudySummary; readonly isOpen: boolean }) {
  const { icon, tone, word } = STUDY_LOOKS[study.status];
  return (
    <button
      type="button"
      className="list-item sweep-item"
      aria-current={isOpen || undefined}
      onClick={() => goTo(PATHS.study(study.studyId))}
    >
      <Icon name={icon} label={word} className={`tone-${tone}`} />
      <span className="grow sweep-item-words">
        <span className="ellipsis" title={study.name}>
          {study.name}
        </span>
        <span className="ellipsis text-3 text-xs">
          {progressText(study)}, {formatDuration(study.elapsedMs)}
        </span>
      </span>
    </button>
  );
}
