import { execFileSync } from 'node:child_process'
import { sendWithAutocannon } from './autocannon.ts'
import type { Load } from './loads.ts'
import { sendWithWrk } from './wrk.ts'

export interface LoadShape {
  connections: number
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

/** Sends requests for some seconds, each connection one after the other. */
export type Generator = (url: string, load: Load, shape: LoadShape) => Promise<Answers>

/** wrk leaves most of the machine to the server; autocannon, in JavaScript, is there where wrk is not installed. */
export function bestGenerator(): Generator {
  try {
    execFileSync('sh', ['-c', 'command -v wrk'], { stdio: 'ignore' })
    return sendWithWrk
  } catch {
    return sendWithAutocannon
  }
}
