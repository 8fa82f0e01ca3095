import type { Followed } from '@unisson/api/wire'
import type { Controller } from './controller.ts'
import { openDevice } from './device.ts'

/** An action is told of once in each state. */
const nameOf = ({ url, state }: Followed): string => `${url} ${state}`

/** True if the reader of this device voted on a proposal that the action rests on, and has not been told of it. */
const isNews = (followed: Followed): boolean => {
  const record = openDevice(followed.consultation).read()
  return (
    !!record &&
    !record.told?.includes(nameOf(followed)) &&
    followed.proposals.some((proposal) => record.votes[proposal])
  )
}

/**
 * Tells the reader what came of a vote in another consultation. All readers are sent the same list; whom it concerns is known
 * to the device alone, and asked of nobody.
 */
export const tellFollowed = (controller: Controller): void => {
  const { followed, lost } = controller.state
  const news = followed?.find(isNews)
  if (!news) return
  openDevice(news.consultation).update((record) => {
    record.told = [...(record.told ?? []), nameOf(news)]
  })
  controller.set({ news, lost: lost ?? 'followed' })
}
