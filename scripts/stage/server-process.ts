import { type ChildProcess, spawn } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:net'

const START_MILLISECONDS = 30_000
const POLL_MILLISECONDS = 10

// Below the ports that Linux, macOS and Windows give to outgoing connections, which would take one before it is used.
const FIRST_PORT = 10_240
const LAST_PORT = 32_767

/** A TCP port of this machine that nobody listens on at this moment. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(FIRST_PORT, LAST_PORT + 1)
    if (await portIsFree(port, '127.0.0.1')) return port
  }
}

/** True if nobody listens on the port of this machine, by the name or the address given. */
export async function portIsFree(port: number, host = 'localhost'): Promise<boolean> {
  const probe = createServer()
  probe.listen(port, host)
  try {
    await once(probe, 'listening')
  } catch {
    return false
  }
  probe.close()
  await once(probe, 'close')
  return true
}

export interface ServerProcess {
  url: string
  pid: number
  /** Processor time used so far, in milliseconds; null where the system does not tell. */
  processorTime(): Promise<number | null>
  /** Bytes: the most that lay in memory so far; null where the system does not tell. */
  mostMemory(): Promise<number | null>
  stop(): Promise<void>
}

/** Processor time of a process and its threads, in milliseconds; null where the system does not tell. */
export async function processorTime(pid: number): Promise<number | null> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    const TICK_MILLISECONDS = 10
    return (Number(fields[11]) + Number(fields[12])) * TICK_MILLISECONDS
  } catch {
    return null // Not Linux.
  }
}

async function mostMemory(pid: number): Promise<number | null> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
  const kibibytes = /^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1]
  return kibibytes === undefined ? null : Number(kibibytes) * 1024
}

/** Kept when the address answers; rejects if the process ends or nothing answers in time. */
export async function waitUntilUp(url: string, child: ChildProcess): Promise<void> {
  const deadline = Date.now() + START_MILLISECONDS
  while (Date.now() < deadline) {
    if (child.exitCode !== null || child.signalCode !== null)
      throw new Error(`The server stopped at once, with exit code ${child.exitCode ?? child.signalCode}`)
    try {
      await fetch(url)
      return
    } catch {
      await new Promise((resolve) => setTimeout(resolve, POLL_MILLISECONDS))
    }
  }
  throw new Error(`The server at ${url} did not answer within ${START_MILLISECONDS / 1000} s`)
}

/** Starts a Node program that listens on `port`, and waits until it answers. */
export async function startServerProcess(
  nodeArguments: string[],
  port: number,
  environment: NodeJS.ProcessEnv = {},
): Promise<ServerProcess> {
  const child = spawn(process.execPath, nodeArguments, {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  const url = `http://127.0.0.1:${port}`
  await waitUntilUp(`${url}/healthz`, child)
  const pid = child.pid ?? 0
  return {
    url,
    pid,
    processorTime: () => processorTime(pid),
    mostMemory: () => mostMemory(pid),
    stop: async () => {
      if (child.exitCode !== null) return
      child.kill('SIGTERM')
      await once(child, 'exit')
    },
  }
}
