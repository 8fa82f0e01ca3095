const SCHEME = 'bearer '
const LONGEST_TOKEN = 200

/** The token of an `Authorization: Bearer …` header; undefined if there is none of the right form. */
export function bearerToken(authorization: string | undefined): string | undefined {
  if (authorization?.slice(0, SCHEME.length).toLowerCase() !== SCHEME) return undefined
  const token = authorization.slice(SCHEME.length)
  return token === '' || token.length > LONGEST_TOKEN || /\s/.test(token) ? undefined : token
}
