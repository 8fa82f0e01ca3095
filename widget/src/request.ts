import { PATHS } from '@unisson/api/wire/constants'
import { patience } from './patience.ts'
import { serialise } from './serialise.ts'
import type { Surroundings } from './surroundings.ts'

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
export const requestDraw = async (page: Surroundings, draw: number): Promise<Response> => {
  const { first, host, option } = page
  page.first = undefined
  if (!draw && first) {
    const late = new Promise<undefined>((resolve) => setTimeout(resolve, PATIENCE))
    return (await Promise.race([first, late])) ?? Response.error()
  }
  return request(
    `${host + PATHS.embed + option('consultation')}?publisher=${option('publisher')}${draw ? `&draw=${draw}` : ''}`,
  )
}
