import { Readable } from 'node:stream'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { perform } from '../../api/src/administration/admin-context.ts'
import { beginPhase, sealConsultation } from '../../api/src/administration/consultations.ts'
import { correctProposal } from '../../api/src/administration/correct-proposal.ts'
import { decideProposals } from '../../api/src/administration/decide-proposals.ts'
import { importProposals } from '../../api/src/administration/import-proposals.ts'
import { changePublisher } from '../../api/src/administration/publishers.ts'
import type { AuditAct, EmbedPayload } from '../../api/src/wire/index.ts'
import { openApi, type TestApi } from '../support/api.ts'
import { type Newsroom, openNewsroom } from '../support/newsroom.ts'
import { expectProblem } from '../support/problems.ts'
import { documentOf } from '../support/reader.ts'
import { HOUR } from '../support/runtime.ts'
import { TestAdministrator } from '../support/team.ts'

let newsroom: Newsroom
/** Runs beside; what is done through the other one is done elsewhere. */
let beside: TestApi

beforeEach(async () => {
  newsroom = await openNewsroom()
  beside = await openApi({ database: newsroom.api.file.path, runtime: newsroom.api.runtime })
  // What a server does before it listens.
  await beside.services.follow()
  await shown()
})
afterEach(async () => {
  await beside.close()
  await newsroom.api.close()
})

const shown = async () => {
  const url = `/v1/embed/territoires?publisher=${newsroom.publisher.publicKey}`
  const payload = documentOf<EmbedPayload>(await beside.app.inject(url))
  return payload.draw.proposals.map(({ text }) => text)
}
const close = () => newsroom.api.runtime.pass(60 * 24 * HOUR)

describe('What is done by another process, or at the command line, is known here a second later', () => {
  it('when proposals are imported', async () => {
    await importProposals(newsroom.api.context, {
      consultation: newsroom.consultation,
      status: 'accepted',
      isSeed: true,
      csv: Readable.from(['id,text\n1,Il faut des bancs publics\n']),
    })
    newsroom.api.runtime.pass(1000)
    await beside.services.follow()
    expect(await shown()).toContain('Il faut des bancs publics')
  })

  it('when a proposal is refused', async () => {
    const [id = ''] = newsroom.proposals
    await decideProposals(newsroom.api.context, { proposals: [{ id }], status: 'refused', reason: 'x' })
    await beside.services.follow()
    expect(await shown()).toHaveLength(2)
    const reader = (await newsroom.viewer()).through(beside)
    expectProblem(await reader.tryVote(id, { vote: 'agree' }), 'proposal-not-accepted')
  })

  it('when a proposal is corrected, also for those who look for proposals near to it', async () => {
    const [id = ''] = newsroom.proposals
    const text = 'Il faut planter des marbres'
    const { similar } = beside.services
    const alike = () => similar.of(newsroom.consultation.id, { id: 'another', text }, 1)
    expect(await alike()).not.toEqual([{ id, similarity: 1 }])
    await correctProposal(newsroom.api.context, newsroom.consultation, { id, revision: 1, text })
    await beside.services.follow()
    expect(await shown()).toContain(text)
    expect(await alike()).toEqual([{ id, similarity: 1 }])
  })

  it('when a publisher is switched off', async () => {
    const { name, origins, timeZone, counting } = newsroom.publisher
    const off = { name, origins: [...origins], timeZone, counting, enabled: false }
    await changePublisher(newsroom.api.context, newsroom.publisher, off)
    await beside.services.follow()
    const url = `/v1/embed/territoires?publisher=${newsroom.publisher.publicKey}`
    expectProblem(await beside.app.inject(url), 'publisher-disabled')
  })

  it('when a consultation is sealed: no secret and no pseudonym is left in memory', async () => {
    const reader = (await newsroom.viewer()).through(beside)
    await reader.vote(newsroom.proposals[0] ?? '', { vote: 'agree' })
    const { directory, pseudonyms } = beside.services
    const before = directory.consultationById(newsroom.consultation.id)
    if (!before) throw new Error('no consultation')
    const pseudonym = () => pseudonyms.of(reader.id, before)
    expect(pseudonym()).toBeInstanceOf(Buffer)
    close()
    await sealConsultation(newsroom.api.context, before, { revision: before.revision })
    await beside.services.follow()
    expect(directory.consultationById(before.id)?.secret).toBeNull()
    // Somebody with the record of a moment ago neither finds it there nor puts it back.
    expect(pseudonym).toThrow('The consultation is sealed')
  })

  it('when it could not be shown the first time', async () => {
    const [id = ''] = newsroom.proposals
    const { directory } = beside.services
    const refresh = directory.refresh.bind(directory)
    let calls = 0
    directory.refresh = () => (++calls === 2 ? Promise.reject(new Error('busy')) : refresh())
    await decideProposals(newsroom.api.context, { proposals: [{ id }], status: 'refused', reason: 'x' })
    await expect(beside.services.follow()).rejects.toThrow('busy')
    await beside.services.follow()
    expect(await shown()).toHaveLength(2)
  })
})

