import { signerFactory } from '@fastify/cookie'
import { LRUCache } from 'lru-cache'
import type { SessionEvent } from '../../wire/index.ts'
import type { Device, Extent } from '../engagement/audience.ts'
import type { Place } from '../engagement/place.ts'
import { atMost } from '../remembered.ts'

/** What a session token says. It is signed, not secret: nothing in it ties to a person without the day's salt. */
export interface SessionClaims {
  place: Place
  /** How far the page view counts as engagement. */
  extent: Extent
  /** The day, in the publisher's zone, on which the session began; what follows counts on that day. */
  day: string
  /** Daily reader hash (base64url); null where readers are not told apart. */
  reader: string | null
  /** From where they read (`dailyTrace`); missing where readers are not told apart. */
  trace?: string
  /** When the view was reported, in milliseconds but right to the second; null if it was not. */
  viewedAt: number | null
  /** The furthest of load and view that this page view has reported. */
  reported: SessionEvent
  /** To network and browser, as `TokenBindings` makes it. */
  binding: string
  /** The instant at which the session ends, in milliseconds but right to the second; none of its tokens is valid longer. */
  expiresAt: number
  /** The mark of the subscriber for whom the publisher vouches; none where it vouches for nobody. */
  subscriber?: string
  /** A webmaster tries the page, under this code. */
  test?: string
}

/** As it stands in the token: short, since it goes with every vote. */
interface Payload {
  p: string
  c: string
  a: string | null
  h: string | null
  s: string | null
  k: Device
  l: string
  n: Extent
  d: string
  r: string | null
  v: number | null
  e: SessionEvent
  b: string
  w?: string
  o?: string
  t?: string
  exp: number
}

/** How long a session lasts. */
export const SESSION_HOURS = 12
const LIFETIME_MILLISECONDS = SESSION_HOURS * 3_600_000
// A reader votes a dozen times with one token; its signature need not be computed each time.
const TOKENS_REMEMBERED = 5000

/** When a session ends that begins now. */
export const sessionEnd = (now: number): number => now - (now % 1000) + LIFETIME_MILLISECONDS

export interface SessionTokens {
  /** The token that says so until the session ends. */
  issue(claims: SessionClaims): string
  /** Null if the token is forged, of another kind or expired. */
  read(token: string, now: number): Readonly<SessionClaims> | null
}

interface Verified {
  claims: Readonly<SessionClaims> | null
  /** Milliseconds. */
  expiresAt: number
}

function asVerified(payload: Payload): Verified {
  const expiresAt = payload.exp * 1000
  // Tokens of an older release say too little; who holds one asks for another, as for one that has expired.
  if (payload.k === undefined || payload.b === undefined) return { claims: null, expiresAt }
  const claims = {
    place: {
      publisherId: payload.p,
      consultationId: payload.c,
      articleId: payload.a,
      channel: payload.h,
      section: payload.s,
      device: payload.k,
      language: payload.l,
    },
    extent: payload.n,
    day: payload.d,
    reader: payload.r,
    viewedAt: payload.v === null ? null : payload.v * 1000,
    reported: payload.e,
    binding: payload.b,
    expiresAt,
    ...(payload.w === undefined ? {} : { subscriber: payload.w }),
    ...(payload.o === undefined ? {} : { trace: payload.o }),
    ...(payload.t === undefined ? {} : { test: payload.t }),
  }
  return { claims, expiresAt }
}

/**
 * Tokens are the claims as JSON, written as base64url, with an HMAC-SHA-256 over them. They are signed as cookies are, in
 * the one form that is accepted: there is no header in them that could name another.
 */
export function sessionTokens(secret: string): SessionTokens {
  const signer = signerFactory(secret, 'sha256')
  const verified = new LRUCache<string, Verified>(atMost(TOKENS_REMEMBERED))

  function verifiedOf(token: string): Verified | null {
    const known = verified.get(token)
    if (known) return known
    const { valid, value } = signer.unsign(token)
    if (!valid) return null
    const fresh = asVerified(JSON.parse(Buffer.from(value, 'base64url').toString()))
    verified.set(token, fresh)
    return fresh
  }

  return {
    issue(claims) {
      const { place } = claims
      const payload: Payload = {
        p: place.publisherId,
        c: place.consultationId,
        a: place.articleId,
        h: place.channel,
        s: place.section,
        k: place.device,
        l: place.language,
        n: claims.extent,
        d: claims.day,
        r: claims.reader,
        v: claims.viewedAt === null ? null : Math.floor(claims.viewedAt / 1000),
        e: claims.reported,
        b: claims.binding,
        ...(claims.subscriber === undefined ? {} : { w: claims.subscriber }),
        ...(claims.trace === undefined ? {} : { o: claims.trace }),
        ...(claims.test === undefined ? {} : { t: claims.test }),
        exp: claims.expiresAt / 1000,
      }
      return signer.sign(Buffer.from(JSON.stringify(payload)).toString('base64url'))
    },
    read(token, now) {
      const known = verifiedOf(token)
      return known && known.expiresAt > now ? known.claims : null
    },
  }
}
