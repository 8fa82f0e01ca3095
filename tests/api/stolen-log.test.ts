import { statSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { dailyReaderHash, voterPseudonym } from '../../api/src/domain/readers/pseudonyms.ts'
import { DatabaseFile } from '../support/database-file.ts'
import { BROWSER } from '../support/reader.ts'
import { TestServer } from '../support/running-server.ts'
import { afterEachCommit } from '../support/stolen-log.ts'

const READERS = 30
const ARTICLES = 6
/** Eleven hide each other: one guess in eleven is right. */
const CROWD = 11

let server: TestServer
/** Bytes of the log before anybody reads. */
let since: number

beforeEach(async () => {
  server = await TestServer.open(['Des arbres', 'Des gares'])
  since = statSync(`${server.file}-wal`).size
})
afterEach(() => server.remove())

const idOf = (reader: number) => `reader${String(reader).padStart(15, '0')}`
const addressOf = (reader: number) => `203.0.113.${reader + 1}`

/** Readers who come one after the other, each alone on the server. */
async function readAndVote(): Promise<void> {
  for (let reader = 0; reader < READERS; reader++) {
    const session = await server.view(addressOf(reader), `/${reader % ARTICLES}`)
    for (const [index, proposal] of server.proposals.entries())
      await server.post(addressOf(reader), '/v1/votes', {
        session,
        reader: idOf(reader),
        proposal,
        revision: index + 1,
        vote: (reader + index) % 2 === 0 ? 'agree' : 'disagree',
      })
  }
}

interface Moment {
  voters: Map<string, string>
  readers: Map<string, string>
  networks: Map<string, string>
  articleVotes: number
}

const rowsOf = async (database: DatabaseFile, sql: string) =>
  new Map((await database.all<{ name: string; value: string }>(sql)).map(({ name, value }) => [name, value]))

const momentOf = async (database: DatabaseFile): Promise<Moment> => ({
  voters: await rowsOf(
    database,
    "SELECT hex(voter) AS name, group_concat(proposal_id || vote || revision, ' ') AS value FROM votes GROUP BY voter",
  ),
  readers: await rowsOf(database, 'SELECT hex(reader) AS name, scopes AS value FROM reader_days'),
  networks: await rowsOf(database, 'SELECT hex(network) AS name, scopes AS value FROM network_days'),
  articleVotes:
    (await database.one<number>('SELECT coalesce(sum(agree + neutral + disagree), 0) FROM article_votes')) ??
    0,
})

/** Whose row a commit wrote. */
const changed = (before: Map<string, string> | undefined, after: Map<string, string>): string[] =>
  [...after].filter(([name, value]) => before?.get(name) !== value).map(([name]) => name)

describe('A thief with the file and its log, commit by commit, of a server without other readers', () => {
  it('finds no commit that holds a vote and a reader, and guesses whose a vote was no better than by chance', async () => {
    await readAndVote()
    // As a stop does; a crowd is written by itself once it has been quiet for a minute.
    await server.running.services.recorder.close()
    const moments = await afterEachCommit(server.file, since, join(server.folder, 'copy.db'), momentOf)
    const votesAt = new Map<string, number[]>()
    const readersAt = new Map<string, number[]>()
    for (const [at, moment] of moments.entries()) {
      const before = moments[at - 1]
      const [voters, readers] = [
        changed(before?.voters, moment.voters),
        changed(before?.readers, moment.readers),
      ]
      const networks = changed(before?.networks, moment.networks)
      expect(Math.min(voters.length, readers.length + networks.length)).toBe(0)
      const grown = moment.articleVotes - (before?.articleVotes ?? 0)
      expect(grown === 0 || (grown >= CROWD && voters.length === 0)).toBe(true)
      for (const name of voters) votesAt.set(name, [...(votesAt.get(name) ?? []), at])
      for (const name of readers) readersAt.set(name, [...(readersAt.get(name) ?? []), at])
    }
    expect(votesAt.size).toBe(READERS)
    expect(readersAt.size).toBe(READERS)

    // The salt of the day is in the file, so a thief who knows an address knows its row.
    const salt =
      (await new DatabaseFile(server.file).one<Buffer>('SELECT salt FROM daily_salts')) ?? Buffer.alloc(0)
    const truth = new Map(
      Array.from({ length: READERS }, (_, reader) => [
        voterPseudonym(server.consultation.secret ?? new Uint8Array(), idOf(reader))
          .toString('hex')
          .toUpperCase(),
        dailyReaderHash(salt, server.publisher.id, addressOf(reader), BROWSER).toString('hex').toUpperCase(),
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
    const onlyAfter = (far: number) => (far > 0 ? far : Number.POSITIVE_INFINITY)
    const attacks = [
      found((vote, reader) => Math.abs(first(reader) - first(vote))),
      found((vote, reader) => Math.abs(last(reader) - last(vote))),
      found((vote, reader) => onlyAfter(first(reader) - first(vote))),
      found((vote, reader) => onlyAfter(first(vote) - first(reader))),
      found((vote, reader) => onlyAfter(last(reader) - last(vote))),
    ]
    for (const linked of attacks) expect(linked).toBeLessThanOrEqual(READERS / CROWD)
  })

  it('finds all that was counted once the server has stopped', async () => {
    await readAndVote()
    await server.close()
    const stopped = new DatabaseFile(server.file)
    const today = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Paris' }).format(Date.now())
    expect(await stopped.engagement(today)).toMatchObject({
      views: READERS,
      readersViewed: READERS,
      readersEngaged: READERS,
      votes: READERS * server.proposals.length,
    })
    expect(await stopped.one('SELECT count(*) FROM reader_days')).toBe(READERS)
    // They all came from one.
    expect(await stopped.one('SELECT count(*) FROM network_days')).toBe(1)
  })
})
