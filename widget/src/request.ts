/**
 * The one way to the API. A string body travels as `text/plain`, so there is no preflight; `keepalive` lets a
 * post outlive the page.
 */
export const request = (address: string, body: string | null = null): Promise<Response> =>
  fetch(address, {
    method: body ? 'POST' : 'GET',
    body,
    keepalive: !!body,
    credentials: 'omit',
    signal: AbortSignal.timeout(5000),
  })
