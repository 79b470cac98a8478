import { ChangeDetectionStrategy, Component, inject, type ElementRef, viewChild } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { NavigationEnd, Router, RouterLink, RouterLinkActive, RouterOutlet } from '@angular/router';
import { BrandMark, Icon, UserMenu, type NavItem } from '@max/web';
import { filter, skip } from 'rxjs';

const ITEMS: readonly NavItem[] = [
  { label: 'Overview', path: '/', icon: 'home' },
  { label: 'Earnings', path: '/earnings', icon: 'chart' },
  { label: 'Payouts', path: '/payouts', icon: 'payout' },
];

/** The frame of the portal: on a phone the ways lie at the thumb, elsewhere on top. */
@Component({
  selector: 'ap-frame',
  imports: [BrandMark, Icon, RouterLink, RouterLinkActive, RouterOutlet, UserMenu],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './frame.component.html',
  styleUrl: './frame.scss',
})
export class Frame {
  readonly items = ITEMS;
  private readonly main = viewChild.required<ElementRef<HTMLElement>>('main');

  constructor() {
    inject(Router)
      .events.pipe(
        filter((event) => event instanceof NavigationEnd),
        skip(1),
        takeUntilDestroyed(),
      )
      .subscribe(() => {
        if (!document.activeElement?.closest('main')) this.main().nativeElement.focus({ preventScroll: true });
      });
  }
}
