// Builds what the API serves: the loader, one app per language with its name hashed, and a manifest of both.
import { createHash } from 'node:crypto'
import { mkdirSync, watch, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { build, type InlineConfig, type Plugin, type Rolldown } from 'vite'
import { LIMITS, PATHS, QUALIFICATIONS, VOTES } from '../api/src/wire/constants.ts'

const LANGUAGES = ['fr', 'en'] as const
// The same bytes whoever starts the build: a test runner sets another environment.
process.env['NODE_ENV'] = 'production'

const say = (line: string) => process.stdout.write(`${line}\n`)

const folder = fileURLToPath(new URL('.', import.meta.url))
const dist = join(folder, 'dist')

const CONSTANTS = { LIMITS, PATHS, QUALIFICATIONS, VOTES }

/** Puts the values of the wire's constants where they are used: the objects would come along whole. */
const inlineConstants: Plugin = {
  name: 'inline-constants',
  transform(code, id) {
    if (id.endsWith('/wire/constants.ts')) return { code, map: null, moduleSideEffects: false }
    if (!id.startsWith(join(folder, 'src'))) return
    return code
      .replace(/\b(PATHS|LIMITS)\.(\w+)/g, (_whole, group: 'PATHS' | 'LIMITS', key: string) =>
        JSON.stringify((CONSTANTS[group] as Record<string, unknown>)[key]),
      )
      .replace(/\b(VOTES|QUALIFICATIONS)(?=[.[])/g, (_whole, group: 'VOTES' | 'QUALIFICATIONS') =>
        JSON.stringify(CONSTANTS[group]),
      )
  },
}

const bundle = async (entry: string, format: 'es' | 'iife', config: InlineConfig) => {
  const output = await build({
    configFile: false,
    mode: 'production',
    root: folder,
    logLevel: 'warn',
    publicDir: false,
    plugins: [inlineConstants],
    oxc: { jsx: { runtime: 'automatic', importSource: '#jsx', development: false } },
    ...config,
    build: {
      write: false,
      target: 'es2022',
      // Older targets would replace light-dark(), which must follow the page's own colour scheme.
      cssTarget: ['chrome123', 'safari17.5', 'firefox120'],
      modulePreload: false,
      lib: { entry: join(folder, 'src', entry), formats: [format], name: 'unisson', fileName: 'chunk' },
      rolldownOptions: {
        output: {
          minify: { compress: true, mangle: true, codegen: true, mangleProps: { include: /^_[a-z]/ } },
          comments: false,
        },
      },
    },
  })
  const [{ output: chunks }] = output as [Rolldown.RolldownOutput]
  if (chunks.length !== 1) throw new Error(`${entry} must become one file, not ${chunks.length}`)
  return chunks[0].code.trim()
}

const write = (name: string, code: string) => {
  const file = join(dist, name)
  const quality = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: code.length }
  const brotli = brotliCompressSync(code, { params: quality })
  writeFileSync(file, code)
  writeFileSync(`${file}.br`, brotli)
  writeFileSync(`${file}.gz`, gzipSync(code, { level: 9 }))
  say(`${name.padEnd(32)} ${code.length} B, brotli ${brotli.length} B`)
}

const buildAll = async () => {
  // Chunks of earlier builds stay: a cached loader may still ask for them.
  mkdirSync(join(dist, 'embed'), { recursive: true })
  const codes: Record<string, string> = {}
  for (const language of LANGUAGES) {
    const alias = { '#locale': join(folder, `src/locales/${language}.ts`) }
    codes[language] = await bundle('app.tsx', 'es', { resolve: { alias } })
  }
  // One hash for all languages: the loader, which is counted by the byte, carries it once.
  const hash = createHash('sha256').update(Object.values(codes).join()).digest('hex').slice(0, 6)
  const apps: Record<string, string> = {}
  for (const [language, code] of Object.entries(codes)) {
    apps[language] = `embed/app.${language}.${hash}.js`
    write(apps[language], code)
  }
  const code = await bundle('loader.ts', 'iife', { define: { HASH: JSON.stringify(hash) } })
  write('embed.js', code)
  writeFileSync(join(dist, 'manifest.json'), `${JSON.stringify({ loader: 'embed.js', apps }, null, 2)}\n`)
}

await buildAll()

if (process.argv.includes('--watch')) {
  let timer: NodeJS.Timeout | undefined
  watch(join(folder, 'src'), { recursive: true }, (_event, file) => {
    clearTimeout(timer)
    timer = setTimeout(() => {
      say(`${basename(file ?? 'src')} changed`)
      buildAll().catch((error: unknown) => say(String(error)))
    }, 100)
  })
}
