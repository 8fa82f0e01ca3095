import { type LookupAddress, lookup as systemLookup } from 'node:dns'
import type { IncomingMessage } from 'node:http'
import { type RequestOptions, request } from 'node:https'
import { isIP, type LookupFunction, type Socket } from 'node:net'
import { hostOf, isPublicAddress } from '../domain/public-address.ts'
import type { KeyFetchFault } from '../wire/index.ts'

const PATIENCE_MILLISECONDS = 5000
const MOST_BYTES = 65_536
const TYPES = /^application\/(?:json|jwk-set\+json)\s*(?:;|$)/i

/** Why a set of keys could not be fetched. */
export class KeyFetchError extends Error {
  override name = 'KeyFetchError'
  readonly fault: KeyFetchFault

  constructor(fault: KeyFetchFault, detail: string) {
    super(detail)
    this.fault = fault
  }
}

type Resolve = (
  host: string,
  options: { all: true },
  done: (error: Error | null, addresses: LookupAddress[]) => void,
) => void

/** Asks an address for its text; throws KeyFetchError. */
export type FetchKeySet = (url: URL) => Promise<string>

export interface KeySetRequest {
  /** Asks for the addresses of a name; tests pass their own. */
  resolve?: Resolve
  isPublic?(address: string): boolean
  patienceMilliseconds?: number
  /** Authorities that are trusted in place of the system's. */
  ca?: string
}

// The address itself is not told: names of the inside would tell where they lead.
const notPublic = () =>
  new KeyFetchError('not-a-public-address', 'leads to an address that is not on the internet')

/**
 * As a connection asks for the address of a name: what is checked is the very address that is connected to, so that a name
 * which leads elsewhere the next moment gains nothing.
 */
const checkedLookup =
  (resolve: Resolve, isPublic: (address: string) => boolean): LookupFunction =>
  (host, options, done) => {
    resolve(host, { all: true }, (error, addresses) => {
      const wrong = addresses?.find(({ address }) => !isPublic(address))
      const [first] = addresses ?? []
      if (error || !first) done(error ?? new Error(`${host} has no address`), [])
      else if (wrong) done(notPublic(), [])
      else if (options.all) done(null, addresses)
      else done(null, first.address, first.family)
    })
  }

function checkHead({ statusCode = 0, headers }: IncomingMessage): void {
  if (statusCode >= 300 && statusCode < 400)
    throw new KeyFetchError('key-set-redirects', 'leads to another address, which is not followed')
  if (statusCode !== 200) throw new KeyFetchError('key-set-status', `answered ${statusCode}`)
  if (!TYPES.test(headers['content-type'] ?? '') || headers['content-encoding'] !== undefined)
    throw new KeyFetchError('key-set-type', 'does not answer with plain application/json')
  if (Number(headers['content-length'] ?? 0) > MOST_BYTES) throw tooLarge()
}

const tooLarge = () => new KeyFetchError('key-set-too-large', `sends more than ${MOST_BYTES} bytes`)

async function bodyOf(answer: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > MOST_BYTES) throw tooLarge()
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString()
}

function answerTo(url: URL, options: RequestOptions, isPublic: (address: string) => boolean) {
  return new Promise<IncomingMessage>((resolve, reject) => {
    const asking = request(url, options, resolve)
    asking.on('error', reject)
    // Whatever led there: nothing is said to a peer that is not public.
    asking.on('socket', (socket: Socket) =>
      socket.once('connect', () => {
        const { remoteAddress = '' } = socket
        if (!isPublic(remoteAddress)) asking.destroy(notPublic())
      }),
    )
    asking.end()
  })
}

/**
 * The text at an https address that somebody else named: from the internet only, without following redirects, within five
 * seconds and 64 kB, sent as JSON. Throws KeyFetchError.
 */
export async function fetchKeySet(url: URL, options: KeySetRequest = {}): Promise<string> {
  const { resolve = systemLookup as Resolve, isPublic = isPublicAddress } = options
  const { patienceMilliseconds = PATIENCE_MILLISECONDS, ca } = options
  const host = hostOf(url)
  if (url.protocol !== 'https:' || (isIP(host) !== 0 && !isPublic(host))) throw notPublic()
  const signal = AbortSignal.timeout(patienceMilliseconds)
  try {
    const answer = await answerTo(
      url,
      {
        agent: false,
        lookup: checkedLookup(resolve, isPublic),
        signal,
        headers: { accept: 'application/json', 'accept-encoding': 'identity', 'user-agent': 'Unisson' },
        ...(ca === undefined ? {} : { ca }),
      },
      isPublic,
    )
    try {
      checkHead(answer)
      return await bodyOf(answer)
    } finally {
      answer.destroy()
    }
  } catch (error) {
    if (error instanceof KeyFetchError) throw error
    if (signal.aborted)
      throw new KeyFetchError(
        'key-set-too-slow',
        `did not answer within ${patienceMilliseconds / 1000} seconds`,
      )
    throw new KeyFetchError('key-set-unreachable', `cannot be reached: ${(error as Error).message}`)
  }
}
