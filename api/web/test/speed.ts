// How fast the desk is on this machine: `make desk-speed`. It prints figures and asserts none: a machine's speed is
// no property of the code. What each must reach is printed beside it.
import { inject, it } from 'vitest';
import type { Page } from 'playwright-core';
import { open, runnable, settled, signIn, sitDown, type Desk } from './desk';
import { pages } from './pages';

const tries = 5;

const median = (values: number[]) => [...values].sort((a, b) => a - b)[values.length >> 1]!;

function report(what: string, values: number[], unit: string, asked: string) {
  const round = (value: number) => Math.round(value * 10) / 10;
  process.stdout.write(`${what}: ${round(median(values))} ${unit} (${values.map(round).join(', ')}); asked: ${asked}\n`);
}

/** to goes to an address inside the desk and returns the milliseconds until something is on the page. */
function to(page: Page, path: string, there: string): Promise<number> {
  return page.evaluate(
    ([address, selector]) =>
      new Promise<number>((done) => {
        const begun = performance.now();
        window.history.pushState({}, '', address);
        const look = () => (document.querySelector(selector!) ? done(performance.now() - begun) : requestAnimationFrame(look));
        requestAnimationFrame(look);
      }),
    [path, there] as const,
  );
}

/** frames counts what the viewer draws in a second while the mouse drags in a circle. */
async function frames(desk: Desk, target: string, radius: number): Promise<number> {
  const { page } = desk;
  const box = (await page.locator(target).boundingBox())!;
  const at = { x: box.x + box.width / 4, y: box.y + box.height / 2 };
  if (radius < 50) at.x = box.x + box.width / 2;
  await page.mouse.move(at.x, at.y);
  await page.mouse.down();
  const seconds = 4;
  const begun = await page.evaluate(() => {
    performance.clearMeasures('viewer:frame');
    return performance.now();
  });
  for (let i = 0; ; i++) {
    await page.mouse.move(at.x + radius * Math.cos(i / 9), at.y + radius * Math.sin(i / 9));
    if (i % 10 === 0 && (await page.evaluate(() => performance.now())) - begun > seconds * 1000) break;
  }
  const [drawn, took] = await page.evaluate((from) => [performance.getEntriesByName('viewer:frame').length, performance.now() - from] as const, begun);
  await page.mouse.up();
  return (drawn / took) * 1000;
}

it.runIf(runnable())('speed of the desk', async () => {
  const browser = await open();
  const at = inject('at');
  const desk = await sitDown(browser);
  await signIn(desk, 'ana');
  const all = await pages(desk);
  const path = (name: string) => all.find((one) => one.name === name)!.path;
  const cookies = await desk.context.cookies();

  const cold: number[] = [];
  for (let i = 0; i < tries; i++) {
    const fresh = await sitDown(browser); // an empty cache
    await fresh.context.addCookies(cookies);
    const begun = Date.now();
    await fresh.page.goto(at);
    await fresh.page.locator('main h1').waitFor();
    await settled(fresh);
    cold.push(Date.now() - begun);
    await fresh.close();
  }
  report('first page from a cold load', cold, 'ms', 'at most 1500');

  const list: number[] = [];
  const compare: number[] = [];
  for (let i = 0; i < tries; i++) {
    const fresh = await sitDown(browser);
    await fresh.context.addCookies(cookies);
    await fresh.go('/');
    await settled(fresh);
    list.push(await to(fresh.page, path('candidates'), 'tbody tr:nth-child(10)'));
    await settled(fresh);
    const begun = await fresh.page.evaluate(() => performance.now());
    await to(fresh.page, path('compare'), '[data-testid=stage] canvas');
    compare.push(
      await fresh.page.evaluate(
        (from) =>
          new Promise<number>((done) => {
            // The viewer marks the moment from which both marks stand there and can be moved.
            const look = () => {
              const [ready] = performance.getEntriesByName('viewer:ready');
              if (ready) done(ready.startTime - from);
              else requestAnimationFrame(look);
            };
            look();
          }),
        begun,
      ),
    );
    await fresh.close();
  }
  report('candidate list, inside the desk', list, 'ms', 'at most 500');
  report('comparison, inside the desk', compare, 'ms', 'at most 1000');

  await desk.go(path('compare'));
  await desk.page.locator('[data-testid=light-ball]').waitFor();
  await settled(desk);
  const light: number[] = [];
  const pan: number[] = [];
  for (let i = 0; i < 3; i++) {
    light.push(await frames(desk, '[data-testid=light-ball]', 18));
    pan.push(await frames(desk, '[data-testid=stage]', 60));
  }
  report('virtual light', light, 'frames a second', 'at least 20, aim 30');
  report('pan', pan, 'frames a second', 'at least 20, aim 30');
  await desk.close();
  await browser.close();
}, 600_000);
