import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const SOURCE = fileURLToPath(new URL('../../api/src/', import.meta.url))

interface Import {
  from: string
  to: string
}

const files = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' }).filter((file) =>
  file.endsWith('.ts'),
)
const text = (file: string): string => readFileSync(join(SOURCE, file), 'utf8')
const specifiers = (file: string): string[] =>
  [
    ...text(file).matchAll(
      /(?:^|\s)(?:import|export)\b[^'"`;]*?\bfrom\s+'([^']+)'|\bimport\('([^']+)'\)|^import '([^']+)'/gm,
    ),
  ].map(([, named, dynamic, bare]) => named ?? dynamic ?? bare ?? '')
const imports: Import[] = files.flatMap((from) =>
  specifiers(from)
    .filter((specifier) => specifier.startsWith('.'))
    .map((specifier) => ({ from, to: relative(SOURCE, join(SOURCE, dirname(from), specifier)) })),
)

/** From the bottom up: each room may use only itself and the rooms below it. */
const ROOMS: readonly (readonly string[])[] = [
  ['files'],
  ['wire'],
  ['domain'],
  ['store'],
  ['ingest', 'exports', 'presenters'],
  ['cache'],
  ['statistics', 'jobs'],
  ['plugins', 'pages'],
  ['services'],
  ['administration'],
  ['routes'],
  ['app', 'config'],
  ['server'],
  ['cli', 'main'],
]
const roomOf = (file: string): string => (file.split('/')[0] ?? file).replace(/\.ts$/, '')
const heightOf = (file: string): number => ROOMS.findIndex((rooms) => rooms.includes(roomOf(file)))

const show = ({ from, to }: Import): string => `${from} → ${to}`

describe('the architecture', () => {
  it('has a room for every file, and reads every import', () => {
    expect(files.filter((file) => heightOf(file) < 0)).toEqual([])
    expect(imports.filter(({ to }) => !files.includes(to)).map(show)).toEqual([])
    expect(imports.length).toBeGreaterThan(files.length)
  })

  it('has imports that run one way, and none between neighbours', () => {
    const wrong = imports.filter(
      ({ from, to }) =>
        roomOf(from) !== roomOf(to) &&
        (heightOf(to) > heightOf(from) ||
          // Ingest and presenters share a floor, and so do others; a plugin may look at what the cache holds.
          heightOf(to) === heightOf(from)),
    )
    expect(wrong.map(show)).toEqual([])
  })

  it('has no circles', () => {
    const targets = (file: string) => imports.filter(({ from }) => from === file).map(({ to }) => to)
    const finished = new Set<string>()
    const circles: string[] = []
    const visit = (file: string, path: readonly string[]): void => {
      if (path.includes(file)) circles.push([...path.slice(path.indexOf(file)), file].join(' → '))
      else if (!finished.has(file)) for (const next of targets(file)) visit(next, [...path, file])
      finished.add(file)
    }
    for (const file of files) visit(file, [])
    expect(circles).toEqual([])
  })

  it('has routes that know no other route, but for who may write and how a session begins', () => {
    const shared = ['routes/routes.ts', 'routes/access.ts', 'routes/public/begin-session.ts']
    const wrong = imports.filter(
      ({ from, to }) => from.startsWith('routes/') && to.startsWith('routes/') && !shared.includes(to),
    )
    expect(wrong.map(show)).toEqual([])
  })

  it('has constants that import nothing, so that the widget can take them', () => {
    expect(specifiers('wire/constants.ts')).toEqual([])
  })

  it('shows types only, where clients look', () => {
    expect(text('wire/index.ts').match(/^export (?!type )/m)).toBeNull()
    expect(text('wire/index.ts').match(/^import (?!type )/m)).toBeNull()
  })

  it('reads the environment in three places', () => {
    const readers = files.filter((file) => text(file).includes('process.env'))
    expect(readers.filter((file) => !['config.ts', 'main.ts', 'cli.ts'].includes(file))).toEqual([])
  })

  it('makes schemas in the wire, and one for the configuration', () => {
    const makers = files.filter((file) => /\bz\s*\.\s*(?:object|strictObject|looseObject)\(/.test(text(file)))
    expect(makers.filter((file) => !file.startsWith('wire/') && file !== 'config.ts')).toEqual([])
  })

  it('has rules that neither wait nor look at a clock or at chance', () => {
    const impure = /\bawait\b|\basync\b|Date\.now|new Date\(\)|Math\.random|randomBytes|randomUUID|\bfetch\(/
    expect(files.filter((file) => file.startsWith('domain/') && impure.test(text(file)))).toEqual([])
  })

  it('speaks SQL in the store alone', () => {
    const sql = /\b(?:SELECT [a-z*]|INSERT INTO|DELETE FROM|UPDATE [a-z_]+ SET)\b/
    const speakers = files.filter((file) => sql.test(text(file)) && !file.startsWith('store/'))
    expect(speakers).toEqual([])
  })
})
