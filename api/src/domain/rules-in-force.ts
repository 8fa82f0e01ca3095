import { hash } from 'node:crypto'
import { TRUST_THRESHOLDS } from './trust-rules.ts'

/** The rules by which votes are judged, as reports name them: the same numbers have the same hash. */
export const RULES_IN_FORCE = {
  version: TRUST_THRESHOLDS.version,
  /** SHA-256 of the thresholds as JSON, hexadecimal. */
  hash: hash('sha256', JSON.stringify(TRUST_THRESHOLDS)),
  thresholds: TRUST_THRESHOLDS as Readonly<Record<string, unknown>>,
}
