import { fileURLToPath } from 'node:url'
import { defineConfig, type Plugin } from 'vite'

/**
 * V8 compiles a function that stands in brackets at once, but an arrow function there only when it is called, having
 * read past it before. Packages are wrapped in arrow functions, and a start calls most of them.
 */
const compiledAtOnce: Plugin = {
  name: 'compiled-at-once',
  renderChunk(code) {
    const compiled = code.replaceAll(/__commonJSMin\(\(\((.*)\) => \{$/gm, '__commonJSMin((function($1) {')
    if (compiled === code && /__commonJSMin\(\(/.test(code)) this.error('packages are wrapped in another way')
    return { code: compiled, map: null }
  },
}

/** V8 holds a text in twice the memory for one letter beyond Latin-1, and a program is one text. */
const heldInHalf: Plugin = {
  name: 'held-in-half',
  // The last hook: what is printed after it would have its letters back.
  generateBundle(_options, bundle) {
    for (const chunk of Object.values(bundle))
      if (chunk.type === 'chunk')
        chunk.code = chunk.code.replace(
          /(?<!\\)[^\0-\xff]/g,
          (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
        )
  },
}

/** Packages that others read as soon as they are loaded themselves, and what they call of them then, seldom or never. */
const CALLED_SELDOM: Record<string, string[]> = {
  '@opentelemetry/api': ['context', 'trace'],
  glob: ['glob'],
  yaml: ['parse', 'stringify'],
}
const PLACEHOLDER = '\0called-seldom:'
const HERE = fileURLToPath(import.meta.url)

/** Puts something in the place of such a package that loads it, from where npm put it, once it is called or looked into. */
const loadedWhenCalled: Plugin = {
  name: 'loaded-when-called',
  enforce: 'pre',
  async resolveId(name, importer) {
    if (!(name in CALLED_SELDOM)) return null
    if (importer?.startsWith(PLACEHOLDER)) return { id: name, external: true }
    const [theirs, found] = await Promise.all(
      [importer, HERE].map((from) => this.resolve(name, from, { skipSelf: true })),
    )
    if (theirs?.id !== found?.id) this.error(`the server would find another ${name} than ${importer} wants`)
    return PLACEHOLDER + name
  },
  load(id) {
    if (!id.startsWith(PLACEHOLDER)) return null
    const name = id.slice(PLACEHOLDER.length)
    const inPlaceOf = (called: string) => `exports.${called} = new Proxy(() => {}, {
      apply: (_target, _self, given) => require('${name}').${called}(...given),
      get: (_target, key) => require('${name}').${called}[key],
    })`
    return (CALLED_SELDOM[name] ?? []).map(inPlaceOf).join('\n')
  },
}

// The server, the command line and the programs of their threads, each with what it needs in a few files: reading
// hundreds of small ones takes a third of a start, and after a fault every start counts.
export default defineConfig({
  plugins: [loadedWhenCalled, compiledAtOnce, heldInHalf],
  ssr: {
    noExternal: true,
    external: [
      // Beside a native part, or a folder of pages, that must be found where it was installed; or wanted by few starts.
      'better-sqlite3',
      'sharp',
      'pg',
      'pg-cursor',
      '@fastify/swagger-ui',
      // Fastify asks for them where no compiler of schemas is given, and for tests: here never, and they are a quarter of it.
      '@fastify/ajv-compiler',
      '@fastify/fast-json-stringify-compiler',
      'light-my-request',
    ],
  },
  build: {
    ssr: true,
    outDir: 'dist',
    emptyOutDir: true,
    target: 'node20',
    minify: false,
    sourcemap: true,
    rolldownOptions: {
      input: {
        server: 'src/main.ts',
        cli: 'src/cli.ts',
        'writer-program': 'src/ingest/writer-program.ts',
        'opinion-groups-worker': 'src/jobs/opinion-groups-worker.ts',
        'workbook-program': 'src/administration/workbook-program.ts',
      },
      output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
    },
  },
})
