// A browser at the desk, for the tests: signed in as somebody, watched for whatever a browser must never do.
import { violations } from './axe';
import { chromium as playwright, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { expect, inject } from 'vitest';
import { chromium } from './service';

export const password = 'cotejo-demo-2026';

/** runnable tells whether there are a browser and a service. */
export const runnable = () => inject('at') !== '';

/** open starts a browser; its owner closes it. */
export function open(): Promise<Browser> {
  return playwright.launch({
    executablePath: chromium,
    args: [
      '--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync',
      '--enable-unsafe-swiftshader',
    ],
  });
}

export interface Desk {
  context: BrowserContext;
  page: Page;
  /** What the browser complained of: errors, refused by the policy, requests to other hosts. */
  complaints: string[];
  /** go opens an address of the desk and waits for its heading. */
  go: (path: string) => Promise<void>;
  close: () => Promise<void>;
}

interface Options {
  language?: 'es' | 'en';
  width?: number;
  height?: number;
  dark?: boolean;
}

/** sitDown opens the desk, not signed in. */
export async function sitDown(browser: Browser, { language = 'es', width = 1280, height = 720, dark = false }: Options = {}): Promise<Desk> {
  const at = inject('at');
  const context = await browser.newContext({
    viewport: { width, height },
    locale: language === 'es' ? 'es-MX' : 'en-US',
    colorScheme: dark ? 'dark' : 'light',
    acceptDownloads: true,
  });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(`error: ${error.message}`));
  page.on('console', (message) => {
    // A refusal is an answer: the browser notes each as an error.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) complaints.push(`console: ${message.text()}`);
  });
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (url.protocol.startsWith('http') && url.origin !== at) complaints.push(`request to ${url.origin}`);
  });
  return {
    context,
    page,
    complaints,
    go: async (path) => {
      await page.goto(at + path);
      await page.getByRole('heading', { level: 1 }).waitFor();
    },
    close: () => context.close(),
  };
}

const words = {
  es: { login: 'Usuario', password: 'Contraseña', go: 'Entrar' },
  en: { login: 'User', password: 'Password', go: 'Sign in' },
};

/** signIn signs somebody in by the page's form. */
export async function signIn(desk: Desk, login: string, language: 'es' | 'en' = 'es') {
  const { page } = desk;
  const say = words[language];
  await page.goto(inject('at'));
  await page.getByRole('textbox', { name: say.login }).fill(login);
  await page.getByLabel(say.password).first().fill(password);
  await page.getByRole('button', { name: say.go, exact: true }).click();
  await page.getByRole('navigation').waitFor();
}

/** accessible fails on any violation of WCAG 2.2 A or AA that axe finds on the page. */
export async function accessible(desk: Desk, what: string) {
  const found = await violations(desk.page);
  expect(found, `${what}: violations of WCAG 2.2 A or AA`).toEqual([]);
}

/** settled waits until nothing on the page is being loaded any more. */
export async function settled(desk: Desk) {
  const { page } = desk;
  await page.waitForFunction(() => document.querySelectorAll('.mantine-Loader-root, .mantine-Skeleton-root').length === 0);
  await page.waitForLoadState('load');
  // Pictures that are in view have come.
  await page.waitForFunction(() => [...document.images].every((image) => image.loading === 'lazy' || image.complete));
}
