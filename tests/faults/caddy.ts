import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { freePort, waitUntilUp } from '../../scripts/stage/server-process.ts'
import type { LoadBalancer } from './round-robin.ts'

const DEPLOYED = fileURLToPath(new URL('../../docs/deploy/Caddyfile.three', import.meta.url))

/** The deployed file, with local ports instead of the containers' names. */
async function adapted(port: number, servers: readonly number[]): Promise<string> {
  const deployed = await readFile(DEPLOYED, 'utf8')
  const here = servers.reduce(
    (text, server, index) => text.replace(`unisson-${index + 1}:4000`, `127.0.0.1:${server}`),
    deployed.replace(/^:80 \{/m, `http://127.0.0.1:${port} {`),
  )
  return `{\n\tadmin off\n\tauto_https off\n}\n${here}`
}

const MISSING = 'This fault needs Caddy. Install it (Debian, Ubuntu: sudo apt-get install -y caddy).'

/** Caddy before three servers, as docs/deploy has it. Rejects if it is not installed. */
export async function openCaddy(ports: () => readonly number[]): Promise<LoadBalancer> {
  const folder = await mkdtemp(join(tmpdir(), 'unisson-caddy-'))
  const port = await freePort()
  const file = join(folder, 'Caddyfile')
  await writeFile(file, await adapted(port, ports()))
  const child = spawn('caddy', ['run', '--config', file, '--adapter', 'caddyfile'], {
    env: { ...process.env, HOME: folder, XDG_CONFIG_HOME: folder, XDG_DATA_HOME: folder },
    stdio: 'ignore',
  })
  async function close(): Promise<void> {
    child.kill('SIGKILL')
    if (child.pid && child.exitCode === null && child.signalCode === null) await once(child, 'exit')
    await rm(folder, { recursive: true, force: true })
  }
  const missing = once(child, 'error').then(([error]) => {
    throw new Error(MISSING, { cause: error })
  })
  try {
    await Promise.race([missing, waitUntilUp(`http://127.0.0.1:${port}/`, child)])
  } catch (error) {
    await close()
    throw error
  }
  return { port, close }
}
