import type { EChartsCoreOption } from 'echarts/core';

import { amountText } from '../money/format-amount';

/** One bar: what it stands for and the exact amount, which becomes a number for its length only. */
export interface Bar {
  readonly key: string;
  readonly label: string;
  readonly amount: string;
}

/** Colours as the page has them now; a painted chart can't read custom properties by itself. */
export interface ChartInk {
  readonly text: string;
  readonly muted: string;
  readonly line: string;
  readonly surface: string;
  readonly series: string;
  readonly negative: string;
}

const SHORT = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 });

const escaped = (text: string): string => text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);

/** Columns over time (`upright`), or bars of a ranking, longest first. */
export const barOptions = (
  bars: readonly Bar[],
  currency: string,
  upright: boolean,
  ink: ChartInk,
): EChartsCoreOption => {
  const shown = upright ? bars : [...bars].reverse();
  const names = {
    type: 'category',
    data: shown.map((bar) => bar.label),
    axisLine: { lineStyle: { color: ink.line } },
    axisTick: { show: false },
    axisLabel: { color: ink.muted, width: upright ? 90 : 130, overflow: 'truncate', hideOverlap: true },
  };
  const values = {
    type: 'value',
    axisLabel: { color: ink.muted, formatter: (value: number) => SHORT.format(value), hideOverlap: true },
    splitLine: { lineStyle: { color: ink.line } },
  };
  const radius = upright ? [4, 4, 0, 0] : [0, 4, 4, 0];
  return {
    animationDuration: 350,
    textStyle: { fontFamily: "'Inter Variable', sans-serif" },
    grid: { left: 4, right: 16, top: 16, bottom: 10, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    xAxis: upright ? names : values,
    yAxis: upright ? values : names,
    tooltip: {
      trigger: 'axis',
      axisPointer: { type: 'shadow', shadowStyle: { color: ink.line, opacity: 0.35 } },
      backgroundColor: ink.surface,
      borderColor: ink.line,
      textStyle: { color: ink.text, fontSize: 13 },
      formatter: (points: { dataIndex: number }[]) => {
        const bar = shown[points[0]?.dataIndex ?? -1];
        return bar ? `${escaped(bar.label)}<br><b>${escaped(amountText(bar.amount, currency))}</b>` : '';
      },
    },
    series: [
      {
        type: 'bar',
        barMaxWidth: upright ? 44 : 20,
        data: shown.map((bar) => ({
          value: Number(bar.amount),
          itemStyle: { color: bar.amount.startsWith('-') ? ink.negative : ink.series, borderRadius: radius },
        })),
      },
    ],
  };
};
