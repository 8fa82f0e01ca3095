import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { beginPhase, sealConsultation } from '../../api/src/administration/consultations.ts'
import { addDays, dayIn } from '../../api/src/domain/days.ts'
import { voterPseudonym } from '../../api/src/domain/readers/pseudonyms.ts'
import { openStore } from '../../api/src/store/index.ts'
import { backUp } from '../../api/src/store/sqlite/backup.ts'
import { DatabaseFile } from '../support/database-file.ts'
import { TestServer } from '../support/running-server.ts'

const PATIENCE = { timeout: 20_000, interval: 100 }

let server: TestServer
beforeEach(async () => {
  server = await TestServer.open(Array.from({ length: 40 }, (_, index) => `Il faut l’idée numéro ${index}`))
})
afterEach(() => server.remove())

const idOf = (reader: number) => `reader${String(reader).padStart(15, '0')}`
const pseudonymOf = (reader: number) =>
  voterPseudonym(server.consultation.secret ?? new Uint8Array(), idOf(reader))

/** How often bytes lie on the disk, in the file, its log or beside it. */
function copiesOf(bytes: Uint8Array, path = server.file): number {
  let copies = 0
  for (const name of [path, `${path}-wal`, `${path}-shm`]) {
    if (!existsSync(name)) continue
    const content = readFileSync(name)
    for (let at = content.indexOf(bytes); at >= 0; at = content.indexOf(bytes, at + 1)) copies += 1
  }
  return copies
}

async function voteOnAll(reader: number): Promise<string> {
  const address = `203.0.113.${reader + 1}`
  const session = await server.view(address, '/une')
  await Promise.all(
    server.proposals.map((proposal) =>
      server.post(address, '/v1/votes', {
        session,
        reader: idOf(reader),
        proposal,
        vote: 'agree',
        revision: 1,
      }),
    ),
  )
  return session
}

const forget = (reader: number, session: string, proposals = server.proposals) =>
  server.post(`203.0.113.${reader + 1}`, '/v1/forget', { session, reader: idOf(reader), proposals })

describe('Nothing on the disk, nor in a backup', () => {
  it('holds the pseudonym of somebody who is forgotten', async () => {
    const sessions = []
    for (let reader = 0; reader < 8; reader++) sessions.push(await voteOnAll(reader))
    expect(copiesOf(pseudonymOf(3))).toBeGreaterThanOrEqual(server.proposals.length)
    await forget(3, sessions[3] ?? '')
    await vi.waitUntil(() => copiesOf(pseudonymOf(3)) === 0, PATIENCE)
    expect(copiesOf(pseudonymOf(4))).toBeGreaterThanOrEqual(server.proposals.length)
    const copy = join(server.folder, 'backup.db')
    backUp(server.file, copy)
    expect([copiesOf(pseudonymOf(3), copy), copiesOf(pseudonymOf(4), copy) > 0]).toEqual([0, true])
  })

  it('holds it where votes were withdrawn before, and proposals sent', async () => {
    const session = await voteOnAll(1)
    const [first = '', second = ''] = server.proposals
    const vote = { session, reader: idOf(1), vote: null, revision: 2 }
    for (const proposal of [first, second])
      await server.post('203.0.113.2', '/v1/votes', { ...vote, proposal })
    await server.post('203.0.113.2', '/v1/proposals', {
      session,
      reader: idOf(1),
      submission: 's'.repeat(21),
      text: 'Il faut des canaris',
    })
    // The device names the votes that it still has.
    await forget(1, session, server.proposals.slice(2))
    await vi.waitUntil(() => copiesOf(pseudonymOf(1)) === 0, PATIENCE)
    const file = new DatabaseFile(server.file)
    expect(await file.one('SELECT count(*) FROM votes')).toBe(0)
    expect(await file.one("SELECT count(*) FROM proposals WHERE text = 'Il faut des canaris'")).toBe(1)
    expect(await file.tallies()).toEqual(await file.recount())
  })

  it('holds it once the last reader of the log has ended', async () => {
    const session = await voteOnAll(1)
    const reading = new Sqlite(server.file, { readonly: true })
    const rows = reading.prepare('SELECT * FROM votes').iterate()
    rows.next()
    await forget(1, session)
    // Votes go on meanwhile.
    await voteOnAll(2)
    expect(copiesOf(pseudonymOf(1))).toBeGreaterThan(0)
    rows.return?.()
    reading.close()
    await vi.waitUntil(() => copiesOf(pseudonymOf(1)) === 0, PATIENCE)
  })

  it.each(['the server', 'the command line'])('holds the secret of what is sealed by %s', async (who) => {
    await voteOnAll(1)
    const { context, consultation, file } = server
    const secret = Buffer.from(consultation.secret ?? [])
    expect(copiesOf(secret)).toBeGreaterThan(0)
    const closed = await beginPhase(context, consultation, {
      phase: 'closed',
      revision: consultation.revision,
    })
    if (who === 'the server') await sealConsultation(context, closed, { revision: closed.revision })
    else {
      const store = await openStore(file, Date.now())
      await sealConsultation({ ...context, store }, closed, { revision: closed.revision })
      await store.database.close()
    }
    await vi.waitUntil(() => copiesOf(secret) === 0, PATIENCE)
    const { directory } = server.running.services
    await vi.waitUntil(() => directory.consultationById(consultation.id)?.secret === null, PATIENCE)
  })

  it('holds who read on a day that is over', async () => {
    const { services } = server.running
    const today = dayIn('Europe/Paris', Date.now())
    for (let reader = 0; reader < 8; reader++) await voteOnAll(reader)
    await services.recorder.flush()
    const file = new DatabaseFile(server.file)
    const readers = (await file.all<{ reader: Buffer }>('SELECT reader FROM reader_days')).map(
      ({ reader }) => reader,
    )
    const salt = (await file.one<Buffer>('SELECT salt FROM daily_salts')) ?? Buffer.alloc(0)
    const networks = (await file.all<{ network: Buffer }>('SELECT network FROM network_days')).map(
      ({ network }) => network,
    )
    expect(readers).toHaveLength(8)
    expect(networks.length).toBeGreaterThan(0)
    await services.salts.dropBefore(addDays(today, 3))
    await vi.waitUntil(
      () => [salt, ...readers, ...networks].every((bytes) => copiesOf(bytes) === 0),
      PATIENCE,
    )
  })
})
