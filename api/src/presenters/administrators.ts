import type { AdministratorRecord } from '../store/administrators.ts'
import type { Administrator } from '../wire/index.ts'
import { instant, maybeInstant } from './instants.ts'

/** An administrator, without the key. */
export const presentAdministrator = (record: AdministratorRecord): Administrator => ({
  id: record.id,
  name: record.name,
  role: record.role,
  prefix: record.prefix,
  createdAt: instant(record.createdAt),
  lastUsedOn: record.lastUsedOn,
  revokedAt: maybeInstant(record.revokedAt),
})
