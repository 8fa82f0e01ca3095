import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import type { Readable } from 'node:stream'

const PATIENCE_MILLISECONDS = 30_000
const LONGEST_TEXT = 10_000

const running = new Set<ChildProcess>()

function kill(child: ChildProcess): void {
  if (child.pid === undefined) return
  try {
    process.kill(-child.pid, 'SIGKILL')
  } catch {
    // All of it has ended by itself.
  }
}

/** Linux's own way to end a program when the one that started it is killed, which no handler here would see. */
const SETPRIV = '/usr/bin/setpriv'

// An orderly end leaves no browser behind.
process.once('exit', () => {
  for (const child of running) kill(child)
})

/** A program at the head of a process group of its own. */
export interface ChildProgram<Ready> {
  /** What the wait for it gave. */
  ready: Ready
  /** Ends it with all that it has started, and resolves when it is gone. */
  stop(): Promise<void>
}

/** Starts a program and waits until it is ready; its outputs are file descriptors 1, 2 and 3. */
export async function startProgram<Ready>(
  command: string,
  parts: string[],
  environment: NodeJS.ProcessEnv,
  becomesReady: (child: ChildProcess) => Promise<Ready>,
): Promise<ChildProgram<Ready>> {
  const [program, ...own] = existsSync(SETPRIV) ? [SETPRIV, '--pdeathsig', 'KILL', command] : [command]
  const child = spawn(program ?? command, [...own, ...parts], {
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    env: { ...process.env, ...environment },
  })
  running.add(child)
  const gone = new Promise<void>((resolve) => {
    child.once('exit', () => resolve())
    child.once('error', () => resolve())
  })
  const stop = async () => {
    kill(child)
    await gone
    running.delete(child)
  }
  try {
    await once(child, 'spawn')
    // A program whose outputs nobody reads stands still.
    for (const stream of child.stdio.slice(1) as Readable[]) stream.resume()
    return { ready: await becomesReady(child), stop }
  } catch (error) {
    await stop()
    throw new Error(`${command} does not start`, { cause: error })
  }
}

/** What the first group of the pattern matches in an output of a program, once it is written. */
export function written(child: ChildProcess, output: 1 | 2 | 3, pattern: RegExp): Promise<string> {
  let text = ''
  return new Promise((resolve, reject) => {
    const fail = () => reject(new Error(`It did not write ${pattern}, but: ${text}`))
    const timer = setTimeout(fail, PATIENCE_MILLISECONDS)
    child.once('exit', fail)
    child.stdio[output]?.on('data', (chunk: Buffer) => {
      text = (text + String(chunk)).slice(-LONGEST_TEXT)
      const match = pattern.exec(text)
      if (!match) return
      clearTimeout(timer)
      resolve(match[1] ?? '')
    })
  })
}
