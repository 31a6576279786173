// Pictures of every page, for people to look at: `make pictures`. No test: it asserts nothing.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { it } from 'vitest';
import { open, runnable, settled, signIn, sitDown } from './desk';
import { pages } from './pages';

const folder = process.env.COTEJO_PICTURES ?? 'out';
const widths = [
  { language: 'es', dark: false, width: 1280, height: 720 },
  { language: 'en', dark: true, width: 1280, height: 720 },
  { language: 'es', dark: false, width: 2560, height: 1200 },
] as const;

it.runIf(runnable())('takes a picture of every page', async () => {
  mkdirSync(folder, { recursive: true });
  const browser = await open();
  const reader = await sitDown(browser);
  await signIn(reader, 'ana');
  const all = await pages(reader);
  await reader.close();
  for (const look of widths)
    for (const as of new Set(all.map((one) => one.as))) {
      const desk = await sitDown(browser, look);
      await signIn(desk, as, look.language);
      for (const one of all.filter((page) => page.as === as)) {
        await desk.go(one.path);
        await settled(desk);
        await desk.page.screenshot({ path: join(folder, `${one.name}-${look.language}-${look.dark ? 'dark' : 'light'}-${look.width}.png`) });
      }
      await desk.close();
    }
  await browser.close();
}, 1_800_000);
