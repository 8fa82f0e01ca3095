import { ProblemError } from '../domain/problem-error.ts'
import { keyDigest } from '../domain/readers/pseudonyms.ts'
import { normaliseText } from '../domain/text/proposal-text.ts'
import type { AdministratorRecord } from '../store/administrators.ts'
import type { Store } from '../store/index.ts'
import { newAdministrator } from '../wire/administrators.ts'
import type { NewAdministrator } from '../wire/index.ts'
import { type AdminContext, perform } from './admin-context.ts'
import { checkedInput, wrongField } from './checked-input.ts'

const KEY_BYTES = 32
const PREFIX_LENGTH = 12
const SESSION_BYTES = 32
const SESSION_MILLISECONDS = 12 * 3_600_000

const shown = ({ name, role, prefix }: Pick<AdministratorRecord, 'name' | 'role' | 'prefix'>) => ({
  name,
  role,
  prefix,
})

/**
 * Somebody of the team, with a secret key that is shown this once. Only its digest is stored. Throws the problem
 * `invalid-request` if the name is empty.
 */
export async function createAdministrator(
  context: AdminContext,
  input: NewAdministrator,
): Promise<{ administrator: AdministratorRecord; key: string }> {
  const { store, runtime } = context
  const wanted = checkedInput(newAdministrator, input)
  const name = normaliseText(wanted.name)
  if (name === '') throw wrongField('name', 'is empty', 'empty')
  const key = `adm_${Buffer.from(runtime.bytes(KEY_BYTES)).toString('base64url')}`
  const record = {
    id: runtime.id(),
    name,
    role: wanted.role,
    prefix: key.slice(0, PREFIX_LENGTH),
    createdAt: runtime.now(),
  }
  await perform(context, [store.administrators.insertion(record, keyDigest(key))], {
    act: 'administrator.create',
    subject: record.id,
    after: shown(record),
  })
  return { administrator: { ...record, lastUsedOn: null, revokedAt: null }, key }
}

/**
 * Takes an administrator's key back, at once, its sessions included. From within the console the last admin stays: with
 * nobody left, only the command line could let somebody in. Throws the problem `unknown-administrator` or `last-admin`.
 */
export async function revokeAdministrator(context: AdminContext, id: string): Promise<AdministratorRecord> {
  const { store, runtime, actor } = context
  const live = (await store.administrators.all()).filter(({ revokedAt }) => revokedAt === null)
  const found = live.find((administrator) => administrator.id === id || administrator.prefix === id)
  if (!found)
    throw new ProblemError('unknown-administrator', { detail: `There is no active administrator "${id}"` })
  const admins = live.filter(({ role }) => role === 'admin')
  if (actor.administratorId !== null && found.role === 'admin' && admins.length === 1)
    throw new ProblemError('last-admin')
  const revokedAt = runtime.now()
  await perform(context, [store.administrators.revocation(found.id, revokedAt)], {
    act: 'administrator.revoke',
    subject: found.id,
    before: shown(found),
  })
  return { ...found, revokedAt }
}

/** A signed-in browser: what its cookie holds, and until when (milliseconds). */
export interface OpenedSession {
  secret: string
  expiresAt: number
}

/**
 * Signs an administrator in. Only a digest of the session's secret is stored. The session that the browser had before,
 * by its secret, ends: nobody who knows it stays signed in.
 */
export async function openSession(
  context: AdminContext,
  administrator: AdministratorRecord,
  before?: string,
): Promise<OpenedSession> {
  const { store, runtime } = context
  const secret = Buffer.from(runtime.bytes(SESSION_BYTES)).toString('base64url')
  const now = runtime.now()
  const expiresAt = now + SESSION_MILLISECONDS
  const digest = keyDigest(secret)
  await perform(
    context,
    [
      ...(before ? [store.administrators.sessionClosing(keyDigest(before))] : []),
      ...store.administrators.sessionOpening({ digest, administratorId: administrator.id, expiresAt, now }),
    ],
    { act: 'administrator.sign-in', subject: administrator.id },
  )
  return { secret, expiresAt }
}

/** Ends a session; or, if asked, every session of the same administrator. */
export async function closeSession(store: Store, secret: string, everywhere = false): Promise<void> {
  const { sessionClosing, sessionsClosing } = store.administrators
  await store.database.write([(everywhere ? sessionsClosing : sessionClosing)(keyDigest(secret))])
}
