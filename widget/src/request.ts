/**
 * The one way to the API; an API that cannot be reached answers with status 0. A string body travels as
 * `text/plain`, so there is no preflight; `keepalive` lets a post outlive the page.
 */
export const request = async (address: string, body: string | null = null): Promise<Response> => {
  try {
    return await fetch(address, {
      method: body ? 'POST' : 'GET',
      body,
      keepalive: !!body,
      credentials: 'omit',
      signal: AbortSignal.timeout(5000),
    })
  } catch {
    return Response.error()
  }
}
