import { useEffect, useState } from 'react';
import { useSettings } from '../../lib/settings';
import { Checkbox } from '../../ui/checkbox';
import { TextField } from '../../ui/text-field';
import { changeSetting } from './settings-history';
import { SettingsPart, SettingsRow } from './settings-part';

const MOST_RUNS = 16;

/** How many runs train at once, and what the computer does meanwhile. */
export function RunsSection() {
  const settings = useSettings();
  return (
    <SettingsPart id="runs" title="Runs" detail="queued runs start as places are free">
      <SettingsRow label="Runs at once" detail={`1 to ${MOST_RUNS}`}>
        <ConcurrentRuns />
      </SettingsRow>
      <SettingsRow label="While a run trains">
        <Checkbox
          checked={settings.preventSleep}
          onCheckedChange={(isOn) => changeSetting(settings, 'preventSleep', isOn)}
        >
          Keep the computer awake
        </Checkbox>
      </SettingsRow>
      <SettingsRow label="When a run ends">
        <Checkbox
          checked={settings.notifications}
          onCheckedChange={(isOn) => changeSetting(settings, 'notifications', isOn)}
        >
          Show a notice of the system
        </Checkbox>
      </SettingsRow>
    </SettingsPart>
  );
}

/** Applies on Enter and when the field is left, so that a half-typed number changes nothing. */
function ConcurrentRuns() {
  const settings = useSettings();
  const [text, setText] = useState(String(settings.concurrentRuns));
  useEffect(() => setText(String(settings.concurrentRuns)), [settings.concurrentRuns]);
  const value = Number(text);
  const isValid = Number.isInteger(value) && value >= 1 && value <= MOST_RUNS;
  const apply = () => {
    if (isValid && value !== settings.concurrentRuns) changeSetting(settings, 'concurrentRuns', value);
    if (!isValid) setText(String(settings.concurrentRuns));
  };
  return (
    <TextField
      className="settings-number"
      label="Runs at once"
      hideLabel
      mono
      inputMode="numeric"
      value={text}
      onValueChange={setText}
      onBlur={apply}
      onKeyDown={(event) => {
        if (event.key === 'Enter') apply();
      }}
      error={isValid ? undefined : `1 to ${MOST_RUNS}`}
    />
  );
}
