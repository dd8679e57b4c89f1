import { runCommand } from '../../lib/commands';
import { useRequest } from '../../lib/query';
import { Button } from '../../ui/button';
import { Facts } from '../../ui/pane';
import { SettingsPart } from './settings-part';

const PLATFORMS = { linux: 'Linux', darwin: 'macOS', win32: 'Windows' } as const;

/** Versions of what runs here. */
export function AboutSection() {
  const info = useRequest('app:info', {}).data;
  return (
    <SettingsPart
      id="about"
      title="Versions"
      actions={
        <Button size="small" variant="ghost" onClick={() => runCommand('help.credits')}>
          Show data credits
        </Button>
      }
    >
      <div className="settings-facts">
        {info !== undefined && (
          <Facts
            facts={[
              { label: 'Assay', value: <span className="number">{info.version}</span> },
              { label: 'Electron', value: <span className="number">{info.electron}</span> },
              { label: 'Chromium', value: <span className="number">{info.chromium}</span> },
              { label: 'Node', value: <span className="number">{info.node}</span> },
              { label: 'System', value: PLATFORMS[info.platform] },
            ]}
          />
        )}
      </div>
    </SettingsPart>
  );
}
