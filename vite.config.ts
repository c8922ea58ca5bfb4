import adapter from '@sveltejs/adapter-node';
import { sveltekit } from '@sveltejs/kit/vite';
import { readdirSync, readFileSync } from 'node:fs';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  plugins: [
    pdfData(),
    sveltekit({
      adapter: adapter({ out: 'build' }),
      files: { src: 'portal', assets: 'portal/static' },
      // Style attributes stay possible: charts drawn on the server carry them.
      csp: {
        mode: 'auto',
        directives: {
          'default-src': ['self'],
          'script-src': ['self'],
          'style-src': ['self'],
          'style-src-attr': ['unsafe-inline'],
          'img-src': ['self', 'data:'],
          'object-src': ['none'],
          'base-uri': ['none'],
          'form-action': ['self'],
          'frame-ancestors': ['none'],
        },
      },
      compilerOptions: {
        runes: ({ filename }) => (filename.includes('node_modules') ? undefined : true),
      },
    }),
  ],
  build: { target: 'chrome97' },
  test: {
    environment: 'node',
    // tests/portal belongs to Playwright.
    include: ['tests/**/*.test.ts'],
    exclude: ['tests/portal/**'],
    globalSetup: 'tests/support/postgres.ts',
    // A busy machine is slow, not wrong.
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});

/** What a PDF may leave to its reader: the maps of Chinese encodings, and fonts that every reader has. */
function pdfData(): Plugin {
  const from = 'node_modules/pdfjs-dist';
  return {
    name: 'pdf-data',
    applyToEnvironment: ({ name }) => name === 'client',
    generateBundle() {
      for (const folder of ['cmaps', 'standard_fonts'])
        for (const file of readdirSync(`${from}/${folder}`))
          this.emitFile({
            type: 'asset',
            fileName: `pdf/${folder}/${file}`,
            source: readFileSync(`${from}/${folder}/${file}`),
          });
    },
  };
}
