import type { Settings } from '#contract/settings';
import { useSettings } from '../../lib/settings';
import { Icon } from '../../ui/icon';
import { Segmented } from '../../ui/segmented';
import { changeSetting } from './settings-history';
import { SettingsPart, SettingsRow } from './settings-part';

const THEMES: readonly { readonly id: Settings['theme']; readonly label: string }[] = [
  { id: 'dark', label: 'Dark' },
  { id: 'light', label: 'Light' },
  { id: 'system', label: 'As the system' },
];
const ZOOMS = [
  { value: '0.8', label: '80' },
  { value: '1', label: '100' },
  { value: '1.25', label: '125' },
  { value: '1.5', label: '150' },
  { value: '2', label: '200' },
] as const;

/** Theme, zoom and motion; charts follow without a reload. */
export function AppearanceSection() {
  const settings = useSettings();
  const zoom = String(settings.zoom);
  const zooms = ZOOMS.some(({ value }) => value === zoom)
    ? ZOOMS
    : [...ZOOMS, { value: zoom, label: String(Math.round(settings.zoom * 100)) }];
  return (
    <SettingsPart id="appearance" title="Appearance" detail="charts follow without a reload">
      <div className="theme-cards" role="radiogroup" aria-label="Theme">
        {THEMES.map(({ id, label }) => (
          <label key={id} className="theme-card" data-chosen={settings.theme === id || undefined}>
            <input
              type="radio"
              name="theme"
              className="visually-hidden"
              checked={settings.theme === id}
              onChange={() => changeSetting(settings, 'theme', id)}
            />
            <span className="theme-card-pictures" aria-hidden="true">
              {id !== 'light' && <ThemePicture theme="dark" />}
              {id !== 'dark' && <ThemePicture theme="light" />}
            </span>
            <span className="theme-card-name">
              {settings.theme === id && <Icon name="check" size={12} className="text-accent" />}
              {label}
            </span>
          </label>
        ))}
      </div>
      <SettingsRow label="Zoom, %">
        <Segmented
          label="Zoom in percent"
          value={zoom}
          options={zooms}
          onValueChange={(value) => changeSetting(settings, 'zoom', Number(value))}
        />
      </SettingsRow>
      <SettingsRow label="Motion">
        <Segmented
          label="Motion"
          value={settings.reduceMotion ? 'none' : 'system'}
          options={[
            { value: 'system', label: 'as the system' },
            { value: 'none', label: 'none' },
          ]}
          onValueChange={(value) => changeSetting(settings, 'reduceMotion', value === 'none')}
        />
      </SettingsRow>
    </SettingsPart>
  );
}

/** A small window in the colours of a theme: the tokens of that theme apply inside. */
function ThemePicture({ theme }: { readonly theme: 'dark' | 'light' }) {
  return (
    <svg className="theme-picture" data-theme={theme} viewBox="0 0 110 54" preserveAspectRatio="xMinYMid slice">
      <rect className="theme-picture-pane" width="110" height="54" />
      <rect className="theme-picture-side" width="12" height="54" />
      <rect className="theme-picture-title" x="20" y="9" width="38" height="4" rx="1" />
      <path className="theme-picture-line" d="M20 42 36 32l14 6 18-12 14 4 22-14" />
    </svg>
  );
}
