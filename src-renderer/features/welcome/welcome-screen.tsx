import { useState } from 'react';
import type { Workspace } from '#contract/settings';
import { formatAmount, formatWhen } from '../../lib/format';
import { goTo, PATHS } from '../../lib/navigation';
import { notifyError } from '../../lib/notices';
import { useRequest } from '../../lib/query';
import { openSampleWorkspace, openWorkspace, openWorkspaceByDialog } from '../../lib/workspace-actions';
import { BrandMark } from '../../ui/brand-mark';
import { Button } from '../../ui/button';
import { ErrorCardOf } from '../../ui/error-card';
import { Icon } from '../../ui/icon';
import { Kbd } from '../../ui/kbd';
import { openSampleAndTrain } from './open-sample-and-train';
import { DATA_CREDITS, SHIPPED_FAMILIES, STEPS } from './welcome-text';
import './welcome.css';

/** The first screen: the sample that trains with one button, and the workspaces of before. */
export function WelcomeScreen() {
  return (
    <div className="welcome">
      <div className="welcome-page">
        <header className="welcome-hero">
          <span className="welcome-mark">
            <BrandMark size={26} />
          </span>
          <h1>Assay</h1>
          <p className="text-2">A workbench for staged machine-learning research. Everything runs on this machine.</p>
        </header>
        <div className="welcome-columns">
          <div>
            <h2>Start here</h2>
            <StartCard />
            <h2>What ships with it</h2>
            <ShippedFamilies />
          </div>
          <div>
            <Recents />
            <h2>Keyboard</h2>
            <Keys />
            <h2>Data credits</h2>
            <ul className="welcome-credits">
              {DATA_CREDITS.map((credit) => (
                <li key={credit.source}>
                  <span className="text-1">{credit.what}</span>
                  <span className="selectable">{credit.source}</span>
                  <span>{credit.licence}</span>
                </li>
              ))}
            </ul>
          </div>
        </div>
      </div>
    </div>
  );
}

function StartCard() {
  const [pending, setPending] = useState<'train' | 'open' | null>(null);
  const [error, setError] = useState<Error | null>(null);
  const act = (kind: 'train' | 'open') => {
    setPending(kind);
    setError(null);
    const work = kind === 'train' ? openSampleAndTrain() : openSampleWorkspace().then(() => goTo(PATHS.experiments));
    work
      .catch((reason: unknown) => setError(reason instanceof Error ? reason : new Error(String(reason))))
      .finally(() => setPending(null));
  };
  return (
    <div className="welcome-start">
      <p className="text-lg">Train a first model on the sample workspace.</p>
      <p className="text-2 text-sm">No setting to change. You can pause and resume it, and it keeps its checkpoints.</p>
      <div className="row welcome-start-actions">
        <Button
          variant="primary"
          size="large"
          icon="play"
          autoFocus
          busy={pending === 'train'}
          disabled={pending !== null}
          onClick={() => act('train')}
        >
          Open the sample and train
        </Button>
        <Button
          variant="ghost"
          size="large"
          busy={pending === 'open'}
          disabled={pending !== null}
          onClick={() => act('open')}
        >
          Only open it
        </Button>
      </div>
      {error !== null && <ErrorCardOf error={error} />}
      <ol className="welcome-steps">
        {STEPS.map(({ title, detail }, index) => (
          <li key={title}>
            <span className="welcome-step-number" aria-hidden="true">
              {index + 1}
            </span>
            <span>
              <span className="medium">{title}</span>
              <span className="text-2 text-sm">{detail}</span>
            </span>
          </li>
        ))}
      </ol>
    </div>
  );
}

function ShippedFamilies() {
  return (
    <div className="welcome-families">
      {SHIPPED_FAMILIES.map((family) => (
        <article key={family.id} className="welcome-family">
          <RankPicture />
          <h3 className="medium">{family.title}</h3>
          <span className="mono text-3 text-xs">{family.id}</span>
          <span className="text-2 text-xs">{family.detail}</span>
        </article>
      ))}
    </div>
  );
}

/** Eight teams in the order of their scores; decoration, not data. */
function RankPicture() {
  const bars = [38, 34, 30, 25, 21, 17, 12, 8];
  return (
    <svg width="112" height="54" viewBox="0 0 112 54" aria-hidden="true">
      {bars.map((height, index) => (
        <rect
          key={height}
          className="welcome-bar"
          x={6 + 13 * index}
          y={46 - height}
          width="8"
          height={height}
          rx="1.5"
          opacity={1 - 0.08 * index}
        />
      ))}
    </svg>
  );
}

function Recents() {
  const info = useRequest('app:info', {});
  const recents = info.data?.recents ?? [];
  return (
    <>
      <div className="row-between welcome-recents-head">
        <h2>Recent workspaces</h2>
        <Button size="small" icon="folder" onClick={() => void openWorkspaceByDialog()}>
          Open workspace
        </Button>
      </div>
      {recents.length === 0 ? (
        <div className="welcome-recents welcome-no-recents text-2 text-sm">
          None yet. A folder that you open is listed here.
        </div>
      ) : (
        <ul className="welcome-recents">
          {recents.map((workspace) => (
            <RecentRow key={workspace.path} workspace={workspace} />
          ))}
        </ul>
      )}
      <p className="text-3 text-xs welcome-hint">
        A workspace is one folder. Copy it to another machine and it opens there.
      </p>
    </>
  );
}

function RecentRow({ workspace }: { readonly workspace: Workspace }) {
  return (
    <li>
      <button
        type="button"
        className="welcome-recent"
        onClick={() => void openWorkspace(workspace.path).catch(notifyError)}
      >
        <Icon name="folder" />
        <span className="grow">
          <span className="medium ellipsis">{workspace.name}</span>
          <span className="text-3 text-sm ellipsis">
            {formatAmount(workspace.runCount, 'run')}
            {workspace.isSample ? ', sample' : ''}
          </span>
        </span>
        <span className="text-3 text-xs">{formatWhen(workspace.openedAt)}</span>
      </button>
    </li>
  );
}

const KEYS: readonly { readonly keys: string; readonly words: string }[] = [
  { keys: 'Mod+K', words: 'every command, run and setting' },
  { keys: 'Mod+O', words: 'open a workspace' },
  { keys: 'F6', words: 'to the next pane' },
  { keys: '?', words: 'the keys of this screen' },
];

function Keys() {
  return (
    <dl className="welcome-keys">
      {KEYS.map(({ keys, words }) => (
        <div key={keys}>
          <dt>
            <Kbd keys={keys} />
          </dt>
          <dd>{words}</dd>
        </div>
      ))}
    </dl>
  );
}
