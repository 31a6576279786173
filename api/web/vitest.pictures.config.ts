import { defineConfig } from 'vitest/config';

// `make pictures`: COTEJO_PICTURES names the folder.
export default defineConfig({ test: { include: ['test/pictures.ts'], globalSetup: 'test/service.ts' } });
