const SCHEME = 'bearer '
const LONGEST_TOKEN = 200

/** The token of an `Authorization: Bearer …` header; undefined where there is none that could be one of ours. */
export function bearerToken(authorization: string | undefined): string | undefined {
  if (authorization?.slice(0, SCHEME.length).toLowerCase() !== SCHEME) return undefined
  const token = authorization.slice(SCHEME.length)
  return token === '' || token.length > LONGEST_TOKEN || /\s/.test(token) ? undefined : token
}
