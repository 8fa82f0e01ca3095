import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { waitUntilUp } from '../../scripts/stage/server-process.ts'

/** Where Debian's package puts WordPress. */
const PACKAGED = '/usr/share/wordpress'
const PLUGIN = join(import.meta.dirname, '../../widget/wordpress/unisson')
const PASSWORD = 'a-password-of-this-test'

/** A WordPress with the plugin, on a MariaDB of its own. */
export interface WordPressSite {
  address: string
  /** Publishes a post; gives its address. */
  publish(title: string, content: string): string
  setOptions(options: Readonly<Record<string, string>>): void
  administrator: { name: string; password: string }
  close(): Promise<void>
}

const SETTINGS = (socket: string, address: string) => `<?php
define('DB_NAME', 'wordpress');
define('DB_USER', 'root');
define('DB_PASSWORD', '');
define('DB_HOST', 'localhost:${socket}');
define('DB_CHARSET', 'utf8mb4');
define('DB_COLLATE', '');
define('WP_HOME', '${address}');
define('WP_SITEURL', '${address}');
define('WP_HTTP_BLOCK_EXTERNAL', true);
define('WP_ACCESSIBLE_HOSTS', '127.0.0.1,localhost');
define('DISABLE_WP_CRON', true);
$table_prefix = 'wp_';
if (!defined('ABSPATH')) define('ABSPATH', __DIR__ . '/');
require_once ABSPATH . 'wp-settings.php';
`

/** WordPress fetches what a link embeds from public addresses alone; the server of the tests is on this machine. */
const OF_THE_TESTS = `<?php
add_filter('http_request_host_is_external', '__return_true');
add_filter('http_allowed_safe_ports', fn (array $ports, string $host, string $url): array =>
	array_merge($ports, [(int) parse_url($url, PHP_URL_PORT)]), 10, 3);
add_filter('pre_wp_mail', '__return_true');
// As the plugin Classic Editor does.
add_filter('use_block_editor_for_post', fn (): bool => !isset($_GET['classic']));
`

const INSTALL = `
define('WP_INSTALLING', true);
require 'wp-load.php';
require_once ABSPATH . 'wp-admin/includes/upgrade.php';
require_once ABSPATH . 'wp-admin/includes/plugin.php';
wp_install('Journal', 'editor', 'editor@journal.example', false, '', '${PASSWORD}');
activate_plugin('unisson/unisson.php');
switch_theme('twentytwentythree');
`

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  await new Promise<void>((resolve) => child.once('exit', () => resolve()))
}

/** Starts MariaDB on a socket in this folder. */
async function startMariaDb(folder: string): Promise<{ socket: string; close(): Promise<void> }> {
  const [data, socket] = [join(folder, 'data'), join(folder, 'socket')]
  mkdirSync(data)
  const quiet = { cwd: folder, stdio: 'ignore' as const }
  // Root has to be named.
  const user = `--user=${userInfo().username}`
  execFileSync(
    'mariadb-install-db',
    [
      '--no-defaults',
      user,
      `--datadir=${data}`,
      '--auth-root-authentication-method=normal',
      '--skip-test-db',
      '--skip-name-resolve',
    ],
    quiet,
  )
  const program = spawn(
    'mariadbd',
    [
      '--no-defaults',
      user,
      `--datadir=${data}`,
      `--socket=${socket}`,
      `--pid-file=${join(folder, 'pid')}`,
      '--skip-networking',
      '--innodb-flush-log-at-trx-commit=0',
    ],
    quiet,
  )
  const ask = `new mysqli('localhost', 'root', '', '', 0, '${socket}');`
  const isUp = () => {
    try {
      execFileSync('php', ['-r', `mysqli_report(MYSQLI_REPORT_STRICT | MYSQLI_REPORT_ERROR); ${ask}`], {
        stdio: 'ignore',
      })
      return true
    } catch {
      return false
    }
  }
  while (!(existsSync(socket) && isUp())) {
    if (program.exitCode !== null) throw new Error('MariaDB does not start')
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  execFileSync('php', [
    '-r',
    `(new mysqli('localhost', 'root', '', '', 0, '${socket}'))->query('CREATE DATABASE wordpress');`,
  ])
  return {
    socket,
    close: async () => {
      program.kill('SIGKILL')
      await ended(program)
    },
  }
}

/** Installs WordPress from Debian's package, with the plugin switched on, at this port of this machine. */
export async function openWordPress(port: number): Promise<WordPressSite> {
  const folder = mkdtempSync(join(tmpdir(), 'unisson-wordpress-'))
  const database = await startMariaDb(mkdtempSync(join(folder, 'mariadb-')))
  const site = join(folder, 'site')
  const address = `http://127.0.0.1:${port}`
  cpSync(PACKAGED, site, { recursive: true, dereference: true })
  cpSync(PLUGIN, join(site, 'wp-content/plugins/unisson'), { recursive: true })
  writeFileSync(join(site, 'wp-config.php'), SETTINGS(database.socket, address))
  mkdirSync(join(site, 'wp-content/mu-plugins'))
  writeFileSync(join(site, 'wp-content/mu-plugins/tests.php'), OF_THE_TESTS)
  const php = (code: string, input = '') =>
    execFileSync('php', ['-r', code], { cwd: site, encoding: 'utf8', input }).trim()
  php(INSTALL)
  const server = spawn('php', ['-S', `127.0.0.1:${port}`, '-t', site], {
    cwd: site,
    stdio: 'ignore',
    // The page asks WordPress for several things at once.
    env: { ...process.env, PHP_CLI_SERVER_WORKERS: '4' },
    detached: true,
  })
  await waitUntilUp(`${address}/`, server)
  return {
    address,
    administrator: { name: 'editor', password: PASSWORD },
    publish: (title, content) =>
      php(
        `require 'wp-load.php';
        wp_set_current_user(1);
        $post = json_decode(file_get_contents('php://stdin'), true);
        echo get_permalink(wp_insert_post(wp_slash($post + ['post_status' => 'publish'])));`,
        JSON.stringify({ post_title: title, post_content: content }),
      ),
    setOptions: (options) => {
      php(
        `require 'wp-load.php';
        foreach (json_decode(file_get_contents('php://stdin'), true) as $name => $value) update_option($name, $value);`,
        JSON.stringify(options),
      )
    },
    close: async () => {
      // Its workers are processes of the same group.
      if (server.pid !== undefined) process.kill(-server.pid, 'SIGKILL')
      await ended(server)
      await database.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
