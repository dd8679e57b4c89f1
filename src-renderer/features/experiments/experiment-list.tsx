import type { ConfigFile, MissingData } from '#contract/configs';
import { goTo, PATHS } from '../../lib/navigation';
import { SideList } from '../../lib/slots';
import { Button } from '../../ui/button';
import { IconButton } from '../../ui/icon-button';
import { Icon, type IconName } from '../../ui/icon';
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
  missingData,
  openPath,
  problemCount,
  isDirty,
  onNew,
}: {
  readonly files: readonly ConfigFile[];
  readonly missingData: readonly MissingData[];
  readonly openPath: string | null;
  readonly problemCount: number;
  readonly isDirty: boolean;
  readonly onNew: () => void;
}) {
  const sources = new Map(missingData.map(({ path, source }) => [path, source]));
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
                  <Trailing
                    problems={isOpen ? problemCount : 0}
                    isUnsaved={isOpen ? isDirty : file.hasDraft}
                    missingSource={sources.get(file.path) ?? null}
                  />
                }
                onSelect={() => goTo(PATHS.experiment(file.path))}
              >
                <span title={file.path}>{fileNameOf(file.path)}</span>
              </ListItem>
            );
          })}
        </div>
      ))}
      {missingData.length > 0 && <MissingDataNote sources={[...new Set(sources.values())].sort()} />}
    </SideList>
  );
}

/** What the marked experiments lack, and where it is added. */
function MissingDataNote({ sources }: { readonly sources: readonly string[] }) {
  return (
    <div className="experiment-missing">
      <p>
        <Icon name="database" size={14} /> needs data that is not on this computer: {sources.join(', ')}.
      </p>
      <Button size="small" icon="database" onClick={() => goTo(PATHS.settingsSection('data'))}>
        Add data
      </Button>
    </div>
  );
}

function Trailing({
  problems,
  isUnsaved,
  missingSource,
}: {
  readonly problems: number;
  readonly isUnsaved: boolean;
  readonly missingSource: string | null;
}) {
  const missing = missingSource === null ? null : `needs data: ${missingSource}`;
  return (
    <>
      {missing !== null && (
        <span role="img" aria-label={missing} title={missing}>
          <Icon name="database" size={14} />
        </span>
      )}
      {isUnsaved && <span className="unsaved-dot" role="img" aria-label="Unsaved changes" title="Unsaved changes" />}
      {problems > 0 && (
        <span className="tone-bad" title={`${problems} problems`}>
          {problems}
        </span>
      )}
    </>
  );
}
