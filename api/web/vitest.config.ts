import { defineConfig } from 'vitest/config';

// Tests of single parts, without a browser or a service.
export default defineConfig({
  test: { include: ['src/**/*.test.{ts,tsx}'], environment: 'jsdom', passWithNoTests: false },
});
