// Starts the real program with a demonstration collection for the tests in the browser, and Chromium.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Where the service is; "" when the tests cannot run here. */
    at: string;
  }
}

export const program = resolve(__dirname, '../../../bin/cotejo');
export const chromium = '/usr/bin/chromium';

function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const server = createServer();
    server.on('error', fail);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => (typeof address === 'object' && address ? done(address.port) : fail(new Error('no port'))));
    });
  });
}

export default async function setup(project: TestProject) {
  if (!existsSync(program)) throw new Error(`${program} is missing: make build makes it`);
  if (!existsSync(chromium)) {
    // A machine for tests has it (scripts/setup --test); anybody else's may not.
    if (process.env.CI) throw new Error(`${chromium} is missing: make setup-test installs it`);
    process.stderr.write(`${chromium} is missing: the tests in the browser are skipped; make setup-test installs it\n`);
    project.provide('at', '');
    return undefined;
  }
  const running = process.env.COTEJO_AT; // a demonstration that somebody started by hand
  if (running) {
    project.provide('at', running);
    return undefined;
  }
  const data = mkdtempSync(join(tmpdir(), 'cotejo-desk-'));
  const port = await freePort();
  const at = `http://127.0.0.1:${port}`;
  const service = spawn(program, ['serve', '--demo', '--data-dir', data, '--listen', `127.0.0.1:${port}`], { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  await new Promise<void>((ready, fail) => {
    const listen = (text: Buffer) => {
      said = (said + text.toString()).slice(-20_000);
      if (said.includes('Demonstration accounts')) ready();
    };
    service.stdout.on('data', listen);
    service.stderr.on('data', listen);
    service.on('exit', (code) => fail(new Error(`the service ended with ${code}:\n${said}`)));
  });
  project.provide('at', at);
  return async () => {
    service.removeAllListeners('exit');
    const ended = new Promise<void>((done) => service.once('exit', () => done()));
    service.kill('SIGTERM');
    await ended;
    rmSync(data, { recursive: true, force: true });
  };
}
