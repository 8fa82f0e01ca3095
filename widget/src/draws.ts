import type { DrawnProposal, EmbedPayload } from '@unisson/api/wire'
import { Refused } from './visit.ts'

/** Reads one draw, or says why there is none. */
export const readDraw = async (answer: Promise<Response>): Promise<EmbedPayload> => {
  const response = await answer.catch(() => undefined)
  if (!response?.ok) throw new Refused(response)
  return (await response.json()) as EmbedPayload
}

/** Each reader's own order: the server gives the same bytes to all. */
export const shuffle = (proposals: readonly DrawnProposal[], random = Math.random): DrawnProposal[] => {
  const shuffled = [...proposals]
  for (let last = shuffled.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1))
    const [one, two] = [shuffled[last], shuffled[other]]
    if (one && two) [shuffled[last], shuffled[other]] = [two, one]
  }
  return shuffled
}
