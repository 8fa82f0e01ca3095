// Builds what the API serves: the loader, one app per language with its name hashed, and a manifest of both.
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, watch, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, gzipSync, constants as zlib } from 'node:zlib'
import { build, type InlineConfig, type Plugin, type Rolldown } from 'vite'
import * as constants from '../api/src/wire/constants.ts'
import { languages } from './languages/catalog.ts'
import { type CompiledLanguage, compileLanguage } from './languages/compile.ts'

// The same bytes under a test runner, which sets another environment.
process.env['NODE_ENV'] = 'production'

/** The oldest browsers in which votes work, as .browserslistrc names them: chrome100, safari16.4, … */
const FLOOR = readFileSync(join(import.meta.dirname, '../.browserslistrc'), 'utf8')
  .split('\n')
  .flatMap((line) => /^(\w+) >= ([\d.]+)$/.exec(line)?.slice(1).join('') ?? [])
  .map((browser) => browser.replace('ios_saf', 'ios'))

const say = (line: string) => process.stdout.write(`${line}\n`)

const folder = fileURLToPath(new URL('.', import.meta.url))
const dist = join(folder, 'dist')

/** Stands for the hash in a file that is hashed itself. */
const UNKNOWN_HASH = '@hash@'

/** Stands for the language in what is the same for all of them. */
const UNKNOWN_LANGUAGE = 'xx'

const { LIMITS, PATHS, QUALIFICATIONS, VOTES } = constants
const CONSTANTS = { LIMITS, PATHS, QUALIFICATIONS, VOTES }

/** Literals alone: of arrays made from others the minifier cannot know that nothing happens. */
const constantsModule = (): string =>
  Object.entries(constants)
    .map(([name, value]) => `export const ${name} = ${JSON.stringify(value)}`)
    .join('\n')

