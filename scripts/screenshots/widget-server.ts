import { readFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { basename, join } from 'node:path'
import { type Step, WIDGET_STATES, type WidgetState } from './widget-states.ts'

const DIST = join(import.meta.dirname, '../../widget/dist')

/** What stands on a page of widgets: one for each state. */
export interface Shelf {
  states: readonly WidgetState[]
  layout: 'card' | 'compact'
  theme: 'light' | 'dark' | 'auto'
  /** Of the interface; several: each state once in each. */
  language: string | readonly string[]
  /** Of each widget, in pixels. */
  width: number
  loading?: 'lazy' | 'eager'
  /** Put into the head of the page. */
  head?: string
  /** Around the widgets. */
  body?: string
}

export interface WidgetServer {
  origin: string
  /** Address of a page on which each state has its widget. */
  page(shelf: Shelf): string
  close(): Promise<void>
}

const stateOf = (slug: string): WidgetState => {
  const name = slug.replace(/-[a-z]{2}$/, '')
  const state = WIDGET_STATES.find((one) => one.name === name)
  if (!state) throw new Error(`No state ${slug}`)
  return state
}
const languageOf = (slug: string): string => slug.slice(-2)

/** Colours of the page, so that an automatic theme has something to follow. */
const GROUND = { light: '#fff', auto: '#fff', dark: '#111' }

// The runner of TypeScript calls __name in functions that are sent to the page.
function renderShelf({
  states,
  layout,
  theme,
  language,
  width,
  loading = 'eager',
  head = '',
  body = '',
}: Shelf): string {
  const languages = [language].flat()
  const widgets = languages.flatMap((language) =>
    states.map(
      ({ name, debug }) => `<figure style="width:${width}px;margin:0 0 12px"><figcaption>${name}</figcaption>
<unisson-consultation consultation="${name}-${language}" publisher="pub_shelf" lang="${language}" theme="${theme}"
 layout="${layout}" loading="${loading}"${debug ? ' debug' : ''}><a href="/c/${name}">Donner mon avis sur cette question</a></unisson-consultation></figure>`,
    ),
  )
  return `<!doctype html><html lang="${languages[0]}"><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>${layout}, ${theme}, ${width}</title>
<style>body{margin:0;background:${GROUND[theme]};font-family:Georgia,serif}figcaption{font:11px system-ui;color:#888;height:16px}</style>
<script>__name=it=>it</script>${head}<script async src="/embed.js"></script><body>${body}${widgets.join('')}</body></html>`
}

async function read(request: IncomingMessage): Promise<Record<string, unknown>> {
  let text = ''
  for await (const chunk of request) text += chunk
  return JSON.parse(text || '{}') as Record<string, unknown>
}

function answer(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json', 'access-control-allow-origin': '*' })
  response.end(JSON.stringify(body))
}

async function post(path: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await read(request)
  // The token names the consultation, so that later requests tell which state they belong to.
  const slug = String(body['consultation'] ?? body['session'] ?? '')
  const special = stateOf(slug || 'vote').answers?.[path]
  if (special) return answer(response, special.status, special.body)
  if (path === '/v1/sessions') {
    return answer(response, 200, { session: slug, expiresAt: '2027-01-01T00:00:00Z' })
  }
  if (path === '/v1/proposals') {
    return answer(response, 201, { proposal: 'written00001', status: 'pending', text: body['text'] })
  }
  const { reader: _reader, ...vote } = body
  return answer(response, 200, { ...vote, tallies: stateOf(slug).payload('fr').draw.proposals[0]?.tallies })
}

/** The built widget with made-up answers: no database, and every state within reach of any browser. */
export async function startWidgetServer(): Promise<WidgetServer> {
  const shelves: string[] = []
  const server = createServer(async (request, response) => {
    try {
      const { pathname } = new URL(request.url ?? '/', 'http://localhost')
      const [, first, second, third = ''] = pathname.split('/')
      if (request.method === 'POST') return await post(pathname, request, response)
      if (first === 'v1' && second === 'embed') {
        const state = stateOf(third)
        if (state.isSilent) return
        const { status = 200, code } = state
        return answer(
          response,
          status,
          code ? { type: `x/${code}`, code, status } : state.payload(languageOf(third)),
        )
      }
      if (first === 'shelf') {
        response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
        return response.end(shelves[Number(second)])
      }
      const file = first === 'embed' ? join('embed', basename(pathname)) : basename(pathname)
      const script = await readFile(join(DIST, file))
      response.writeHead(200, { 'content-type': 'text/javascript' }).end(script)
    } catch {
      response.writeHead(404).end()
    }
  })
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve))
  const origin = `http://localhost:${(server.address() as AddressInfo).port}`
  return {
    origin,
    page: (shelf) => `${origin}/shelf/${shelves.push(renderShelf(shelf)) - 1}`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}

/** A widget on a shelf, and what takes it to its state. */
interface Play {
  slug: string
  steps: Step[]
}

/** The plays of a shelf: every state in every language of it. */
export const playsOf = (states: readonly WidgetState[], language: Shelf['language']): Play[] =>
  [language].flat().flatMap((one) => states.map(({ name, steps }) => ({ slug: `${name}-${one}`, steps })))

/**
 * Runs in the page: takes each widget to its state, and gives the names of those that did not get there. It needs
 * nothing but itself, so that any driver of a browser can send it.
 */
export async function playSteps(plays: Play[]): Promise<string[]> {
  const wait = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))
  const found = async (root: ShadowRoot, selector: string): Promise<HTMLElement> => {
    for (let tries = 0; tries < 800; tries++) {
      const element = root.querySelector<HTMLElement>(selector)
      if (element) return element
      await wait(25)
    }
    throw new Error(selector)
  }
  const play = async ({ slug, steps }: Play): Promise<string[]> => {
    const element = document.querySelector(`[consultation="${slug}"]`)
    const root = element?.shadowRoot
    if (!root) return [slug]
    try {
      if (!slug.startsWith('fallback-')) await found(root, '.stage')
      // The second download is there once it has brought its style sheet.
      for (const { press, write, until } of steps) {
        if (press) (await found(root, press)).click()
        if (write) {
          const field = (await found(root, write.into)) as HTMLTextAreaElement
          field.value = write.text
          field.dispatchEvent(new Event('input', { bubbles: true }))
        }
        await found(root, until)
      }
      return []
    } catch (thrown) {
      return [`${slug}: ${String(thrown)}`]
    }
  }
  const missed = await Promise.all(plays.map(play))
  await wait(600)
  return missed.flat()
}
