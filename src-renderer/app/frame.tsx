import { useCallback, type ReactNode } from 'react';
import { useHasWorkspace } from '../lib/settings';
import { setSlotHost, useSlotStore } from '../lib/slots';
import { classNames } from '../ui/class-names';
import { ActivityBar } from './activity-bar';
import { StatusBar } from './status-bar';
import { TitleBar } from './title-bar';
import type { Panes } from './use-panes';
import './frame.css';

export interface FrameProps {
  readonly location: string;
  readonly panes: Panes;
  readonly children: ReactNode;
}

/** The window: title bar, screens, side list, main, inspector, status bar. */
export function Frame({ location, panes, children }: FrameProps) {
  const inspectorWidth = useSlotStore(({ inspector }) => inspector.width);
  const isBare = !useHasWorkspace() && location.startsWith('/welcome');
  const sideListHost = useCallback((element: HTMLElement | null) => setSlotHost('sideList', element), []);
  const inspectorHost = useCallback((element: HTMLElement | null) => setSlotHost('inspector', element), []);
  return (
    <div className={classNames('frame', isBare && 'frame-bare')}>
      <TitleBar panes={panes} />
      {!isBare && <ActivityBar location={location} />}
      {panes.sideList !== 'folded' && (
        <aside
          ref={sideListHost}
          className={classNames('frame-side-list', panes.sideList === 'over' && 'frame-over')}
          aria-label="Side list"
          data-pane="side-list"
          tabIndex={-1}
        />
      )}
      <main className="frame-main" data-pane="main" tabIndex={-1}>
        {children}
      </main>
      {panes.inspector !== 'folded' && (
        <aside
          ref={inspectorHost}
          className={classNames(
            'frame-inspector',
            inspectorWidth === 'wide' && 'frame-inspector-wide',
            panes.inspector === 'over' && 'frame-over',
          )}
          aria-label="Inspector"
          data-pane="inspector"
          tabIndex={-1}
        />
      )}
      <StatusBar />
    </div>
  );
}
