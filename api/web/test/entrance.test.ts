import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accessible, open, runnable, sitDown, signIn } from './desk';

describe.runIf(runnable())('the way in', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await open();
  });
  afterAll(() => browser?.close());

  it.each(['es', 'en'] as const)('refuses a wrong password and lets somebody in (%s)', async (language) => {
    const desk = await sitDown(browser, { language });
    await desk.go('/');
    await accessible(desk, 'sign-in');
    await desk.page.getByRole('textbox').first().fill('ana');
    await desk.page.locator('input[type=password]').fill('not the password');
    await desk.page.keyboard.press('Enter');
    await desk.page.getByRole('alert').waitFor();
    await accessible(desk, 'sign-in refused');
    await signIn(desk, 'ana', language);
    expect(await desk.page.evaluate(() => document.documentElement.lang)).toBe(language);
    expect(desk.complaints).toEqual([]);
    await desk.close();
  });
});
