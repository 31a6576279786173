// Every page: shown without complaints of the browser, accessible, in both languages, light and dark.
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { violations } from './axe';
import { open, runnable, settled, signIn, sitDown, type Desk } from './desk';
import { pages, type Shown } from './pages';
import type { Language } from './text';

describe.runIf(runnable())('every page', () => {
  let browser: Browser;
  let all: Shown[];
  beforeAll(async () => {
    browser = await open();
    const desk = await sitDown(browser);
    await signIn(desk, 'ana');
    all = await pages(desk);
    await desk.close();
  });
  afterAll(() => browser?.close());

  it.each([
    ['es', false],
    ['en', true],
  ] as [Language, boolean][])('is accessible and complains of nothing (%s, dark: %s)', async (language, dark) => {
    expect(all.length).toBeGreaterThanOrEqual(30);
    const faults: string[] = [];
    for (const as of new Set(all.map((one) => one.as))) {
      const desk: Desk = await sitDown(browser, { language, dark });
      await signIn(desk, as, language);
      for (const one of all.filter((page) => page.as === as)) {
        try {
          await desk.go(one.path);
          await settled(desk);
          faults.push(...(await violations(desk.page)).map((found) => `${one.name}: ${found}`));
          // Nothing but a table of its own may be wider than the window.
          const over = await desk.page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
          if (over > 0) faults.push(`${one.name}: ${over} px wider than the window`);
          const text = await desk.page.locator('body').innerText();
          for (const machine of [/\bundefined\b/, /\bNaN\b/, /\[object Object\]/, /\{\{/]) if (machine.test(text)) faults.push(`${one.name}: shows ${machine}`);
          if ((await desk.page.evaluate(() => document.documentElement.lang)) !== language) faults.push(`${one.name}: not in ${language}`);
        } catch (error) {
          faults.push(`${one.name}: ${error instanceof Error ? error.message.slice(0, 1200) : String(error)}`);
        }
      }
      faults.push(...desk.complaints.map((complaint) => `${as}: ${complaint}`));
      await desk.close();
    }
    expect(faults).toEqual([]);
  }, 900_000);

  it('needs at most 250 KB of script for the first page', async () => {
    const desk = await sitDown(browser);
    let bytes = 0;
    desk.page.on('response', (answer) => {
      const url = new URL(answer.url());
      if (url.origin === inject('at') && url.pathname.endsWith('.js')) bytes += Number(answer.headers()['content-length'] ?? 0);
    });
    await signIn(desk, 'ana');
    await settled(desk);
    expect(bytes).toBeGreaterThan(50_000);
    expect(bytes).toBeLessThanOrEqual(250_000);
    await desk.close();
  });
});