describe('A change of phase', () => {
  it('is on the page for everybody at once: no browser keeps the one before', async () => {
    const ada = await TestAdministrator.join(newsroom.api)
    const page = () => newsroom.api.app.inject('/c/territoires')
    expect((await page()).headers['cache-control']).toBe('no-cache')
    const before = (await page()).body
    await ada.do('POST', 'consultations/territoires/phase', { phase: 'results', revision: 1 })
    const after = await page()
    expect(after.body).not.toBe(before)
    expect(after.body).not.toContain('<unisson-consultation')
  })

  it('through another process is there as soon as it follows', async () => {
    await beginPhase(newsroom.api.context, newsroom.consultation, { phase: 'results', revision: 1 })
    await beside.services.follow()
    expect((await beside.app.inject('/c/territoires')).body).not.toContain('<unisson-consultation')
    const url = `/v1/embed/territoires?publisher=${newsroom.publisher.publicKey}`
    expect(documentOf<EmbedPayload>(await beside.app.inject(url)).consultation.phase).toBe('results')
  })
})

describe('An act that memory has never heard of', () => {
  /** As somebody would write a new act: statements, an entry, and no word to anything that is kept in memory. */
  const withdraw = () =>
    perform(
      newsroom.api.context,
      [
        {
          sql: `UPDATE proposals SET status = 'postponed' WHERE id = :id`,
          params: { id: newsroom.proposals[0] ?? '' },
        },
        { sql: `UPDATE consultations SET question = 'Et maintenant ?', revision = revision + 1`, params: {} },
      ],
      {
        // Of a version to come.
        act: 'proposal.invented' as AuditAct,
        subject: newsroom.proposals[0] ?? '',
        consultationId: newsroom.consultation.id,
      },
    )
  const expectShown = async (api: TestApi) => {
    const url = `/v1/embed/territoires?publisher=${newsroom.publisher.publicKey}`
    const { consultation, draw } = documentOf<EmbedPayload>(await api.app.inject(url))
    expect(consultation.question).toBe('Et maintenant\u00a0?')
    expect(draw.proposals).toHaveLength(2)
    const reader = (await newsroom.viewer()).through(api)
    expectProblem(
      await reader.tryVote(newsroom.proposals[0] ?? '', { vote: 'agree' }),
      'proposal-not-accepted',
    )
  }

  it('is known to all readers of the process that did it, and of the others, without a word by its caller', async () => {
    const url = `/v1/embed/territoires?publisher=${newsroom.publisher.publicKey}`
    await newsroom.api.services.follow()
    for (const api of [newsroom.api, beside]) {
      expect(documentOf<EmbedPayload>(await api.app.inject(url)).draw.proposals).toHaveLength(3)
      await (await newsroom.viewer()).through(api).vote(newsroom.proposals[0] ?? '', { vote: 'agree' })
    }
    await withdraw()
    await expectShown(newsroom.api)
    await beside.services.follow()
    await expectShown(beside)
  })

  it('is told once to a process that did it itself', async () => {
    const { directory } = newsroom.api.services
    await newsroom.api.services.follow()
    const refresh = vi.spyOn(directory, 'refresh')
    await withdraw()
    expect(refresh).toHaveBeenCalledTimes(1)
    // The directory itself is read each second; for the act it is not read again.
    await newsroom.api.services.follow()
    expect(refresh).toHaveBeenCalledTimes(2)
  })
})
