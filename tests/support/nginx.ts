import { spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { waitUntilUp } from '../../scripts/stage/server-process.ts'

/** nginx in the foreground, with these lines in its one server. */
export interface Nginx {
  address: string
  close(): Promise<void>
}

const TEMPORARY = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']

/** Starts nginx on this port of this machine. */
export async function startNginx(port: number, lines: string): Promise<Nginx> {
  const folder = await mkdtemp(join(tmpdir(), 'unisson-nginx-'))
  const file = join(folder, 'nginx.conf')
  await writeFile(
    file,
    `daemon off; master_process off; pid ${folder}/pid; error_log stderr crit;
events {}
http {
  access_log off;
  ${TEMPORARY.map((name) => `${name}_temp_path ${folder}/${name};`).join(' ')}
  server {
    listen 127.0.0.1:${port};
    ${lines}
  }
}
`,
  )
  const program = spawn('nginx', ['-p', folder, '-c', file], { stdio: ['ignore', 'ignore', 'inherit'] })
  const ended = new Promise<void>((resolve) => program.once('exit', () => resolve()))
  await waitUntilUp(`http://127.0.0.1:${port}/`, program)
  return {
    address: `http://127.0.0.1:${port}`,
    close: async () => {
      program.kill()
      await ended
      await rm(folder, { recursive: true, force: true })
    },
  }
}
