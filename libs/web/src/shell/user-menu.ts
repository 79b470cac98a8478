import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MatMenuModule } from '@angular/material/menu';
import { Router } from '@angular/router';

import { Icon } from '../icon/icon';
import type { IconName } from '../icon/paths';
import { Session } from '../session/session';
import { ThemeChoice, THEMES, type Theme } from './theme-choice';

const THEME_LOOKS: Record<Theme, { label: string; icon: IconName }> = {
  system: { label: 'As the system', icon: 'system' },
  light: { label: 'Light', icon: 'sun' },
  dark: { label: 'Dark', icon: 'moon' },
};

/** Who I am, light or dark, and the way out. */
@Component({
  selector: 'mb-user-menu',
  imports: [Icon, MatButtonModule, MatMenuModule],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    @if (session.user(); as user) {
      <button type="button" class="me" [matMenuTriggerFor]="menu">
        <span class="initials" aria-hidden="true">{{ initials() }}</span>
        <span class="mb-visually-hidden">Account of {{ user.name }}</span>
      </button>
      <mat-menu #menu="matMenu" xPosition="before">
        <div class="who">
          <strong>{{ user.name }}</strong>
          <span>{{ user.email }}</span>
          <span>{{ user.roles.join(', ') }}</span>
        </div>
        @for (theme of themes; track theme) {
          <button
            mat-menu-item
            role="menuitemradio"
            [attr.aria-checked]="choice.theme() === theme"
            (click)="choice.theme.set(theme)"
          >
            <span class="item">
              <mb-icon [name]="looks[theme].icon" />{{ looks[theme].label }}
              @if (choice.theme() === theme) {
                <mb-icon class="tick" name="check" />
              }
            </span>
          </button>
        }
        <button mat-menu-item class="out" (click)="signOut()">
          <span class="item"><mb-icon name="sign-out" />Sign out</span>
        </button>
      </mat-menu>
    }
  `,
  styles: `
    .me {
      display: grid;
      place-items: center;
      width: 2.25rem;
      height: 2.25rem;
      padding: 0;
      border: 0;
      border-radius: 50%;
      background: none;
      cursor: pointer;
    }

    .initials {
      display: grid;
      place-items: center;
      width: 2rem;
      height: 2rem;
      border-radius: 50%;
      background: var(--mb-lime);
      color: var(--mb-on-lime);
      font: 650 0.75rem/1 var(--mb-font-display);
    }

    .who {
      display: grid;
      padding: 0.5rem 1rem 0.65rem;
      margin-bottom: 0.35rem;
      border-bottom: 1px solid var(--mb-line);
      font-size: 0.8rem;

      span {
        color: var(--mb-text-muted);
      }
    }

    .item {
      display: flex;
      align-items: center;
      gap: 0.7rem;
    }

    .tick {
      margin-inline-start: auto;
    }

    .out {
      border-top: 1px solid var(--mb-line);
    }
  `,
})
export class UserMenu {
  readonly session = inject(Session);
  readonly choice = inject(ThemeChoice);
  private readonly router = inject(Router);
  readonly themes = THEMES;
  readonly looks = THEME_LOOKS;

  readonly initials = computed(() => {
    const words = (this.session.user()?.name ?? '').split(/\s+/).filter((word) => word !== '');
    return [words.at(0), words.length > 1 ? words.at(-1) : undefined]
      .map((word) => word?.[0]?.toUpperCase() ?? '')
      .join('');
  });

  async signOut(): Promise<void> {
    await this.session.signOut();
    await this.router.navigate(['/sign-in']);
  }
}
