import type { EmbedPayload, ProblemCode } from '@unisson/api/wire'
import { originMark } from '@unisson/api/wire/origin-marks'
import type { ConsultationSession } from './consultation.ts'
import type { DrawAnswer } from './draws.ts'
import { type Reason, sorted } from './verdict.ts'

/** Why nothing can be shown: refused for good, or not now; and whether the page is the publisher's, where that is known. */
export interface Failure {
  refused?: ProblemCode | '' | undefined
  later?: Reason | undefined
  listed?: boolean | undefined
}

/**
 * Whether an origin is among the marks, itself or by a wildcard; undefined where there are none, or where the page has no
 * origin to show, as in a sandboxed frame.
 */
export const isListed = (marks: string | null, origin: string): boolean | undefined => {
  if (!marks || !/^http/.test(origin)) return undefined
  const listed = marks.split(' ')
  const [scheme, host = ''] = origin.split('//')
  const labels = host.split('.')
  return labels.some((_label, index) =>
    listed.includes(originMark(index ? `${scheme}//*.${labels.slice(index).join('.')}` : origin)),
  )
}

/** What stands in the way of a draw; undefined where it is good. A page from which no vote would be taken gets none. */
export const judge = ({ response, body, marks }: DrawAnswer): Failure | undefined => {
  const listed = isListed(marks, `${self.origin}`)
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
