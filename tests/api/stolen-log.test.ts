import { randomBytes } from 'node:crypto'
import { statSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createConsultation } from '../../api/src/administration/consultations.ts'
import { createPublisher } from '../../api/src/administration/publishers.ts'
import { databaseVariables, readConfig } from '../../api/src/config.ts'
import { skeleton } from '../../api/src/domain/proposal-text.ts'
import { dailyReaderHash, voterPseudonym } from '../../api/src/domain/pseudonyms.ts'
import { type RunningServer, startServer } from '../../api/src/server.ts'
import { DatabaseFile } from '../support/database-file.ts'
import { onPostgres } from '../support/engine.ts'
import { BROWSER } from '../support/reader.ts'
import { afterEachCommit } from '../support/stolen-log.ts'

const HOUR = 3_600_000
const ORIGIN = 'https://www.journal.example'
const READERS = 30
const ARTICLES = 6
/** Eleven hide each other: whoever guesses is right once among them. */
const CROWD = 11

let folder: string
let file: string
let server: RunningServer
let proposals: string[]
let publisher: { id: string; publicKey: string }
let secret: Uint8Array
/** Bytes of the log before anybody reads. */
let since: number

beforeEach(async () => {
  closed = undefined
  folder = await mkdtemp(join(tmpdir(), 'unisson-stolen-'))
  file = join(folder, 'unisson.db')
  server = await startServer(
    readConfig({
      ...{ PORT: '0', LOG_LEVEL: 'silent', TRUSTED_PROXIES: '127.0.0.1/32' },
      ...databaseVariables(file),
      SESSION_SECRET: randomBytes(32).toString('hex'),
    }),
  )
  const { store, chance, directory } = server.services
  const desk = { store, chance, actor: { administratorId: null, name: 'Test' } }
  publisher = await createPublisher(desk, { name: 'Le Journal', origins: [ORIGIN], timeZone: 'Europe/Paris' })
  const consultation = await createConsultation(desk, {
    ...{ slug: 'territoires', language: 'fr', question: 'Comment ?' },
    ...{ opensAt: chance.now() - HOUR, closesAt: chance.now() + HOUR },
  })
  secret = consultation.secret ?? new Uint8Array()
  const records = ['Des arbres', 'Des gares'].map((text) => ({
    ...{ id: chance.id(), consultationId: consultation.id, text, skeleton: skeleton(text) },
    ...{ status: 'accepted' as const, refusalReason: null, isSeed: true, authorName: null, authorAge: null },
    ...{ author: null, submission: null, externalId: null, createdAt: chance.now(), decidedAt: null },
  }))
  await store.proposals.create(records)
  proposals = records.map(({ id }) => id)
  await directory.refresh()
  since = statSync(`${file}-wal`).size
})
afterEach(async () => {
  await closeOnce()
  await rm(folder, { recursive: true, force: true })
})

let closed: Promise<void> | undefined
const closeOnce = () => {
  closed ??= server.close()
  return closed
}

const idOf = (reader: number) => `reader${String(reader).padStart(15, '0')}`
const addressOf = (reader: number) => `203.0.113.${reader + 1}`

async function post<Answer>(reader: number, path: string, body: object): Promise<Answer> {
  const headers = { origin: ORIGIN, 'user-agent': BROWSER, 'x-forwarded-for': addressOf(reader) }
  const answer = await fetch(server.address + path, { method: 'POST', headers, body: JSON.stringify(body) })
  expect(answer.status).toBe(200)
  return (await answer.json()) as Answer
}

/** Readers who come one after the other, each alone on the server. */
async function readAndVote(): Promise<void> {
  for (let reader = 0; reader < READERS; reader++) {
    const { session } = await post<{ session: string }>(reader, '/v1/sessions', {
      ...{ publisher: publisher.publicKey, consultation: 'territoires', event: 'view' },
      article: { url: `${ORIGIN}/${reader % ARTICLES}` },
    })
    for (const [index, proposal] of proposals.entries())
      await post(reader, '/v1/votes', {
        ...{ session, reader: idOf(reader), proposal, revision: index + 1 },
        vote: (reader + index) % 2 === 0 ? 'agree' : 'disagree',
      })
  }
}

interface Moment {
  voters: Map<string, string>
  readers: Map<string, string>
  articleVotes: number
}

const rowsOf = (database: DatabaseFile, sql: string) =>
  new Map(database.all<{ name: string; value: string }>(sql).map(({ name, value }) => [name, value]))

