import { randomBytes, randomInt } from 'node:crypto'
import { sessionTokens } from '../../api/src/domain/session-token.ts'

export interface Load {
  name: 'votes' | 'sessions' | 'embed'
  method: 'GET' | 'POST'
  path: string
  headers: Record<string, string>
  /** A fresh body for each request; absent for GET. */
  body?: () => string
  /** The browser of each request; with another browser comes another reader. */
  userAgent?: () => string
}

export interface BenchConsultation {
  slug: string
  id: string
  publisherId: string
  publisherKey: string
  origin: string
  proposalIds: string[]
}

const VOTES_BY_READER = 12
/** Readers of the same few seconds are given the same draw. */
const DRAW_SIZE = 18
const VOTES_ON_A_DRAW = 36_000
const VOTES = ['agree', 'disagree', 'neutral'] as const

/**
 * Every vote a new row, as real readers send them: each reader in a session of their own, on twelve proposals of the
 * draw of the moment.
 */
function voteBodies(consultation: BenchConsultation, sessionSecret: string): () => string {
  const tokens = sessionTokens(sessionSecret)
  let reader = ''
  let session = ''
  let sent = 0
  let firstPlace = 0
  return () => {
    const position = sent++ % VOTES_BY_READER
    if (position === 0) {
      firstPlace = randomInt(DRAW_SIZE)
      reader = randomBytes(16).toString('base64url').slice(0, 21)
      session = tokens.issue(
        {
          publisherId: consultation.publisherId,
          consultationId: consultation.id,
          articleId: null,
          channel: null,
          section: null,
          device: 'phone',
          language: 'fr',
          extent: 'all',
          day: new Date().toISOString().slice(0, 10),
          reader: randomBytes(16).toString('base64url'),
          viewedAt: Date.now(),
          reported: 'view',
        },
        Date.now(),
      ).token
    }
    const draw = Math.floor(sent / VOTES_ON_A_DRAW)
    const place = draw * DRAW_SIZE + ((firstPlace + position) % DRAW_SIZE)
    const proposal = consultation.proposalIds[place % consultation.proposalIds.length]
    const vote = VOTES[sent % VOTES.length]
    return JSON.stringify({ session, reader, proposal, vote, qualifications: [], revision: position + 1 })
  }
}

/** Each request comes from another reader. */
function sessionBodies({ origin, publisherKey, slug }: BenchConsultation): Pick<Load, 'body' | 'userAgent'> {
  const article = { url: `${origin}/article.html`, title: 'Un article' }
  const body = JSON.stringify({ publisher: publisherKey, consultation: slug, event: 'view', article })
  let sent = 0
  return {
    body: () => body,
    userAgent: () => `Mozilla/5.0 (X11; Linux x86_64; rv:${sent++}) Gecko/20100101 Firefox/140.0`,
  }
}

const headersOf = ({ origin }: BenchConsultation) => ({ origin, 'content-type': 'text/plain' })

/** Each load, made for one consultation. */
export const loads: Record<Load['name'], (consultation: BenchConsultation, sessionSecret: string) => Load> = {
  votes: (consultation, sessionSecret) => ({
    name: 'votes',
    method: 'POST',
    path: '/v1/votes',
    headers: headersOf(consultation),
    body: voteBodies(consultation, sessionSecret),
  }),
  sessions: (consultation) => ({
    name: 'sessions',
    method: 'POST',
    path: '/v1/sessions',
    headers: headersOf(consultation),
    ...sessionBodies(consultation),
  }),
  embed: ({ slug, publisherKey }) => ({
    name: 'embed',
    method: 'GET',
    path: `/v1/embed/${slug}?publisher=${publisherKey}`,
    headers: { 'accept-encoding': 'br' },
  }),
}
