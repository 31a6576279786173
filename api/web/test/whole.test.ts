// An exhibit's whole way, as the people of a laboratory go it: entered, found, compared, declared, reviewed by
// somebody who knows nothing of it, confirmed, reported. In Spanish and in English.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { casings, type Casings } from './casings';
import { accessible, open, runnable, signIn, sitDown, type Desk } from './desk';
import { say, type Language } from './text';

const escaped = (text: string) => new RegExp(text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));

/** enterExhibit enters an exhibit of a case with one file, and waits until it has been searched. */
async function enterExhibit(desk: Desk, language: Language, path: string, number: string, file: string): Promise<string> {
  const { page } = desk;
  const t = say(language);
  await desk.go(path);
  await page.getByLabel(escaped(t('enter:exhibit.number'))).fill(number);
  await page.getByLabel(escaped(t('enter:exhibit.calibre'))).first().fill('9 mm Luger');
  await page.keyboard.press('Escape'); // of the suggestions
  await page.getByRole('button', { name: t('enter:exhibit.create'), exact: true }).click();
  await page.waitForURL(/\/exhibits\/[0-9a-f-]{36}$/);
  await page.locator('input[type=file]').setInputFiles(file);
  await page.getByText(t('enter:upload.states.kept'), { exact: true }).waitFor();
  await page.getByText(t('enter:acquisition.states.extracted'), { exact: true }).waitFor({ timeout: 90_000 });
  return new URL(page.url()).pathname.split('/').pop()!;
}

/** textOf reads a PDF as people would select its text. */
function textOf(pdf: Buffer): string {
  const folder = mkdtempSync(join(tmpdir(), 'cotejo-report-'));
  try {
    writeFileSync(join(folder, 'report.pdf'), pdf);
    return execFileSync('pdftotext', ['-layout', join(folder, 'report.pdf'), '-'], { encoding: 'utf8' });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

// A service that was started by hand may have seen this test before; one of our own has not.
const visit = process.env.COTEJO_AT ? Date.now() % 1_000_000 : 4711;

describe.runIf(runnable())("an exhibit's whole way", () => {
  let browser: Browser;
  let files: Casings;
  beforeAll(async () => {
    browser = await open();
    files = casings(3, visit);
  });
  afterAll(async () => {
    files?.remove();
    await browser?.close();
  });

  it.each(['es', 'en'] as const)('goes from two files to a numbered report (%s)', async (language) => {
    const t = say(language);
    const firearm = language === 'es' ? 0 : 1;
    const number = `WHOLE-${language}-${visit}`;

    // Ana enters a case with two exhibits of one firearm.
    const ana = await sitDown(browser, { language });
    await signIn(ana, 'ana', language);
    await ana.go('/cases/new');
    await ana.page.getByLabel(escaped(t('enter:case.number'))).first().fill(number);
    await ana.page.getByRole('button', { name: t('enter:case.create'), exact: true }).click();
    await ana.page.waitForURL(/\/cases\/[0-9a-f-]{36}$/);
    const path = `/exhibits/new?case=${new URL(ana.page.url()).pathname.split('/').pop()!}`;
    await enterExhibit(ana, language, path, `${number}-A`, files.shots[firearm]![0]!);
    await accessible(ana, 'exhibit');
    const second = await enterExhibit(ana, language, path, `${number}-B`, files.shots[firearm]![1]!);

    // The second finds the first, among the whole collection.
    await ana.go(`/exhibits/${second}/candidates`);
    const first = ana.page.locator('tbody tr').first();
    await first.getByText(`${number}-A`, { exact: true }).waitFor({ timeout: 90_000 });
    await accessible(ana, 'candidates');
    await first.getByRole('link', { name: t('decide:compareOne', { place: 1 }) }).click();
    await ana.page.waitForURL(/\/candidates\//);
    await ana.page.locator('canvas').first().waitFor();
    await ana.page.getByText(t('compare:tab.why')).waitFor();
    await accessible(ana, 'compare');

    // She declares a lead.
    await ana.page.keyboard.press('l');
    await ana.page.getByLabel(t('decide:lead.comment')).fill('Marks of this test agree.');
    await ana.page.getByRole('button', { name: t('decide:lead.go') }).click();
    await ana.page.getByText(t('decide:lead.see')).waitFor();

    // Bruno reviews the pair without knowing what she made of it.
    const bruno = await sitDown(browser, { language });
    await signIn(bruno, 'bruno', language);
    const leads = (await (await bruno.page.request.get(`${inject('at')}/api/v1/work`)).json()) as { second_reviews: { lead: string; candidate: string }[] };
    const candidate = new URL(ana.page.url()).pathname.split('/').pop()!;
    const lead = leads.second_reviews.find((one) => one.candidate === candidate)!.lead;
    await bruno.page.locator(`a[href="/reviews/${lead}"]`).first().click();
    await bruno.page.getByRole('heading', { level: 1, name: t('decide:second.title') }).waitFor();
    await accessible(bruno, 'second review');
    const shown = await bruno.page.locator('main').innerText();
    expect(shown).not.toContain('Ana');
    expect(shown).not.toContain('Marks of this test agree');
    expect(shown).not.toContain(number);
    await bruno.page.getByRole('radio', { name: escaped(t('terms:verdict.keep')) }).check();
    await bruno.page.getByLabel(escaped(t('shell:reason'))).fill('I see the same.');
    await bruno.page.getByRole('button', { name: t('decide:second.go') }).click();
    await bruno.page.waitForURL(/\/leads\//);
    await bruno.page.getByRole('heading', { name: t('decide:microscope.title') }).waitFor();
    await accessible(bruno, 'lead');

    // Under the microscope he confirms it: a hit with a number of its own.
    await bruno.page.getByRole('radio', { name: escaped(t('terms:conclusion.identification')) }).check();
    await bruno.page.getByLabel(escaped(t('decide:microscope.instrument'))).fill('Leica FS C 4711');
    await bruno.page.getByLabel(escaped(t('decide:microscope.reason'))).fill('Breech face striae in agreement.');
    await bruno.page.getByRole('button', { name: t('decide:microscope.go') }).click();
    await bruno.page.waitForURL(/\/hits\//);
    const hit = new URL(bruno.page.url()).pathname.split('/').pop()!;
    await bruno.page.getByRole('heading', { level: 1, name: escaped(t('terms:hit_one')) }).waitFor();
    await accessible(bruno, 'hit');

    // The report says what a court asks.
    await bruno.page.getByRole('button', { name: t('decide:hits.write') }).click();
    const anchor = bruno.page.locator('main').getByText(/\w+-R-\d{4}-\d+/).first();
    await anchor.waitFor({ timeout: 60_000 });
    const reports = (await (await bruno.page.request.get(`${inject('at')}/api/v1/reports?subject=${hit}`)).json()) as { items: { id: string; number: string; language: string }[] };
    expect(reports.items).toHaveLength(1);
    expect(reports.items[0]!.language).toBe(language);
    const pdf = await bruno.page.request.get(`${inject('at')}/api/v1/reports/${reports.items[0]!.id}/report.pdf`);
    const text = textOf(await pdf.body());
    for (const part of [reports.items[0]!.number, `${number}-A`, `${number}-B`, 'Ana Torres Luna', 'Bruno Díaz Vega', 'Leica FS C 4711', 'Breech face striae in agreement.'])
      expect(text).toContain(part);
    expect(text).toMatch(language === 'es' ? /Celdas|celdas/ : /Cells|cells/);

    expect(ana.complaints).toEqual([]);
    expect(bruno.complaints).toEqual([]);
    await ana.close();
    await bruno.close();
  });
});
