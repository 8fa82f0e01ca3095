import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { setOwnWords } from '../../api/src/administration/own-words.ts'
import { createTheme, placeProposals } from '../../api/src/administration/themes.ts'
import { putTranslation, setProposalLanguage } from '../../api/src/administration/translations.ts'
import { openServerStore } from '../../api/src/store/index.ts'
import { LEFT_BEHIND, MOVED_TABLES } from '../../api/src/store/transfer/tables.ts'
import type { EmbedPayload } from '../../api/src/wire/index.ts'
import { openApi, type TestApi } from '../support/api.ts'
import { CommandLine } from '../support/command-line.ts'
import { DatabaseFile } from '../support/database-file.ts'
import { dropDatabase, freshDatabase } from '../support/engine.ts'
import { type Newsroom, openNewsroom } from '../support/newsroom.ts'
import type { TestReader } from '../support/reader.ts'

const TODAY = '2026-03-10'

let folder: string
let path: string
let url: string
let shell: CommandLine
let newsroom: Newsroom
let readers: TestReader[]

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'unisson-move-'))
  path = join(folder, 'unisson.db')
  url = (await freshDatabase()) ?? ''
  shell = await CommandLine.open()
  newsroom = await openNewsroom({ database: path })
  readers = await Promise.all(Array.from({ length: 30 }, () => newsroom.viewer()))
  const article = { url: 'https://www.journal.example/un' }
  for (const [index, reader] of readers.entries()) {
    await reader.report('view', article)
    await reader.vote(newsroom.proposals[index % 3] ?? '', {
      vote: index % 2 === 0 ? 'agree' : 'disagree',
      qualifications: index % 4 === 0 ? ['likeIt'] : [],
    })
  }
  await readers[0]?.vote(newsroom.proposals[0] ?? '', { vote: null })
  await readers[1]?.propose('Il faut des bancs à l’ombre')
  await newsroom.api.services.recorder.flush()
  await newsroom.api.close()
})
afterEach(async () => {
  await shell.close()
  await dropDatabase(url)
  await rm(folder, { recursive: true, force: true })
})

const move = () => shell.run(['migrate', 'sqlite-to-postgres', url, '--database', path])
const withMoved = async (use: (api: TestApi) => Promise<void>) => {
  const api = await openApi({ database: url, runtime: newsroom.api.runtime })
  try {
    await use(api)
  } finally {
    await api.close()
  }
}

