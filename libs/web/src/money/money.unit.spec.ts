import { provideZonelessChangeDetection } from '@angular/core';
import { TestBed } from '@angular/core/testing';

import { amountParts, amountText, typedAmount } from './format-amount';
import { MoneyText } from './money';

describe('amounts as text', () => {
  it('groups, pads to the smallest unit and keeps every digit beyond it', () => {
    expect(amountParts('1234567.5', 'USD')).toEqual({ sign: '', main: '1,234,567.50', beyond: '' });
    expect(amountParts('0.00173450001230045600', 'USD')).toEqual({
      sign: '',
      main: '0.00',
      beyond: '1734500012300456',
    });
  });

  it('knows that yen have no smaller unit and dinars have three digits', () => {
    expect(amountText('1200', 'JPY')).toBe('1,200 JPY');
    expect(amountText('1200.5', 'JPY')).toBe('1,200.5 JPY');
    expect(amountText('1.2', 'KWD')).toBe('1.200 KWD');
  });

  it('never loses digits of an amount of forty', () => {
    const forty = '1234567890123456789012345678.901234567890';
    expect(amountText(forty, 'EUR').replace(/,/g, '')).toBe('1234567890123456789012345678.90123456789 EUR');
  });

  it('signs what is below zero, and nothing that only looks so', () => {
    expect(amountText('-12.30', 'EUR')).toBe('−12.30 EUR');
    expect(amountText('-0.00', 'EUR')).toBe('0.00 EUR');
  });

  it('shows what is no plain decimal as it came', () => {
    expect(amountText('1e5', 'EUR')).toBe('1e5 EUR');
  });

  it('says what to type to confirm an amount', () => {
    expect(typedAmount('16450.15', 'USD')).toBe('16450.15');
    expect(typedAmount('1200', 'JPY')).toBe('1200');
  });
});

describe('mb-money', () => {
  const shown = async (inputs: Record<string, unknown>): Promise<HTMLElement> => {
    TestBed.configureTestingModule({ providers: [provideZonelessChangeDetection()] });
    const fixture = TestBed.createComponent(MoneyText);
    for (const [name, value] of Object.entries(inputs)) fixture.componentRef.setInput(name, value);
    await fixture.whenStable();
    const element: unknown = fixture.nativeElement;
    if (!(element instanceof HTMLElement)) throw new Error('no element');
    return element;
  };
  const words = (element: HTMLElement): string => (element.textContent ?? '').replace(/\s+/g, ' ').trim();

  it('marks that digits are left out, and has them all in its title', async () => {
    const element = await shown({ amount: '40.0199', currency: 'EUR' });
    expect(words(element)).toBe('40.01… EUR');
    expect(element.title).toBe('40.0199 EUR');
  });

  it('shows them dimmed where every digit matters', async () => {
    const element = await shown({ amount: '40.0199', currency: 'EUR', digits: 'exact' });
    expect(words(element)).toBe('40.0199 EUR');
    expect(element.querySelector('.beyond')?.textContent).toBe('99');
  });

  it('is told apart when negative', async () => {
    const element = await shown({ amount: '-3', currency: 'EUR' });
    expect(element.classList).toContain('negative');
  });
});
