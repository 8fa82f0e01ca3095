import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import react from '@vitejs/plugin-react'
import vue from '@vitejs/plugin-vue'
import { build } from 'vite'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openReader } from '../../scripts/stage/reader.ts'
import { openStage, type Stage } from '../../scripts/stage/stage.ts'

// The package as its users get it: packed, installed in another project, and built by that project's own tools.

const root = join(import.meta.dirname, '../..')
let project: string
let stage: Stage

const run = (cwd: string, command: string) => {
  const [program = '', ...rest] = command.split(' ')
  return execFileSync(program, rest, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] })
}

beforeAll(async () => {
  // Within the repository, whose React and Vue it takes.
  mkdirSync(join(root, 'test-output'), { recursive: true })
  project = mkdtempSync(join(root, 'test-output/project-'))
  cpSync(join(import.meta.dirname, 'pages'), project, { recursive: true })
  writeFileSync(join(project, 'package.json'), '{"private":true,"type":"module"}')
  run(root, `npm pack --silent -w widget/package --pack-destination ${project}`)
  run(project, 'npm install --silent --prefer-offline --no-audit --no-fund ./unisson-element-0.1.0.tgz')
  await build({
    root: project,
    logLevel: 'error',
    plugins: [
      react(),
      vue({ template: { compilerOptions: { isCustomElement: (tag) => tag.startsWith('unisson-') } } }),
    ],
    build: { rolldownOptions: { input: ['react.html', 'vue.html'].map((page) => join(project, page)) } },
  })
  stage = await openStage()
}, 300_000)

afterAll(async () => {
  await stage?.close()
  rmSync(project, { recursive: true, force: true })
})

test('its types know the elements, their events and the API, and refuse what there is not', () => {
  expect(run(project, 'npx tsc -p .')).toBe('')
})

test('its manifest lists each attribute that the element reads', () => {
  const file = join(project, 'node_modules/@unisson/element/custom-elements.json')
  const { modules } = JSON.parse(readFileSync(file, 'utf8')) as {
    modules: { declarations: { attributes: { name: string }[] }[] }[]
  }
  const source = readFileSync(join(root, 'widget/src/host/element.ts'), 'utf8')
  const [, names = ''] = /type Attribute =\n([^/]+)/.exec(source) ?? []
  const listed = modules[0]?.declarations[0]?.attributes.map(({ name }) => `'${name}'`)
  expect(listed?.sort()).toEqual(names.match(/'[a-z-]+'/g)?.sort())
})

test.each(['react', 'vue'])('a page in %s takes a vote, and hears of it', async (framework) => {
  const origin = new URL(stage.articles.find(({ newspaper }) => newspaper === 'eveil')?.url ?? '').origin
  const reader = await openReader(stage.browser, stage.api)
  // A page that the test makes is nowhere, and Chromium would not let it ask this machine.
  await reader.page.context().grantPermissions(['local-network-access'])
  await reader.page.route(`${origin}/**`, (route) =>
    route.fulfill({ path: join(project, 'dist', new URL(route.request().url()).pathname) }),
  )
  const query = new URLSearchParams({ host: stage.api, publisher: stage.keys.publicKeys.eveil })
  await reader.page.goto(`${origin}/${framework}.html?${query}`)
  await reader.widget().arrive()
  const stored = reader.page.waitForResponse((response) => response.url().endsWith('/v1/votes'))
  await reader.widget().button('D’accord').click()
  expect((await stored).status()).toBe(200)
  await expect.poll(() => reader.page.locator('output').innerText()).toBe('1')
  expect(reader.observed.errors).toEqual([])
  await reader.close()
})
