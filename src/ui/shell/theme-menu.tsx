import { Monitor, Moon, Sun } from 'lucide-react';
import { useEffect } from 'react';
import { THEMES, type Theme } from '../../store/preferences';
import { usePreferences, useStores } from '../stores-context';
import { IconButton } from './icon-button';

const NAMES: Record<Theme, string> = { system: 'as the system', dark: 'dark', light: 'light' };
const ICONS: Record<Theme, typeof Sun> = { system: Monitor, dark: Moon, light: Sun };

/** One button that goes through the three themes; its name says which one is on. */
export function ThemeMenu() {
  const { preferences } = useStores();
  const { theme } = usePreferences();
  const next = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length] ?? 'system';
  const Icon = ICONS[theme];
  useEffect(() => {
    document.documentElement.dataset['theme'] = theme;
  }, [theme]);
  return (
    <IconButton
      label={`Theme: ${NAMES[theme]}. Switch to ${NAMES[next]}`}
      className="button-quiet"
      onClick={() => preferences.setState({ theme: next })}
    >
      <Icon size={16} aria-hidden />
    </IconButton>
  );
}
