import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Store } from '../../api/src/store/index.ts'
import { type Newsroom, openNewsroom } from '../support/newsroom.ts'
import { expectProblem } from '../support/problems.ts'
import { HOUR } from '../support/runtime.ts'
import { TestAdministrator } from '../support/team.ts'

const EXPORTS = ['export.csv', 'export.csv?separator=semicolon', 'export.jsonl']

let newsroom: Newsroom
/** How often the proposals were walked through. */
let walks: number

const counting = (store: Store): Store => ({
  ...store,
  results: {
    ...store.results,
    eachTallied: (id) => {
      walks += 1
      return store.results.eachTallied(id)
    },
  },
})

beforeEach(async () => {
  walks = 0
  newsroom = await openNewsroom({ wrapStore: counting })
})
afterEach(() => newsroom.api.close())

const get = (path: string, headers: Record<string, string> = {}) =>
  newsroom.api.app.inject({ url: `/v1/consultations/territoires/${path}`, headers })

/** Its results are public from now on; readers may still take back what they said. */
async function publish(): Promise<void> {
  const { file, runtime, refresh } = newsroom.api
  await file.run(`UPDATE consultations SET results_at = closes_at`)
  await refresh()
  runtime.set('2026-09-01T12:00:00Z')
}

describe.each(EXPORTS)('An export (%s)', (path) => {
  it('is made once, however many ask for it, and at once', async () => {
    await publish()
    const answers = await Promise.all(Array.from({ length: 20 }, () => get(path)))
    for (let turn = 0; turn < 5; turn++) {
      newsroom.api.runtime.pass(HOUR)
      answers.push(await get(path))
    }
    expect(new Set(answers.map(({ statusCode, body }) => statusCode + body)).size).toBe(1)
    expect(walks).toBe(1)
  })

  it('is made again when a vote changes what is in it', async () => {
    const [proposalId = ''] = newsroom.proposals
    const voter = new Uint8Array(16)
    const cast = (vote: 'agree' | null, revision: number) =>
      newsroom.api.services.recorder.vote(
        { proposalId, voter },
        { vote, qualifications: [], segment: null, revision },
        null,
      )
    await cast('agree', 1)
    await publish()
    const before = await get(path)
    // A reader may take back what was said, whatever the phase.
    await cast(null, 2)
    newsroom.api.runtime.pass(HOUR)
    const after = await get(path)
    expect(after.headers['etag']).not.toBe(before.headers['etag'])
    expect(after.body).not.toBe(before.body)
    expect(walks).toBe(2)
  })

  it('is made again at once when the team changes what is in it', async () => {
    await publish()
    const text = 'Il faut rouvrir les gares'
    expect((await get(path)).body).toContain(text)
    const ada = await TestAdministrator.join(newsroom.api)
    await ada.do('POST', 'consultations/territoires/decisions', {
      proposals: [{ id: newsroom.proposals[1], revision: 1 }],
      status: 'refused',
      reason: 'Hors sujet',
    })
    expect((await get(path)).body).not.toContain(text)
  })

  it('is not sent to a client that holds it', async () => {
    await publish()
    const first = await get(path)
    const etag = String(first.headers['etag'])
    for (const held of [etag, `W/${etag}`, `"other", ${etag}`]) {
      const again = await get(path, { 'if-none-match': held })
      expect([again.statusCode, again.body, again.headers['etag']]).toEqual([304, '', etag])
    }
    expect((await get(path, { 'if-none-match': '"other"' })).statusCode).toBe(200)
  })
})

describe('The contract', () => {
  it.each(['/openapi.json', '/docs/json'])('is not sent to a client that holds it (%s)', async (url) => {
    const first = await newsroom.api.app.inject(url)
    expect(first.json().info.title).toBe('Unisson')
    const headers = { 'if-none-match': String(first.headers['etag']) }
    expect((await newsroom.api.app.inject({ url, headers })).statusCode).toBe(304)
  })
})

describe('Downloads', () => {
  const PATHS = ['/openapi.json', '/docs/json', '/docs/', '/metrics', '/c/territoires/code.svg?publisher=']

  it('are so many a minute for one network, together, and what readers’ pages load is never refused', async () => {
    const limited = await openNewsroom({ downloadsPerMinute: PATHS.length })
    const ask = async (url: string, remoteAddress = '198.51.100.1') =>
      limited.api.app.inject({
        url: url.endsWith('=') ? url + limited.publisher.publicKey : url,
        remoteAddress,
      })
    for (const url of PATHS) expect((await ask(url)).statusCode, url).toBe(200)
    for (const url of PATHS) {
      const refused = await ask(url)
      expectProblem(refused, 'too-many-requests')
      expect(Number(refused.headers['retry-after'])).toBeGreaterThanOrEqual(1)
      expect((await ask(url, '198.51.100.2')).statusCode, url).toBe(200)
    }
    const embed = `/v1/embed/territoires?publisher=${limited.publisher.publicKey}`
    for (const url of [embed, '/embed.js', '/c/territoires', '/healthz', '/readyz'])
      for (let turn = 0; turn < 20; turn++) expect((await ask(url)).statusCode, url).toBe(200)
    await limited.api.close()
  })
})
