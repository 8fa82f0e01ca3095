// Vouches for a subscriber: makes the token that the page puts into `reader-token`. Needs the package jose.
//
//   node reader-token.mjs subscriber-4711      prints a token
//   node reader-token.mjs --keys               prints the public key set, for the console or for an address of your own
import { createHmac, createPrivateKey, createPublicKey } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { SignJWT } from 'jose'

const { UNISSON_URL, UNISSON_PUBLISHER, READER_KEY_FILE, READER_KEY_ID, PSEUDONYM_SECRET } = process.env
const privateKey = createPrivateKey(readFileSync(READER_KEY_FILE))

/** The same for a subscriber on all devices, and of no use to anybody else. Never the number of the subscriber itself. */
const pseudonymOf = (subscriber) =>
  createHmac('sha256', PSEUDONYM_SECRET).update(`unisson ${subscriber}`).digest('base64url')

/** Five minutes are enough: the widget reads the token when it begins. */
export const readerToken = (subscriber) =>
  new SignJWT({})
    .setProtectedHeader({ alg: 'ES256', kid: READER_KEY_ID })
    .setIssuer(UNISSON_PUBLISHER)
    .setAudience(UNISSON_URL)
    .setSubject(pseudonymOf(subscriber))
    .setIssuedAt()
    .setExpirationTime('5 minutes')
    .sign(privateKey)

export const keySet = () => {
  const jwk = createPublicKey(privateKey).export({ format: 'jwk' })
  return { keys: [{ ...jwk, kid: READER_KEY_ID, alg: 'ES256', use: 'sig' }] }
}

const [, , asked] = process.argv
if (asked === '--keys') process.stdout.write(`${JSON.stringify(keySet())}\n`)
else if (asked) process.stdout.write(`${await readerToken(asked)}\n`)
