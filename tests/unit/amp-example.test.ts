import { readFileSync } from 'node:fs'
import { Window } from 'happy-dom'
import { expect, it } from 'vitest'

const text = readFileSync(new URL('../../docs/embedding/amp.html', import.meta.url), 'utf8')
const { document } = new Window()
document.write(text)

// Of amp.dev's specification; the validator itself asks the network for its rules.
it('The AMP page of the docs has what AMP asks of every page', () => {
  expect(text).toMatch(/^<!doctype html>\n<html ⚡ lang=/)
  expect(document.head.firstElementChild?.getAttribute('charset')).toBe('utf-8')
  expect(document.querySelector('link[rel=canonical]')?.getAttribute('href')).toMatch(/^https:/)
  expect(document.querySelector('meta[name=viewport]')?.getAttribute('content')).toBe('width=device-width')
  const scripts = [...document.querySelectorAll('script')]
  expect(scripts.map((script) => [script.getAttribute('src'), script.hasAttribute('async')])).toEqual([
    ['https://cdn.ampproject.org/v0.js', true],
    ['https://cdn.ampproject.org/v0/amp-iframe-0.1.js', true],
  ])
  expect(scripts.map((script) => script.getAttribute('custom-element'))).toEqual([null, 'amp-iframe'])
  expect(text.match(/<style amp-boilerplate>/g)).toHaveLength(2)
})

it('Its frame is in a sandbox, can grow, and has what stands there until it is shown', () => {
  const frame = document.querySelector('amp-iframe')
  expect(frame?.getAttribute('src')).toMatch(/^https:.*\/frame\?/)
  expect(frame?.getAttribute('sandbox')?.split(' ')).toEqual(
    expect.arrayContaining(['allow-scripts', 'allow-same-origin']),
  )
  expect(frame?.hasAttribute('resizable')).toBe(true)
  expect(frame?.getAttribute('height')).toBe('420')
  expect(frame?.querySelector('[overflow]')?.getAttribute('role')).toBe('button')
  expect(frame?.querySelector('[placeholder]')).not.toBeNull()
})
