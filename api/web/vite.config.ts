import react from '@vitejs/plugin-react';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { defineConfig, type Plugin } from 'vite';

// Files are compressed once, here, and not at each request: the service sends them as they lie.
function compressed(): Plugin {
  return {
    name: 'compressed',
    apply: 'build',
    writeBundle({ dir }) {
      const assets = join(dir!, 'assets');
      for (const name of readdirSync(assets)) {
        if (!/\.(js|css|svg|json)$/.test(name)) continue;
        const text = readFileSync(join(assets, name));
        writeFileSync(join(assets, `${name}.gz`), gzipSync(text, { level: 9 }));
        writeFileSync(
          join(assets, `${name}.br`),
          brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }),
        );
      }
    },
  };
}

const service = process.env.COTEJO_AT ?? 'http://127.0.0.1:8080';

export default defineConfig({
  plugins: [react(), compressed()],
  // The service puts a nonce of each answer in this place.
  html: { cspNonce: 'COTEJO-NONCE' },
  build: { target: 'es2022', chunkSizeWarningLimit: 900, reportCompressedSize: false, assetsInlineLimit: 0 },
  // For `npm run dev`: a service that was started by hand, COTEJO_AT=http://host:port.
  cacheDir: process.env.COTEJO_VITE_CACHE,
  server: { proxy: { '/api': { target: service, headers: { origin: service } }, '/healthz': service } },
});
