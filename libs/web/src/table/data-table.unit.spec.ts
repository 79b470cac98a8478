import { provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { TestbedHarnessEnvironment } from '@angular/cdk/testing/testbed';
import { ChangeDetectionStrategy, Component, provideZonelessChangeDetection } from '@angular/core';
import { TestBed, type ComponentFixture } from '@angular/core/testing';
import { MatButtonHarness } from '@angular/material/button/testing';
import { provideRouter, Router } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';

import { csvHeadings, csvRow, groupDigits, type Column } from './column';
import { csvCell, toCsv } from './csv';
import { DataTable } from './data-table';
import { FilterBar, type Filter } from './filter-bar';
import { pagedList } from './paged-list';
import { urlQuery } from './url-query';

interface Row {
  readonly id: string;
  readonly name: string;
  readonly amount: string;
  readonly at: string;
}

const COLUMNS: readonly Column<Row>[] = [
  { key: 'name', header: 'Name', value: (r) => r.name, link: (r) => ['/rows', r.id], sort: 'name' },
  { key: 'amount', header: 'Amount', kind: 'money', value: (r) => r.amount, currency: () => 'EUR' },
  { key: 'at', header: 'When', kind: 'time', value: (r) => r.at },
];
const FILTERS: readonly Filter[] = [
  { key: 'q', label: 'Name', kind: 'search' },
  { key: 'state', label: 'State', kind: 'select', options: [{ value: 'paid', label: 'Paid' }] },
];
const row = (id: string): Row => ({ id, name: `Row ${id}`, amount: '-1234.5', at: '2026-11-22T09:10:00Z' });

@Component({
  selector: 'mb-test-list',
  imports: [DataTable, FilterBar],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <mb-filter-bar [filters]="filters" [values]="url.values()" (changed)="url.set($event)" />
    <mb-data-table
      caption="Rows"
      exportAs="rows"
      [list]="list"
      [columns]="columns"
      [sort]="url.values()['sort'] ?? ''"
      (sorted)="url.set({ sort: $event })"
    />
  `,
})
class TestList {
  readonly filters = FILTERS;
  readonly columns = COLUMNS;
  readonly url = urlQuery(['q', 'state', 'sort']);
  readonly list = pagedList<Row>(() => 'rows', this.url.values);
}

describe('CSV of a view', () => {
  it('keeps spreadsheets from running what a file says', () => {
    expect(csvCell('=HYPERLINK("http://evil")')).toBe(`"'=HYPERLINK(""http://evil"")"`);
    expect(['+1+1', '@SUM(A1)', '-cmd', '\tx'].map(csvCell)).toEqual(["'+1+1", "'@SUM(A1)", "'-cmd", "'\tx"]);
  });

  it('leaves negative amounts numbers, and quotes by RFC 4180', () => {
    expect(csvCell('-1234.50')).toBe('-1234.50');
    expect(toCsv(['a', 'b'], [['x,y', 'say "hi"']])).toBe('a,b\r\n"x,y","say ""hi"""\r\n');
  });

  it('makes two columns of money', () => {
    expect(csvHeadings(COLUMNS)).toEqual(['Name', 'Amount', 'Amount currency', 'When']);
    expect(csvRow(COLUMNS, row('1'))).toEqual(['Row 1', '-1234.5', 'EUR', '2026-11-22T09:10:00Z']);
  });

  it('groups digits of any length without making numbers of them', () => {
    expect(groupDigits('12345678901234567890.5')).toBe('12,345,678,901,234,567,890.5');
    expect(groupDigits('n/a')).toBe('n/a');
  });
});

describe('mb-data-table with its filters', () => {
  let server: HttpTestingController;
  let fixture: ComponentFixture<unknown>;
  let page: HTMLElement;

  beforeEach(async () => {
    TestBed.configureTestingModule({
      providers: [
        provideZonelessChangeDetection(),
        provideHttpClient(),
        provideHttpClientTesting(),
        provideRouter([{ path: 'list', component: TestList }]),
      ],
    });
    server = TestBed.inject(HttpTestingController);
    const harness = await RouterTestingHarness.create('/list?state=paid&elsewhere=1');
    fixture = harness.fixture;
    page = fixture.nativeElement as HTMLElement;
  });
  afterEach(() => server.verify());

  const answer = async (url: string, body: object, status = 200): Promise<void> => {
    server.expectOne(`/api/v1/${url}`).flush(body, { status, statusText: 'x' });
    await fixture.whenStable();
  };
  const button = (text: string | RegExp): Promise<MatButtonHarness> =>
    TestbedHarnessEnvironment.loader(fixture).getHarness(MatButtonHarness.with({ text }));
  const cells = (): string[] =>
    Array.from(page.querySelectorAll('tbody tr td:first-child')).map((c) => c.textContent?.trim() ?? '');

  it('asks with the filters of the address, and with no others', async () => {
    await answer('rows?state=paid', { items: [row('1')], next: null });
    expect(cells()).toEqual(['Row 1']);
    expect(page.querySelector('tbody a')?.getAttribute('href')).toBe('/rows/1');
    expect(page.querySelector('td.money')?.textContent).toContain('−1,234.50');
    expect(page.querySelector('th:last-child')?.textContent).toContain('When (UTC)');
  });

  it('goes on where the page before ended', async () => {
    await answer('rows?state=paid', { items: [row('1')], next: 'n1' });
    await (await button('Show more')).click();
    await answer('rows?state=paid&after=n1', { items: [row('2')], next: null });
    expect(cells()).toEqual(['Row 1', 'Row 2']);
    expect(page.querySelector('.foot')?.textContent).toContain('2 rows');
  });

  it('keeps a changed filter in the address and starts anew', async () => {
    await answer('rows?state=paid', { items: [row('1')], next: 'n1' });
    await (await button(/Clear 1/)).click();
    await fixture.whenStable();
    expect(TestBed.inject(Router).url).toBe('/list?elsewhere=1');
    await answer('rows', { items: [row('3')], next: null });
    expect(cells()).toEqual(['Row 3']);
  });

  it('sorts by the server, turned round on the second time, and says so to screen readers', async () => {
    await answer('rows?state=paid', { items: [row('1')], next: null });
    const sort = (): HTMLButtonElement => page.querySelector('th button') as HTMLButtonElement;
    sort().click();
    await fixture.whenStable();
    await answer('rows?state=paid&sort=-name', { items: [row('1')], next: null });
    expect(page.querySelector('th')?.getAttribute('aria-sort')).toBe('descending');
    sort().click();
    await fixture.whenStable();
    await answer('rows?state=paid&sort=name', { items: [row('1')], next: null });
    expect(page.querySelector('th')?.getAttribute('aria-sort')).toBe('ascending');
  });

  it('says that nothing is there', async () => {
    await answer('rows?state=paid', { items: [], next: null });
    expect(page.textContent).toContain('Nothing here');
    expect(page.querySelector('table')).toBeNull();
  });

  it('shows what went wrong and tries again', async () => {
    await answer('rows?state=paid', { type: 'view-behind', title: 'Not ready yet', detail: 'behind' }, 503);
    expect(page.querySelector('[role=alert]')?.textContent).toContain('Not ready yet');
    await (await button('Try again')).click();
    await answer('rows?state=paid', { items: [row('1')], next: null });
    expect(page.querySelector('[role=alert]')).toBeNull();
    expect(cells()).toEqual(['Row 1']);
  });
});
