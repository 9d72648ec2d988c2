/// <reference types="vitest/config" />
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { defineConfig, type Plugin } from 'vite';

/** The service worker keeps the pages of this very build: it is told their names, and changes when they do. */
const tellWorker = (): Plugin => ({
  name: 'tell-worker',
  generateBundle(_, bundle) {
    const worker = Object.values(bundle).find(f => f.fileName === 'sw.js');
    if (worker?.type !== 'chunk') throw new Error('sw.js was not built');
    // A map, or what only a coordinator opens, is kept once somebody opened it.
    const shell = Object.values(bundle).map(f => f.fileName).filter(f => /\.(js|css)$/.test(f) && f !== 'sw.js' && !/leaflet|map|association/.test(f)).sort();
    const version = createHash('sha256').update(Object.keys(bundle).sort().join()).digest('hex').slice(0, 12);
    worker.code = worker.code.replace(/__SHELL__/, JSON.stringify(shell.map(f => `/${f}`))).replace(/__VERSION__/, JSON.stringify(version));
  },
});

/** Compressed once, here, and not at each request. */
const compress = (): Plugin => ({
  name: 'compress',
  closeBundle() {
    for (const file of readdirSync('dist', { recursive: true }) as string[]) {
      if (!/\.(js|css|html|svg|webmanifest)$/.test(file)) continue;
      const content = readFileSync(`dist/${file}`);
      writeFileSync(`dist/${file}.br`, brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }));
      writeFileSync(`dist/${file}.gz`, gzipSync(content, { level: 9 }));
    }
  },
});

/** "aide", not one of five doors; and "association-person", which the service worker of a resident leaves alone. */
const chunkName = (chunk: { name: string; facadeModuleId?: string | null }) => {
  const [, folder, file] = chunk.facadeModuleId?.match(/src\/(\w+)\/([\w-]+)\.tsx$/) ?? [];
  return `assets/${!folder ? chunk.name : file === 'door' ? folder : `${folder}-${file}`}-[hash].js`;
};

/** What only the desk uses, its words included: nobody else loads it. */
const elsewhere = (readdirSync('src', { recursive: true }) as string[]).filter(f => /\.tsx?$/.test(f) && !/^(association|texts|generated)\//.test(f)).map(f => readFileSync(`src/${f}`, 'utf8')).join('\n');
const usedElsewhere = new Set([...elsewhere.matchAll(/\bm\.(\w+)/g)].map(([, key]) => key));
const desk = (id: string) => {
  const text = /src\/texts\/m\/(\w+)\.ts$/.exec(id)?.[1];
  return text ? !usedElsewhere.has(text) : /src\/association\//.test(id);
};

const server = process.env.CYBERVOISINS_SERVER ?? 'http://127.0.0.1:5080';

export default defineConfig({
  plugins: [tellWorker(), compress()],
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    target: 'es2021', modulePreload: { polyfill: false }, reportCompressedSize: true, assetsInlineLimit: 0,
    rollupOptions: {
      input: { main: 'index.html', sw: 'src/sw.ts' },
      output: { entryFileNames: chunk => (chunk.name === 'sw' ? 'sw.js' : 'assets/[name]-[hash].js'), chunkFileNames: chunkName,
        // What two doors share is one file: on a slow network a request costs more than a few kilobytes. Leaflet, which several maps share, stays apart: no door loads it before a map is opened.
        advancedChunks: { groups: [{ name: 'leaflet', test: /node_modules[\\/]leaflet/, priority: 2 }, { name: 'common', test: id => !desk(id), minShareCount: 2 }, { name: 'association-shared', test: desk, minShareCount: 2 }] }, assetFileNames: 'assets/[name]-[hash][extname]' },
    },
  },
  server: { proxy: Object.fromEntries(['/graphql', '/regles', '/compte', '/dev', '/r/', '/i/', '/charte', '/association/messages', '/association/feuilles', '/recordings'].map(path => [path, { target: server, changeOrigin: true }])) },
  test: { environment: 'node', pool: 'threads', include: ['src/**/*.test.ts'], setupFiles: ['tests/storage.ts'] },
});
