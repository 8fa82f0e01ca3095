import type { PageLife, SessionEvent } from '@unisson/api/wire'
import { LIMITS, PATHS } from '@unisson/api/wire/constants'
import { texts } from '#locale'
import { articleOf } from './article.ts'
import { leaveOut } from './leave-out.ts'
import { request } from './request.ts'
import type { Surroundings } from './surroundings.ts'

/** What this page life says of itself: no field that the API would refuse it for. */
export const describePage = (page: Surroundings, event: SessionEvent): PageLife => ({
  publisher: page.option('publisher') ?? '',
  consultation: page.option('consultation') ?? '',
  event,
  article: articleOf(page),
  channel: page.option('channel')?.slice(0, LIMITS.channelLength),
  language: texts.language,
  leaveOut: leaveOut(),
  test: /^#unisson-test=([\w-]{16,40})$/.exec(location.hash)?.[1],
})

/** Posts an event of this page life, with what the page says about its article. */
export const postEvent = (page: Surroundings, event: SessionEvent, session?: string): Promise<Response> =>
  request(page.host + PATHS.sessions, { ...describePage(page, event), session })
