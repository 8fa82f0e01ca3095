import type { DrawnProposal, EmbedPayload } from '@unisson/api/wire'
import { requestDraw } from './request.ts'
import type { Surroundings } from './surroundings.ts'

/** Reads one draw, or throws what was answered instead. */
export const readDraw = async (surroundings: Surroundings, number: number): Promise<EmbedPayload> => {
  const response = await requestDraw(surroundings, number)
  if (!response.ok) throw response
  return response.json()
}

/** Each reader's own order: the server gives the same bytes to all. */
export const shuffle = (proposals: readonly DrawnProposal[], random = Math.random): DrawnProposal[] => {
  const shuffled: DrawnProposal[] = []
  for (const proposal of proposals) {
    shuffled.splice(Math.floor(random() * (shuffled.length + 1)), 0, proposal)
  }
  return shuffled
}
