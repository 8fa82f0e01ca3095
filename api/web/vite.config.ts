import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync } from 'node:zlib'
import { defineConfig, type Plugin } from 'vite'
import { languagesWithGaps } from './gaps.ts'

const folder = fileURLToPath(new URL('.', import.meta.url))

/** Writes every file a second time, compressed, so that the server need not do it for each reader. */
const compressed: Plugin = {
  name: 'compressed',
  closeBundle() {
    for (const file of readdirSync(join(folder, 'dist'), { recursive: true, encoding: 'utf8' })) {
      const path = join(folder, 'dist', file)
      if (/\.(?:js|css|html)$/.test(file)) writeFileSync(`${path}.br`, brotliCompressSync(readFileSync(path)))
    }
  },
}

/** What a page loads from the server's sources must run in a browser; without this a build would only warn. */
const withoutNode: Plugin = {
  name: 'without-node',
  enforce: 'pre',
  resolveId(id, importer) {
    if (id.startsWith('node:')) this.error(`${importer} is loaded by a browser and imports ${id}`)
  },
}

// The pages that run in a browser, served by the API. Each has a folder with its index.html.
export default defineConfig({
  root: folder,
  base: '/web/',
  // Relative, so that the pages work below any path.
  experimental: {
    renderBuiltUrl: (file, { hostType }) => (hostType === 'html' ? `web/${file}` : { relative: true }),
  },
  define: { LANGUAGES_WITH_GAPS: JSON.stringify(await languagesWithGaps()) },
  plugins: [withoutNode, compressed],
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2022',
    cssTarget: ['chrome123', 'safari17.5', 'firefox120'],
    modulePreload: { polyfill: false },
    // The content security policy knows no data: addresses.
    assetsInlineLimit: 0,
    rolldownOptions: {
      input: ['console', 'dashboard', 'self-test'].map((page) => `${folder}${page}/index.html`),
      output: {
        // The sentences of a page in a language, or what pages share.
        chunkFileNames: ({ facadeModuleId, name }) => {
          const page = /web\/([\w-]+)\/locales\/\w\w\.ts$/.exec(facadeModuleId ?? '')?.[1]
          return page ? `assets/${page}-${name}-[hash].js` : 'assets/shared-[hash].js'
        },
      },
    },
  },
})
