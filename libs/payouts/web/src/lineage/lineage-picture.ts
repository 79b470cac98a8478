import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Icon, MoneyText, type LineageDto } from '@max/web';

import { columnHeight, largest, NODE, place, ribbon, type Ribbon } from './layout';

/** A payout as a picture to walk along: payout → statements → recordings → (a click on) their sales lines. */
@Component({
  selector: 'mb-lineage-picture',
  imports: [Icon, MoneyText, RouterLink],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './lineage-picture.component.html',
  styleUrl: './lineage-picture.scss',
})
export class LineagePicture {
  readonly lineage = input.required<LineageDto>();
  readonly payeeName = input.required<string>();
  /** The statement whose recordings are shown; the largest by itself. */
  readonly chosen = input<string>();

  readonly currency = computed(() => this.lineage().payout.currency);
  private readonly shownStatements = computed(() => largest(this.lineage().statements));
  readonly statement = computed(() => {
    const all = this.lineage().statements;
    return all.find((s) => s.statementId === this.chosen()) ?? this.shownStatements()[0];
  });
  private readonly shownTracks = computed(() => largest(this.statement()?.tracks ?? []));
  readonly height = computed(() => columnHeight(Math.max(this.shownStatements().length, this.shownTracks().length)));
  readonly width = 3 * NODE.width + 2 * NODE.channel;

  readonly statements = computed(() => place(this.shownStatements()));
  readonly tracks = computed(() => place(this.shownTracks()));
  readonly moreStatements = computed(() => this.lineage().statements.length - this.shownStatements().length);
  readonly moreTracks = computed(() => (this.statement()?.tracks.length ?? 0) - this.shownTracks().length);

  readonly ribbons = computed((): Ribbon[] => {
    const chosen = this.statement()?.statementId;
    const from = this.statements().find((n) => n.item.statementId === chosen)?.y;
    return [
      ...this.statements().map((n) => ribbon(0, 0, n.y, n.part, n.item.statementId === chosen)),
      ...(from === undefined ? [] : this.tracks().map((n) => ribbon(1, from, n.y, n.part, true))),
    ];
  });

  /** Shortened to two decimals where there are more: the table below has them all. */
  percent(percent: string | null): string {
    if (percent === null) return 'several splits';
    const [whole = '', fraction = ''] = percent.split('.');
    const short = fraction.slice(0, 2).replace(/0+$/, '');
    return `${whole}${short === '' ? '' : `.${short}`}${fraction.length > 2 && !/^0*$/.test(fraction.slice(2)) ? '…' : ''} %`;
  }

  left(column: number): number {
    return column * (NODE.width + NODE.channel);
  }
}
