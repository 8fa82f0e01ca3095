import type { SessionEvent } from '@unisson/api/wire'
import { describe, expect, it } from 'vitest'
import { openSession } from '../../widget/src/core/session.ts'
import type { Reported } from '../../widget/src/host/element.ts'
import { SESSION } from './support.ts'

const setUp = (reported: Reported = {}) => {
  const posted: { event: SessionEvent; session: string | undefined }[] = []
  let up = true
  const post = async (event: SessionEvent, session?: string) => {
    posted.push({ event, session })
    return up ? Response.json({ session: SESSION, expiresAt: '' }) : Response.error()
  }
  const visit = openSession(reported, post)
  return { visit, posted, reported, post, setUp: (value: boolean) => (up = value) }
}

describe('a page view', () => {
  it('posts one view, however often the widget is seen', async () => {
    const { visit, posted } = setUp()
    await visit.report('view')
    await visit.report('view')
    await visit.report('load')
    expect(posted).toEqual([{ event: 'view', session: undefined }])
  })

  it('uses the token of the view for the votes', async () => {
    const { visit, posted } = setUp()
    visit.report('view')
    expect(await visit.token()).toBe(SESSION)
    expect(posted).toHaveLength(1)
  })

  it('posts a view for the first vote when none was reached', async () => {
    const { visit, posted } = setUp()
    visit.acted()
    await visit.token()
    expect(posted).toEqual([{ event: 'view', session: undefined }])
  })

  it('asks for no view to send what an earlier page has left', async () => {
    const { visit, posted } = setUp()
    await visit.token()
    expect(posted).toEqual([{ event: 'load', session: undefined }])
  })

  it('posts the view after a load with the token of the load', async () => {
    const answer = Promise.resolve(Response.json({ session: SESSION }))
    const { visit, posted } = setUp({ event: 'load', answer })
    await visit.report('view')
    expect(posted).toEqual([{ event: 'view', session: SESSION }])
  })

  it('marks an event before its answer, so that the end of the page posts no second one', () => {
    const { visit, reported } = setUp()
    visit.report('view')
    expect(reported.event).toBe('view')
  })

  it('reports the finish with the token', async () => {
    const { visit, posted } = setUp()
    await visit.report('view')
    await visit.report('finish')
    expect(posted.at(-1)).toEqual({ event: 'finish', session: SESSION })
  })

  it('tries again after a failure', async () => {
    const { visit, posted, setUp: set } = setUp()
    set(false)
    await expect(visit.report('view')).rejects.toMatchObject({ status: 0 })
    set(true)
    expect(await visit.token()).toBe(SESSION)
    expect(posted).toHaveLength(2)
  })

  it('keeps its token when another app goes on with it, so that votes go on after the element was moved', async () => {
    const { visit, posted, reported, post } = setUp()
    await visit.report('view')
    const next = openSession(reported, post)
    next.acted()
    expect(await next.token()).toBe(SESSION)
    expect(posted).toHaveLength(1)
  })

  it('waits for the post of the app before it, when that is still on its way', async () => {
    const { visit, posted, reported, post } = setUp()
    visit.report('view')
    expect(await openSession(reported, post).token()).toBe(SESSION)
    expect(posted).toHaveLength(1)
  })

  describe('of a subscriber', () => {
    const subscribed = (reported: Reported = {}) => {
      let token: string | undefined
      const told: (string | undefined)[] = []
      let up = true
      const post = async (_event: SessionEvent, session?: string) => {
        told.push(token)
        return up ? Response.json({ session: `${session ?? SESSION}+`, expiresAt: '' }) : Response.error()
      }
      const visit = openSession(reported, post, () => token)
      return {
        visit,
        told,
        reported,
        setUp: (value: boolean) => (up = value),
        signIn: (as?: string) => (token = as),
      }
    }

    it('is told with the view, and not again', async () => {
      const { visit, told, signIn } = subscribed()
      signIn('ada')
      await visit.report('view')
      await visit.token()
      await visit.token()
      expect(told).toEqual(['ada'])
    })

    it('is told late, renewed, and no longer, before the next vote, in the same page view', async () => {
      const { visit, told, signIn } = subscribed()
      await visit.report('view')
      for (const as of ['ada', 'ada, renewed', undefined]) {
        signIn(as)
        await visit.token()
      }
      expect(told).toEqual([undefined, 'ada', 'ada, renewed', undefined])
      expect(await visit.token()).toBe(`${SESSION}++++`)
    })

    it('is told after the load that the loader reported', async () => {
      const answer = Promise.resolve(Response.json({ session: SESSION }))
      const { visit, told, signIn } = subscribed({ event: 'load', answer })
      signIn('ada')
      expect(await visit.token()).toBe(`${SESSION}+`)
      expect(told).toEqual(['ada'])
    })

    it('votes with the session there is while they cannot be told, and is told when they can', async () => {
      const { visit, told, signIn, setUp: set } = subscribed()
      await visit.report('view')
      signIn('ada')
      set(false)
      expect(await visit.token()).toBe(`${SESSION}+`)
      set(true)
      await visit.token()
      expect(told).toEqual([undefined, 'ada', 'ada'])
    })
  })
})
