import { execFileSync } from 'node:child_process'
import type { Load } from './loads.ts'
import { sendWithAutocannon } from './with-autocannon.ts'
import { sendWithWrk } from './with-wrk.ts'

export interface LoadShape {
  connections: number
  /** How many, by a generator that counts. */
  requests: number
  /** How long, by one that goes by the clock. */
  seconds: number
}

export interface Answers {
  seconds: number
  /** Milliseconds. */
  p50: number
  p99: number
  succeeded: number
  failed: number
  /** Requests that were on their way at the end: their answers were not waited for. */
  leftOpen: number
}

export type Generator = (url: string, load: Load, shape: LoadShape) => Promise<Answers>

const GENERATORS = { wrk: sendWithWrk, autocannon: sendWithAutocannon }
export type GeneratorName = keyof typeof GENERATORS

/** The one that leaves most of the machine to the server, if it is installed. */
export function bestGenerator(): GeneratorName {
  try {
    execFileSync('sh', ['-c', 'command -v wrk'], { stdio: 'ignore' })
    return 'wrk'
  } catch {
    return 'autocannon'
  }
}

export const generatorOf = (name: string): Generator => {
  if (!Object.hasOwn(GENERATORS, name)) throw new Error(`There is no load generator "${name}"`)
  return GENERATORS[name as GeneratorName]
}