/** Puts the values of the wire's constants where they are used: the objects would come along whole. */
const inlineConstants: Plugin = {
  name: 'inline-constants',
  transform(code, id) {
    if (id.endsWith('/wire/constants.ts'))
      return { code: constantsModule(), map: null, moduleSideEffects: false }
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

/** The page's names must not stand in the way of a property of its document, in the code of others either. */
const safeDocument: Plugin = {
  name: 'safe-document',
  transform(code, id) {
    if (!id.endsWith('/preact.mjs')) return
    // Nodes would lead back to the page's own.
    const safe = code.replace(/\w+\.ownerDocument\|\|document\b/, 'document')
    if (safe === code) throw new Error('Preact asks for its document in another way than the build knows')
    return { code: safe, map: null }
  },
}

/** Builds one entry; its file and, if it has one, the file of what it imports later. */
const bundle = async (entry: string, format: 'es' | 'iife', config: InlineConfig = {}) => {
  const output = await build({
    configFile: false,
    mode: 'production',
    root: folder,
    logLevel: 'warn',
    publicDir: false,
    plugins: [inlineConstants, safeDocument],
    // The classic runtime needs no second way of making elements beside Preact's own.
    oxc: {
      jsx: { runtime: 'classic', pragma: 'h', pragmaFrag: 'Fragment', development: false },
      ...(entry.endsWith('.tsx') ? { jsxInject: "import { h, Fragment } from 'preact'" } : {}),
    },
    ...config,
    build: {
      write: false,
      target: FLOOR,
      cssTarget: FLOOR,
      modulePreload: false,
      lib: { entry: join(folder, 'src', entry), formats: [format], name: 'unisson', fileName: 'chunk' },
      rolldownOptions: {
        // The loader, which is counted by the byte, looks after itself.
        transform:
          entry === 'host/loader.ts'
            ? {}
            : { inject: { document: [join(folder, 'src/host/platform.ts'), 'document'] } },
        // What both downloads share stays in the first: a third request would wait for two others.
        preserveEntrySignatures: 'allow-extension',
        output: {
          entryFileNames: `app.${UNKNOWN_LANGUAGE}.js`,
          chunkFileNames: `later.${UNKNOWN_LANGUAGE}.js`,
          minify: format === 'es' || {
            compress: true,
            mangle: true,
            codegen: true,
            mangleProps: { include: /^_[a-z]/ },
          },
          comments: false,
        },
      },
    },
  })
  const [{ output: chunks }] = output as [Rolldown.RolldownOutput]
  return chunks
    .filter((chunk) => chunk.type === 'chunk')
    .map(({ fileName, code }) => ({ fileName, code: code.trim() }))
}

/** Private members, which begin with `_` in our sources, under one short name each in all chunks. */
const shortNames = (all: string) => {
  const member = /(?<![\w$])_[a-z]\w+/g
  const names = [...new Set(all.match(/(?<=\bthis\.)_[a-z]\w+/g))].sort()
  const shortened = new Map(names.map((name, index) => [name, `_${index.toString(36)}`]))
  return (code: string) => code.replace(member, (name) => shortened.get(name) ?? name)
}

/** A chunk with one language in the places that are left for it. */
const withLanguage = (code: string, language: string, { first, later }: CompiledLanguage): string =>
  code
    .replaceAll(`.${UNKNOWN_LANGUAGE}.js`, `.${language}.js`)
    .replace(/\bLOCALE\b/, () => first)
    .replace(/\bLATER_LOCALE\b/, () => later)

/** Writes a file and its compressed twins; gives its bytes after brotli. */
const write = (name: string, code: string): number => {
  const file = join(dist, name)
  const quality = { [zlib.BROTLI_PARAM_QUALITY]: 11, [zlib.BROTLI_PARAM_SIZE_HINT]: code.length }
  const brotli = brotliCompressSync(code, { params: quality })
  writeFileSync(file, code)
  writeFileSync(`${file}.br`, brotli)
  writeFileSync(`${file}.gz`, gzipSync(code, { level: 9 }))
  return brotli.length
}

/** `npm run check:size` says the size of each file. */
const saySize = (name: string, sizes: number[]) => {
  const [least, most] = [Math.min(...sizes), Math.max(...sizes)]
  say(`${name.padEnd(32)} ${least === most ? '' : `${least} to `}${most} B with brotli`)
}

const buildAll = async () => {
  // Chunks of earlier builds stay: a cached loader may still ask for them.
  mkdirSync(join(dist, 'embed'), { recursive: true })
  // Built once: the languages are put into what comes out.
  const withHash = { define: { HASH: JSON.stringify(UNKNOWN_HASH) } }
  const app = await bundle('app.tsx', 'es', withHash)
  const chunks = languages().flatMap((language) => {
    const compiled = compileLanguage(language)
    return app.map(({ fileName, code }) => ({
      language,
      fileName: fileName.replace(UNKNOWN_LANGUAGE, language),
      code: withLanguage(code, language, compiled),
    }))
  })
  const [place] = await bundle('host/placement.ts', 'es', withHash)
  const [layer] = await bundle('host/data-layer.ts', 'es')
  // One hash for all: the loader, which is counted by the byte, carries it once.
  const digest = createHash('sha256').update([...chunks, place, layer].map((chunk) => chunk?.code).join())
  // Digits alone: beside other letters they cost the compressed loader up to 30 bytes less.
  const hash = String(digest.digest().readUIntBE(0, 6)).slice(-UNKNOWN_HASH.length)
  const short = shortNames(chunks.map(({ code }) => code).join('\n'))
  const named = (text: string) =>
    text.replace(/\b(app|later)\.([\w-]+)\.js/g, `$1.$2.${hash}.js`).replaceAll(UNKNOWN_HASH, hash)
  const manifest = {
    loader: 'embed.js',
    results: 'results.js',
    frame: 'frame.js',
    place: `embed/place.${hash}.js`,
    layer: `embed/layer.${hash}.js`,
    apps: {} as Record<string, string>,
    later: {} as Record<string, string>,
  }
  const sizes = { apps: [] as number[], later: [] as number[] }
  for (const { language, fileName, code } of chunks) {
    const name = `embed/${named(fileName)}`
    const kind = fileName.startsWith('app') ? 'apps' : 'later'
    sizes[kind].push(write(name, short(named(code))))
    manifest[kind][language] = name
  }
  saySize(`app, ${sizes.apps.length} languages`, sizes.apps)
  saySize(`later, ${sizes.later.length} languages`, sizes.later)
  const [loader] = await bundle('host/loader.ts', 'iife', { define: { HASH: JSON.stringify(hash) } })
  saySize(manifest.loader, [write(manifest.loader, loader?.code ?? '')])
  const [results] = await bundle('results.ts', 'iife')
  saySize(manifest.results, [write(manifest.results, results?.code ?? '')])
  const [frame] = await bundle('frame.ts', 'iife')
  saySize(manifest.frame, [write(manifest.frame, frame?.code ?? '')])
  saySize(manifest.place, [write(manifest.place, named(place?.code ?? ''))])
  saySize(manifest.layer, [write(manifest.layer, layer?.code ?? '')])
  writeFileSync(join(dist, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`)
}

await buildAll()

if (process.argv.includes('--watch')) {
  let timer: NodeJS.Timeout | undefined
  for (const watched of ['src', 'locales']) {
    watch(join(folder, watched), { recursive: true }, (_event, file) => {
      clearTimeout(timer)
      timer = setTimeout(() => {
        say(`${basename(file ?? watched)} changed`)
        buildAll().catch((error: unknown) => say(String(error)))
      }, 100)
    })
  }
}
