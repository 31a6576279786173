import { defineConfig } from 'vitest/config';

// `make desk-speed`.
export default defineConfig({ test: { include: ['test/speed.ts'], globalSetup: 'test/service.ts', disableConsoleIntercept: true } });
