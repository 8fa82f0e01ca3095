import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { AcceptedProposal } from '../store/proposals.ts'
import type { DrawnProposal, EmbedPayload } from '../wire/index.ts'

const compressBrotli = promisify(brotliCompress)
const compressGzip = promisify(gzip)

const BROTLI_QUALITY = 9

/** A payload in every form in which it is served. */
export interface EncodedPayload {
  identity: Buffer
  gzip: Buffer
  br: Buffer
}

/** The payload as bytes, compressed once for all readers. */
export async function encodePayload(payload: EmbedPayload): Promise<EncodedPayload> {
  const identity = Buffer.from(JSON.stringify(payload))
  const [br, gzip] = await Promise.all([
    compressBrotli(identity, { params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY } }),
    compressGzip(identity),
  ])
  return { identity, gzip, br }
}

/** What a reader gets to see of a proposal; who wrote it is known to the server alone, but for the name they gave. */
export function presentProposal(proposal: AcceptedProposal): DrawnProposal {
  const author = {
    ...(proposal.authorName === null ? {} : { name: proposal.authorName }),
    ...(proposal.authorAge === null ? {} : { age: proposal.authorAge }),
  }
  return {
    id: proposal.id,
    text: proposal.text,
    ...(Object.keys(author).length === 0 ? {} : { author }),
    tallies: { agree: proposal.agree, disagree: proposal.disagree, neutral: proposal.neutral },
  }
}
