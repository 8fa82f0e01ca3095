import type { DrawnProposal, EmbedPayload } from '@unisson/api/wire'
import { ORIGINS_HEADER, PATHS } from '@unisson/api/wire/constants'
import type { Surroundings } from '../host/element.ts'
import { patience, serialise } from '../host/platform.ts'
import { locale } from '../words/locale.ts'

const PATIENCE = 5000

/**
 * The one way to the API; an API that cannot be reached answers with status 0. A string body travels as
 * `text/plain`, so there is no preflight; `keepalive` lets a post outlive the page.
 */
export const request = (address: string, body?: object): Promise<Response> =>
  fetch(address, {
    method: body ? 'POST' : 'GET',
    body: body ? serialise(body) : null,
    keepalive: true,
    credentials: 'omit',
    ...patience(PATIENCE),
  }).catch(() => Response.error())

/** The document that an answer holds; undefined where it holds none, as the page of a hotel's network does. */
export const read = (response: Response) => response.json().catch(() => undefined)

/** Asks for a draw, by an address that all readers share, so that caches can answer it; the first is on its way. */
const requestDraw = async (page: Surroundings, draw: number): Promise<Response> => {
  const { first, host, option } = page
  page.first = undefined
  if (!draw && first) {
    const late = new Promise<undefined>((resolve) => setTimeout(resolve, PATIENCE))
    return (await Promise.race([first, late])) ?? Response.error()
  }
  return request(
    `${host + PATHS.embed + option('consultation')}?publisher=${option('publisher')}&lang=${locale.language}${draw ? `&draw=${draw}` : ''}`,
  )
}

/** The answer to a request for a draw. */
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

/** Each reader's own order: the server gives the same bytes to all. One that the page asked for comes last there, and first here. */
export const shuffle = (proposals: readonly DrawnProposal[], random = Math.random): DrawnProposal[] => {
  const shuffled: DrawnProposal[] = []
  for (const proposal of proposals) {
    // Where it goes is cut to a whole number.
    shuffled.splice(proposal.first ? 0 : random() * (shuffled.length + 1), 0, proposal)
  }
  return shuffled
}
