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

const show = ({ from, to }: Import): string => `${from} → ${to}`

describe('the architecture', () => {
  it('has a rule for what each folder may import, which the linter holds', () => {
    const rules = readFileSync(new URL('../../biome.json', import.meta.url), 'utf8')
    const folders = new Set(files.map((file) => file.split('/')[0] ?? file))
    folders.delete('files.ts')
    expect([...folders].filter((folder) => !rules.includes(`api/src/${folder}`))).toEqual([])
  })

  it('has folders of rules that know each other one way, and general ones that know none of them', () => {
    const edges = imports
      .filter(({ from, to }) => from.startsWith('domain/') && to.startsWith('domain/'))
      .map(({ from, to }) => ({ from: dirname(from), to: dirname(to) }))
      .filter(({ from, to }) => from !== to)
    let left = edges
    for (let before = -1; before !== left.length; ) {
      before = left.length
      left = left.filter(({ to }) => left.some(({ from }) => from === to))
    }
    expect(left.map(show)).toEqual([])
    expect(edges.filter(({ from }) => from === 'domain').map(show)).toEqual([])
  })

  it('has routes that know no other route, but what they share', () => {
    const wrong = imports.filter(
      ({ from, to }) =>
        from.startsWith('routes/') && to.startsWith('routes/') && !to.startsWith('routes/shared/'),
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
