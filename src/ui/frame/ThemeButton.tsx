import { Monitor, Moon, Sun } from 'lucide-react';
import { useState } from 'react';
import { IconButton } from '../controls/IconButton.tsx';
import { applyTheme, readTheme, type ThemeChoice } from '../theme.ts';

const icons = { system: Monitor, light: Sun, dark: Moon } as const;
const next: Readonly<Record<ThemeChoice, ThemeChoice>> = { system: 'light', light: 'dark', dark: 'system' };
const titles: Readonly<Record<ThemeChoice, string>> = {
  system: 'as the system',
  light: 'light',
  dark: 'dark',
};

/** Steps through system, light and dark. */
export function ThemeButton() {
  const [choice, setChoice] = useState(readTheme);
  return (
    <IconButton
      icon={icons[choice]}
      label={`Theme: ${titles[choice]}`}
      onClick={() => {
        setChoice(next[choice]);
        applyTheme(next[choice]);
      }}
    />
  );
}
