import type { SessionEvent } from '@unisson/api/wire'
import { PATHS } from '@unisson/api/wire/constants'
import { texts } from '#locale'
import { describeArticle } from './article.ts'
import { leaveOut } from './leave-out.ts'
import { request } from './request.ts'
import type { Surroundings } from './surroundings.ts'

/** Posts an event of this page life, with what the page says about its article. */
export const postEvent = (page: Surroundings, event: SessionEvent, session?: string): Promise<Response> =>
  request(page.host + PATHS.sessions, {
    publisher: page.option('publisher'),
    consultation: page.option('consultation'),
    event,
    article: page.option('channel') ? undefined : describeArticle(page.address(), page.meta),
    channel: page.option('channel'),
    language: texts.language,
    leaveOut: leaveOut(),
    test: /^#unisson-test=(.*)/.exec(location.hash)?.[1],
    session,
  })
