import type { DrawnProposal, EmbedPayload } from '@unisson/api/wire'
import { ORIGINS_HEADER } from '@unisson/api/wire/constants'
import { read, requestDraw } from './request.ts'
import type { Surroundings } from './surroundings.ts'

/** An answer to the question for a draw. */
export interface DrawAnswer {
  response: Response
  body: EmbedPayload | undefined
  /** The origins from which votes are taken, where they are told */
  origins: string | null
  /** Beyond doubt a draw, for a page that is on the list; anything else is looked at more closely. */
  isPlain: boolean
}

/** Reads one draw. */
export const readDraw = async (surroundings: Surroundings, number: number): Promise<DrawAnswer> => {
  const response = await requestDraw(surroundings, number)
  const body = await read(response)
  const origins = response.headers.get(ORIGINS_HEADER)
  const isListed = !origins || origins.split(' ').includes(self.origin)
  return { response, body, origins, isPlain: isListed && response.ok && body?.draw }
}

/** Each reader's own order: the server gives the same bytes to all. */
export const shuffle = (proposals: readonly DrawnProposal[], random = Math.random): DrawnProposal[] => {
  const shuffled: DrawnProposal[] = []
  for (const proposal of proposals) {
    shuffled.splice(Math.floor(random() * (shuffled.length + 1)), 0, proposal)
  }
  return shuffled
}
