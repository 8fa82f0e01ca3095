import type { EmbedPayload } from '@unisson/api/wire'
import type { Controller } from './controller.ts'
import type { DrawAnswer } from './request.ts'
import type { Failure } from './state.ts'
import { sorted } from './verdict.ts'

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
export const goOn = async (controller: Controller, failure: Failure): Promise<void> => {
  const { drawn, screen } = controller.state
  if (failure.later && drawn.length && screen !== 'failed') return
  const kept = controller.device.read()?.payload
  if (!failure.later || !kept || Date.now() - kept.at > USABLE_FOR) return controller.fail(failure)
  controller.add(kept.payload)
  await controller.more()
}