const momentOf = (database: DatabaseFile): Moment => ({
  voters: rowsOf(
    database,
    "SELECT hex(voter) AS name, group_concat(proposal_id || vote || revision, ' ') AS value FROM votes GROUP BY voter",
  ),
  readers: rowsOf(database, 'SELECT hex(reader) AS name, scopes AS value FROM reader_days'),
  articleVotes:
    database.one<number>('SELECT coalesce(sum(agree + neutral + disagree), 0) FROM article_votes') ?? 0,
})

/** Whose row a commit wrote. */
const changed = (before: Map<string, string> | undefined, after: Map<string, string>): string[] =>
  [...after].filter(([name, value]) => before?.get(name) !== value).map(([name]) => name)

describe.skipIf(onPostgres)(
  'Whoever steals the file and its log, commit by commit, of a server on which nobody else is',
  () => {
    it('finds no commit that holds a vote and a reader, and guesses whose a vote was no better than by chance', async () => {
      await readAndVote()
      // As a stop does; a crowd is written by itself once it has been quiet for a minute.
      await server.services.recorder.close()
      const moments = afterEachCommit(file, since, join(folder, 'copy.db'), momentOf)
      const votesAt = new Map<string, number[]>()
      const readersAt = new Map<string, number[]>()
      for (const [at, moment] of moments.entries()) {
        const before = moments[at - 1]
        const [voters, readers] = [
          changed(before?.voters, moment.voters),
          changed(before?.readers, moment.readers),
        ]
        expect(Math.min(voters.length, readers.length)).toBe(0)
        const grown = moment.articleVotes - (before?.articleVotes ?? 0)
        expect(grown === 0 || (grown >= CROWD && voters.length === 0)).toBe(true)
        for (const name of voters) votesAt.set(name, [...(votesAt.get(name) ?? []), at])
        for (const name of readers) readersAt.set(name, [...(readersAt.get(name) ?? []), at])
      }
      expect(votesAt.size).toBe(READERS)
      expect(readersAt.size).toBe(READERS)

      // The salt of the day is in the file, so a thief who knows an address knows its row.
      const salt = new DatabaseFile(file).one<Buffer>('SELECT salt FROM daily_salts') ?? Buffer.alloc(0)
      const truth = new Map(
        Array.from({ length: READERS }, (_, reader) => [
          voterPseudonym(secret, idOf(reader)).toString('hex').toUpperCase(),
          dailyReaderHash(salt, publisher.id, addressOf(reader), BROWSER).toString('hex').toUpperCase(),
        ]),
      )
      /** How many are found by the reader's row that lies nearest, by a measure; where several do, by chance. */
      const found = (distance: (vote: number[], reader: number[]) => number): number => {
        let sum = 0
        for (const [voter, at] of votesAt) {
          const distances = [...readersAt].map(([name, times]) => ({ name, far: distance(at, times) }))
          const least = Math.min(...distances.map(({ far }) => far))
          const near = distances.filter(({ far }) => far === least)
          if (least < Number.POSITIVE_INFINITY && near.some(({ name }) => name === truth.get(voter)))
            sum += 1 / near.length
        }
        return sum
      }
      const first = (times: number[]) => times[0] ?? 0
      const last = (times: number[]) => times.at(-1) ?? 0
      const after = (far: number) => (far > 0 ? far : Number.POSITIVE_INFINITY)
      const attacks = [
        found((vote, reader) => Math.abs(first(reader) - first(vote))),
        found((vote, reader) => Math.abs(last(reader) - last(vote))),
        found((vote, reader) => after(first(reader) - first(vote))),
        found((vote, reader) => after(first(vote) - first(reader))),
        found((vote, reader) => after(last(reader) - last(vote))),
      ]
      for (const linked of attacks) expect(linked).toBeLessThanOrEqual(READERS / CROWD)
    })

    it('finds all that was counted once the server has stopped', async () => {
      await readAndVote()
      await closeOnce()
      const stopped = new DatabaseFile(file)
      const today = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Paris' }).format(Date.now())
      expect(stopped.engagement(today)).toMatchObject({
        ...{ views: READERS, readersViewed: READERS, readersEngaged: READERS },
        votes: READERS * proposals.length,
      })
      expect(stopped.one('SELECT count(*) FROM reader_days')).toBe(READERS)
    })
  },
)
