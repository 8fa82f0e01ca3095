import { exportJWK, generateKeyPair, type JWK, type JWTPayload, SignJWT } from 'jose'
import type { TestApi } from './api.ts'

/** What a newsroom's backend holds to vouch for its subscribers. */
export interface Vouching {
  kid: string
  /** What it shows. */
  publicJwk: JWK
  /** What it keeps. */
  privateJwk: JWK
  sign(claims: JWTPayload, header?: Record<string, unknown>): Promise<string>
}

export async function vouchingKey(kid = 'key-1', alg: 'ES256' | 'EdDSA' = 'ES256'): Promise<Vouching> {
  const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true })
  return {
    kid,
    publicJwk: { ...(await exportJWK(publicKey)), kid, alg, use: 'sig' },
    privateJwk: { ...(await exportJWK(privateKey)), kid, alg },
    sign: (claims, header = {}) =>
      new SignJWT(claims).setProtectedHeader({ alg, kid, typ: 'JWT', ...header }).sign(privateKey),
  }
}

/** The claims of a good reader token, now. */
export const goodClaims = (
  { runtime, services }: Pick<TestApi, 'runtime' | 'services'>,
  { publicKey }: { publicKey: string },
  subject = 'subscriber-1',
): JWTPayload => {
  const iat = Math.floor(runtime.now() / 1000)
  return { iss: publicKey, aud: services.publicUrl, sub: subject, iat, exp: iat + 300 }
}
