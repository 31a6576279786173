// Reviewing without a mouse, and over a lost connection.
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { open, runnable, signIn, sitDown, type Desk } from './desk';
import { say } from './text';

interface Search { id: string; state: string; found: number }
interface Row { id: string; state: string; mine: string }

/** listOf finds a finished list of the reader's laboratory with enough that nobody has reviewed. */
async function listOf(desk: Desk, fresh: number, but: string[]): Promise<string> {
  const at = inject('at');
  const { items } = (await (await desk.page.request.get(`${at}/api/v1/searches?state=done&limit=200`)).json()) as { items: Search[] };
  for (const search of items.filter((one) => one.found >= fresh && !but.includes(one.id))) {
    const rows = await table(desk, search.id);
    if (rows.slice(0, fresh).every((row) => row.state === 'new')) return search.id;
  }
  throw new Error('no list with enough candidates');
}

async function table(desk: Desk, search: string): Promise<Row[]> {
  const answer = await desk.page.request.get(`${inject('at')}/api/v1/searches/${search}/table?limit=50`);
  return ((await answer.json()) as { items: Row[] }).items;
}

describe.runIf(runnable())('reviewing candidates', () => {
  let browser: Browser;
  let desk: Desk;
  const used: string[] = [];
  const t = say('es');
  beforeAll(async () => {
    browser = await open();
    desk = await sitDown(browser);
    await signIn(desk, 'ana');
  });
  afterAll(() => browser?.close());

  it('takes ten candidates by keys alone', async () => {
    const search = await listOf(desk, 10, used);
    used.push(search);
    await desk.go(`/searches/${search}`);
    const { page } = desk;
    await page.locator('tbody tr').nth(9).waitFor();
    const keys = page.keyboard;
    for (let i = 0; i < 10; i++) {
      await page.locator('tbody tr').nth(i).and(page.locator('[aria-current=true]')).waitFor();
      if (i === 3) await keys.press('k');
      else {
        const verdict = i === 6 ? 'i' : 'd';
        await keys.press(verdict);
        await page.getByRole('group', { name: t(`decide:why.${verdict === 'i' ? 'inconclusive' : 'discard'}`) }).waitFor();
        await keys.press('1');
      }
    }
    await expect.poll(async () => (await table(desk, search)).slice(0, 10).map((row) => row.mine)).toEqual([
      'discard', 'discard', 'discard', 'keep', 'discard', 'discard', 'inconclusive', 'discard', 'discard', 'discard',
    ]);
    expect(desk.complaints).toEqual([]);
  });

  it('loses nothing when the connection is lost, nor when the session ends', async () => {
    const search = await listOf(desk, 3, used);
    used.push(search);
    await desk.go(`/searches/${search}`);
    const { page, context } = desk;
    const rows = page.locator('tbody tr');
    await rows.nth(2).waitFor();
    await context.setOffline(true);
    await page.keyboard.press('k');
    await page.getByText(t('shell:connection.lost')).waitFor();
    await rows.first().getByText(t('decide:unsent')).waitFor();
    // Over a reload too: what was decided is in the browser until the service has it.
    expect(await page.evaluate(() => JSON.parse(localStorage.getItem('cotejo.outbox') ?? '[]').length)).toBe(1);
    await context.setOffline(false);
    await expect.poll(async () => (await table(desk, search))[0]!.mine, { timeout: 20_000 }).toBe('keep');
    await page.getByText(t('shell:connection.lost')).waitFor({ state: 'detached' });

    // The session ends elsewhere; what is decided next waits for her to sign in again.
    expect(await page.evaluate(async () => (await fetch('/api/v1/session', { method: 'DELETE' })).ok)).toBe(true);
    await page.keyboard.press('d');
    await page.keyboard.press('2');
    const again = page.getByRole('dialog');
    await again.getByText(t('shell:signIn.kept')).waitFor();
    await again.locator('input[type=password]').fill('cotejo-demo-2026');
    await again.getByRole('button', { name: t('shell:signIn.go'), exact: true }).click();
    await again.waitFor({ state: 'detached' });
    await expect.poll(async () => (await table(desk, search))[1]!.mine, { timeout: 20_000 }).toBe('discard');
    expect(desk.complaints.filter((one) => !one.includes('ERR_INTERNET_DISCONNECTED'))).toEqual([]);
  });
});
