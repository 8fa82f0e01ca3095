import type { EmbedPayload, ProblemCode } from '@unisson/api/wire'
import type { ConsultationSession } from './consultation.ts'
import type { DrawAnswer } from './draws.ts'
import { type Reason, sorted } from './verdict.ts'

/** Why nothing can be shown: refused, or not now; and whether the page is the publisher's, if known. */
export interface Failure {
  refused?: ProblemCode | '' | undefined
  later?: Reason | undefined
  listed?: boolean | undefined
}

/**
 * Whether an origin is on the list, itself or by a wildcard such as `https://*.example.org`; undefined where there is no
 * list, or where the page has no origin to show, as in a sandboxed frame.
 */
export const isListed = (list: string | null, origin: string): boolean | undefined => {
  if (!list || !/^http/.test(origin)) return undefined
  const [scheme, host = ''] = origin.split('//')
  return list.split(' ').some((listed) => {
    const [above, domain] = listed.split('//*')
    return listed === origin || (!!domain && above === scheme && host.endsWith(domain))
  })
}

/** What stands in the way of a draw; undefined where it is good. A page from which no vote would be taken gets none. */
export const judge = ({ response, body, origins }: DrawAnswer): Failure | undefined => {
  const listed = isListed(origins, `${self.origin}`)
  const verdict = sorted<EmbedPayload>(response, body, 'draw')
  if (verdict.later) return { later: verdict.later, listed }
  if (listed === false) return { refused: 'foreign-origin', listed }
  return verdict.body ? undefined : { refused: verdict.refused, listed }
}

const USABLE_FOR = 24 * 3600 * 1000

/** Goes on without a first draw: with what is on the screen, with what is kept on the device, or with a word why not. */
export const goOn = async (session: ConsultationSession, failure: Failure): Promise<void> => {
  const { drawn, screen } = session.state
  if (failure.later && drawn.length && screen !== 'failed') return
  const kept = session.device.read()?.payload
  if (!failure.later || !kept || Date.now() - kept.at > USABLE_FOR) return session.fail(failure)
  session.add(kept.payload)
  await session.more()
}
