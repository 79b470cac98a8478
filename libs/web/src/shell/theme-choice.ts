import { DOCUMENT, effect, inject, Injectable, signal } from '@angular/core';

export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

const KEY = 'mb-theme';

const isTheme = (value: string | null): value is Theme => THEMES.some((theme) => theme === value);

/** Light, dark, or as the system has it; remembered in this browser. `theme.js` sets it before the first paint. */
@Injectable({ providedIn: 'root' })
export class ThemeChoice {
  private readonly document = inject(DOCUMENT);
  readonly theme = signal<Theme>(this.remembered());
  /** Counts changes of the scheme, for what is painted rather than styled (charts). */
  readonly scheme = signal<'light' | 'dark'>('light');

  constructor() {
    const media = this.document.defaultView?.matchMedia?.('(prefers-color-scheme: dark)');
    const settle = (): void => {
      const theme = this.theme();
      this.scheme.set(theme === 'system' ? (media?.matches ? 'dark' : 'light') : theme);
    };
    media?.addEventListener('change', settle);
    effect(() => {
      const theme = this.theme();
      if (theme === 'system') delete this.document.documentElement.dataset['theme'];
      else this.document.documentElement.dataset['theme'] = theme;
      this.document.defaultView?.localStorage.setItem(KEY, theme);
      settle();
    });
  }

  private remembered(): Theme {
    const value = this.document.defaultView?.localStorage.getItem(KEY) ?? null;
    return isTheme(value) ? value : 'system';
  }
}
