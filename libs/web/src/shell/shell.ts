import { BreakpointObserver } from '@angular/cdk/layout';
import { ChangeDetectionStrategy, Component, computed, inject, input, viewChild, type ElementRef } from '@angular/core';
import { takeUntilDestroyed, toSignal } from '@angular/core/rxjs-interop';
import { MatSidenavModule, type MatSidenav } from '@angular/material/sidenav';
import { NavigationEnd, Router, RouterLink, RouterLinkActive, RouterOutlet } from '@angular/router';
import { filter, map, skip } from 'rxjs';

import { BrandMark } from '../brand/brand-mark';
import { Icon } from '../icon/icon';
import { Session } from '../session/session';
import type { NavSection } from './nav';
import { UserMenu } from './user-menu';

/** The frame of the back office: the way round on the left (a drawer on a phone), who I am on top, the page below. */
@Component({
  selector: 'mb-shell',
  imports: [BrandMark, Icon, MatSidenavModule, RouterLink, RouterLinkActive, RouterOutlet, UserMenu],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './shell.component.html',
  styleUrl: './shell.scss',
})
export class Shell {
  readonly sections = input.required<readonly NavSection[]>();
  private readonly session = inject(Session);
  private readonly drawer = viewChild.required<MatSidenav>('drawer');
  private readonly main = viewChild.required<ElementRef<HTMLElement>>('main');

  readonly narrow = toSignal(
    inject(BreakpointObserver)
      .observe('(width < 960px)')
      .pipe(map((state) => state.matches)),
    { initialValue: false },
  );
  readonly visible = computed(() =>
    this.sections()
      .map((section) => ({
        ...section,
        items: section.items.filter((item) => !item.needs || this.session.can(item.needs.action, item.needs.kind)),
      }))
      .filter((section) => section.items.length > 0),
  );

  constructor() {
    // a new page is read from its beginning, and the keyboard starts there
    inject(Router)
      .events.pipe(
        filter((event) => event instanceof NavigationEnd),
        map((event) => event.urlAfterRedirects.split('?')[0]),
        skip(1),
        takeUntilDestroyed(),
      )
      .subscribe((path) => this.arrive(path ?? ''));
  }

  private lastPath = '';

  private arrive(path: string): void {
    if (this.narrow()) void this.drawer().close();
    if (path === this.lastPath) return;
    this.lastPath = path;
    const main = this.main().nativeElement;
    main.scrollTo({ top: 0 });
    main.focus({ preventScroll: true });
  }
}
