import type { ConfigFile } from '#contract/configs';
import { goTo, PATHS } from '../../lib/navigation';
import { SideList } from '../../lib/slots';
import { IconButton } from '../../ui/icon-button';
import type { IconName } from '../../ui/icon';
import { ListItem, ListTitle } from '../../ui/list-item';
import { SideHead } from '../../ui/pane';
import { fileNameOf, groupConfigs } from './config-groups';

const ICONS: Readonly<Record<ConfigFile['kind'], IconName>> = {
  experiment: 'file',
  sweep: 'sweep',
  ladder: 'stages',
  other: 'file',
};

/** Configuration files by folder; the open one shows how many problems it has. */
export function ExperimentList({
  files,
  openPath,
  problemCount,
  isDirty,
  onNew,
}: {
  readonly files: readonly ConfigFile[];
  readonly openPath: string | null;
  readonly problemCount: number;
  readonly isDirty: boolean;
  readonly onNew: () => void;
}) {
  return (
    <SideList>
      <SideHead title="Experiments">
        <IconButton icon="plus" label="New experiment" onClick={onNew} />
      </SideHead>
      {groupConfigs(files).map(({ title, files: inside }) => (
        <div key={title}>
          <ListTitle>{title}</ListTitle>
          {inside.map((file) => {
            const isOpen = file.path === openPath;
            return (
              <ListItem
                key={file.path}
                icon={ICONS[file.kind]}
                selected={isOpen}
                trailing={
                  <Trailing problems={isOpen ? problemCount : 0} isUnsaved={isOpen ? isDirty : file.hasDraft} />
                }
                onSelect={() => goTo(PATHS.experiment(file.path))}
              >
                <span title={file.path}>{fileNameOf(file.path)}</span>
              </ListItem>
            );
          })}
        </div>
      ))}
    </SideList>
  );
}

function Trailing({ problems, isUnsaved }: { readonly problems: number; readonly isUnsaved: boolean }) {
  return (
    <>
      {isUnsaved && <span className="unsaved-dot" role="img" aria-label="Unsaved changes" title="Unsaved changes" />}
      {problems > 0 && (
        <span className="tone-bad" title={`${problems} problems`}>
          {problems}
        </span>
      )}
    </>
  );
}
