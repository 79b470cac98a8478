import {
  afterRenderEffect,
  ChangeDetectionStrategy,
  Component,
  computed,
  ElementRef,
  inject,
  input,
  signal,
} from '@angular/core';
import { NgxEchartsDirective, provideEchartsCore } from 'ngx-echarts';

import { ThemeChoice } from '../shell/theme-choice';
import { barOptions, type Bar, type ChartInk } from './bar-options';

const NO_INK: ChartInk = { text: '', muted: '', line: '', surface: '', series: '', negative: '' };

/** Bars of money. It is a picture: the same figures stand in a table beside it, so screen readers get its name only. */
@Component({
  selector: 'mb-bar-chart',
  imports: [NgxEchartsDirective],
  providers: [provideEchartsCore({ echarts: () => import('./echarts').then((m) => m.echarts) })],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { role: 'img', '[attr.aria-label]': 'label()' },
  template: `
    <span class="probe" aria-hidden="true"></span>
    <div echarts [options]="options()" [initOpts]="{ renderer: 'svg' }" [style.height.px]="height()"></div>
  `,
  styles: `
    :host {
      display: block;
      min-width: 0;
    }

    .probe {
      display: none;
    }
  `,
})
export class BarChartPicture {
  readonly bars = input.required<readonly Bar[]>();
  readonly currency = input.required<string>();
  /** What the picture shows, in words. */
  readonly label = input.required<string>();
  readonly upright = input(true);

  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef);
  private readonly scheme = inject(ThemeChoice).scheme;
  private readonly ink = signal(NO_INK);

  readonly height = computed(() => (this.upright() ? 260 : Math.max(140, 40 + this.bars().length * 30)));
  readonly options = computed(() => barOptions(this.bars(), this.currency(), this.upright(), this.ink()));

  constructor() {
    afterRenderEffect(() => {
      this.scheme();
      this.ink.set(this.readInk());
    });
  }

  /** `light-dark()` is settled only where a colour is used, so a hidden element uses each once. */
  private readInk(): ChartInk {
    const probe = this.host.nativeElement.querySelector<HTMLElement>('.probe');
    if (probe === null) return NO_INK;
    const settle = (name: string): string => {
      probe.style.color = `var(${name})`;
      return getComputedStyle(probe).color;
    };
    return {
      text: settle('--mb-text'),
      muted: settle('--mb-text-muted'),
      line: settle('--mb-line'),
      surface: settle('--mb-surface-raised'),
      series: settle('--mb-series-1'),
      negative: settle('--mb-bad'),
    };
  }
}