describe('A move from a file to PostgreSQL', () => {
  it('takes everything along, says so table by table, and readers go on where they were', async () => {
    const { code, out, err } = await move()
    expect([code, err]).toEqual([0, ''])
    expect(out).toMatch(/^votes +30 +same/m)
    expect(out).toContain('all values, tallies and checksums are equal')
    const [file, moved] = [path, url].map((address) => new DatabaseFile(address)) as [
      DatabaseFile,
      DatabaseFile,
    ]
    expect(await moved.tallies()).toEqual(await file.tallies())
    const before = await file.engagement(TODAY)
    expect(await moved.engagement(TODAY)).toEqual(before)
    await withMoved(async (api) => {
      const known = readers[2]?.through(api)
      await known?.vote(newsroom.proposals[2] ?? '', { vote: 'neutral' })
      await known?.report('view')
      await readers[3]?.through(api).vote(newsroom.proposals[1] ?? '', { vote: 'agree' })
      await api.services.recorder.flush()
      expect(await moved.tallies()).toEqual(await moved.recount())
      const { readersEngaged, readersViewed, votes } = await moved.engagement(TODAY)
      expect([readersEngaged, readersViewed]).toEqual([before.readersEngaged, before.readersViewed])
      expect(votes).toBe(before.votes + 1)
    })
  })

  it('takes along what was translated, what is said in words of one’s own, themes and languages', async () => {
    const before = await openApi({ database: path, runtime: newsroom.api.runtime })
    const { context } = before
    const consultation = await before.addConsultation({
      slug: 'landschaften',
      otherLanguages: ['de', 'ar'],
    })
    await setOwnWords(
      context,
      { consultationId: consultation.id },
      { words: { de: { 'votes.agree': 'Dafür' } } },
    )
    const [french = '', german = ''] = await before.addProposals(consultation, [
      'Il faut rouvrir les petites gares',
      'Man sollte "Bahnhöfe" öffnen \u2028🚉',
    ])
    const texts = [
      [french, 'de', 'Man sollte kleine Bahnhöfe öffnen'],
      [french, 'ar', 'ينبغي إعادة فتح المحطات الصغيرة'],
      ['consultation.question', 'de', 'Wie leben wir besser auf dem Land?'],
    ] as const
    for (const [id, language, text] of texts)
      await putTranslation(context, consultation, { id, language, text })
    await setProposalLanguage(context, consultation, { id: german, language: 'de', revision: 1 })
    const theme = await createTheme(context, consultation, { name: 'Gares – Bahnhöfe' })
    await placeProposals(context, consultation, { theme: theme.id, proposals: [french, german] })
    await before.close()

    const { code, out } = await move()
    expect(code).toBe(0)
    expect(out).toMatch(/^translations +3 +same/m)
    expect(out).toMatch(/^proposal_themes +2 +same/m)
    const [file, moved] = [new DatabaseFile(path), new DatabaseFile(url)]
    for (const [table, order] of [
      ['translations', '1, 2, 3'],
      ['own_words', '1'],
      ['themes', '1'],
      ['proposal_themes', '1'],
      ['theme_states', '1'],
    ]) {
      const rows = `SELECT * FROM ${table} ORDER BY ${order}`
      expect(await moved.all(rows), table).toEqual(await file.all(rows))
    }
    const written = 'SELECT id, language, text FROM proposals ORDER BY id'
    expect(await moved.all(written)).toEqual(await file.all(written))
    await withMoved(async (api) => {
      const address = `/v1/embed/landschaften?publisher=${newsroom.publisher.publicKey}&lang=de`
      const payload = (await api.app.inject(address)).json<EmbedPayload>()
      expect(payload.consultation.question).toBe('Wie leben wir besser auf dem Land?')
      const shown = new Map(payload.draw.proposals.map((proposal) => [proposal.id, proposal]))
      expect(shown.get(french)).toMatchObject({ text: 'Man sollte kleine Bahnhöfe öffnen', language: 'de' })
      expect(shown.get(german)).toMatchObject({ language: 'de' })
      expect(shown.get(german)).not.toHaveProperty('translation')
    })
  })

  it('goes on where it was interrupted', async () => {
    const target = new DatabaseFile(url)
    await target.run(
      'CREATE TRIGGER no_room BEFORE INSERT ON audit_entries EXECUTE FUNCTION refuse_audit_change()',
    )
    expect(await move()).toMatchObject({ code: 1, err: expect.stringContaining('append-only') })
    expect(await target.one('SELECT count(*) FROM votes')).toBe(30)
    const start = () => openServerStore(url, newsroom.api.runtime.now(), () => undefined)
    await expect(start()).rejects.toThrow('was moved in part')
    await target.run('DROP TRIGGER no_room ON audit_entries')
    expect((await move()).code).toBe(0)
    expect((await move()).out).toContain('all values, tallies and checksums are equal')
    await (await start()).database.close()
  })

  it('finds a vote that is not what it was', async () => {
    expect((await move()).code).toBe(0)
    await new DatabaseFile(url).run(
      "UPDATE votes SET vote = 'neutral', qualifications = 0 WHERE vote = 'disagree'",
    )
    const { code, out } = await move()
    expect(code).toBe(1)
    expect(out).toMatch(/^votes +30 +DIFFERS/m)
  })

  it('is refused where readers have voted since, for it would put the votes of the file beside its tallies', async () => {
    expect((await move()).code).toBe(0)
    await withMoved(async (api) => {
      await readers[3]?.through(api).vote(newsroom.proposals[1] ?? '', { vote: 'agree' })
    })
    const moved = new DatabaseFile(url)
    const before = await moved.votes()
    await new DatabaseFile(path).run(
      'UPDATE votes SET voter = randomblob(16) WHERE voter = (SELECT max(voter) FROM votes)',
    )
    expect(await move()).toMatchObject({ code: 1, err: expect.stringContaining('is already in use') })
    expect(await moved.votes()).toEqual(before)
  })

  it('is refused into a database that is in use, and from a file that a server works on', async () => {
    const server = await openNewsroom()
    const used = server.api.file.path
    const { code, err } = await shell.run(['migrate', 'sqlite-to-postgres', used, '--database', path])
    expect([code, err]).toEqual([1, expect.stringContaining('is already in use')])
    await server.api.close()
    const running = await openServerStore(path, newsroom.api.runtime.now(), () => undefined)
    expect(await move()).toMatchObject({ code: 1, err: expect.stringContaining('Another server works on') })
    await running.database.close()
    const none = await shell.run([
      'migrate',
      'sqlite-to-postgres',
      url,
      '--database',
      join(folder, 'none.db'),
    ])
    expect([none.code, none.err]).toEqual([1, expect.stringContaining('There is no database file')])
  })

  it('knows every table and every column of a file', async () => {
    const [file, target] = [new DatabaseFile(path), new DatabaseFile(url)]
    const tables = (
      await file.all<{ name: string }>(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'",
      )
    ).map(({ name }) => name)
    expect([...MOVED_TABLES.map(({ source }) => source), ...LEFT_BEHIND].toSorted()).toEqual(
      tables.toSorted(),
    )
    for (const { source, target: name, added } of MOVED_TABLES)
      expect((await target.columns(name)).toSorted()).toEqual(
        [...(await file.columns(source)), ...Object.keys(added)].toSorted(),
      )
  })
})
