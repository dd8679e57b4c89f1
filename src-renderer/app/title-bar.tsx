import { markNoticesRead, useNoticeStore } from '../lib/notices';
import { formatClock } from '../lib/format';
import { runCommand } from '../lib/commands';
import { useSettings, useWorkspace } from '../lib/settings';
import { useSlotStore } from '../lib/slots';
import { BrandMark } from '../ui/brand-mark';
import { Icon } from '../ui/icon';
import { IconButton } from '../ui/icon-button';
import { Kbd } from '../ui/kbd';
import { Popover } from '../ui/popover';
import { oppositeTheme } from './opposite-theme';
import type { Panes } from './use-panes';

/** Workspace name, search, notices and theme. The system draws its window buttons over the right end. */
export function TitleBar({ panes }: { readonly panes: Panes }) {
  const workspace = useWorkspace();
  const { theme } = useSettings();
  const switchTheme = () => {
    const isSystemDark = window.matchMedia('(prefers-color-scheme: dark)').matches;
    runCommand(oppositeTheme(theme, isSystemDark) === 'dark' ? 'view.theme-dark' : 'view.theme-light');
  };
  return (
    <header className="title-bar" data-pane="title">
      <div className="title-bar-left">
        <span className="title-bar-brand">
          <BrandMark size={18} />
        </span>
        <span className="medium ellipsis">{workspace?.name ?? 'Assay'}</span>
      </div>
      <button type="button" className="title-bar-search" onClick={() => runCommand('view.palette')}>
        <Icon name="search" size={14} />
        <span className="grow ellipsis">Search runs, commands, settings</span>
        <Kbd keys="Mod+K" />
      </button>
      <div className="title-bar-right">
        <PaneButtons panes={panes} />
        <Notices />
        <IconButton icon="theme" label="Switch theme" onClick={switchTheme} />
      </div>
    </header>
  );
}

/** Fold and unfold the panes that the open screen has. */
function PaneButtons({ panes }: { readonly panes: Panes }) {
  const hasSideList = useSlotStore(({ sideList }) => sideList.fillers > 0);
  const hasInspector = useSlotStore(({ inspector }) => inspector.fillers > 0);
  return (
    <>
      {hasSideList && (
        <IconButton
          icon="panel-left"
          label="Show or hide the side list"
          aria-pressed={panes.sideList !== 'folded'}
          onClick={() => panes.toggle('sideList')}
        />
      )}
      {hasInspector && (
        <IconButton
          icon="panel-right"
          label="Show or hide the inspector"
          aria-pressed={panes.inspector !== 'folded'}
          onClick={() => panes.toggle('inspector')}
        />
      )}
    </>
  );
}

function Notices() {
  const { notices, unread } = useNoticeStore();
  return (
    <Popover
      label="Notices"
      onOpenChange={(isOpen) => {
        if (isOpen) markNoticesRead();
      }}
      trigger={
        <button
          type="button"
          className="icon-button title-bar-bell"
          aria-label={unread === 0 ? 'Notices' : `Notices, ${unread} new`}
        >
          <Icon name="bell" />
          {unread > 0 && <span className="title-bar-unread" />}
        </button>
      }
    >
      {notices.length === 0 ? (
        <p className="notice-row text-2">No notices yet. Runs that end, exports and errors are listed here.</p>
      ) : (
        <ul>
          {notices.map((notice) => (
            <li key={notice.id} className="notice-row">
              <p className={`medium ${notice.tone === 'bad' ? 'tone-bad' : ''}`}>{notice.title}</p>
              {notice.detail !== undefined && <p className="text-2">{notice.detail}</p>}
              <p className="text-3 text-xs">{formatClock(notice.time)}</p>
            </li>
          ))}
        </ul>
      )}
    </Popover>
  );
}
