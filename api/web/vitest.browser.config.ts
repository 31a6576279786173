import { defineConfig } from 'vitest/config';

// Tests of the whole desk: the real program with a demonstration collection, and Debian's Chromium.
export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: 'test/service.ts',
    fileParallelism: false,
    testTimeout: 180_000,
    hookTimeout: 180_000,
  },
});
