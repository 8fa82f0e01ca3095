import { expect, test } from 'vitest'
import { allowScript } from '../../scripts/browsers/browser-proxy.ts'

test.each([
  ["script-src 'self'; style-src 'self'", "style-src 'self'; script-src 'self' 'sha256-x'"],
  ["default-src 'none'", "default-src 'none'; script-src 'sha256-x'"],
  ["default-src https:; script-src 'none'", "default-src https:; script-src 'sha256-x'"],
  ["script-src 'self'; script-src-elem a.example", "script-src 'self'; script-src-elem a.example 'sha256-x'"],
])('the proxy in front of WebKit adds one script to %s, and nothing else', (policy, eased) => {
  expect(allowScript(policy, 'x')).toBe(eased)
})

test.each(["style-src 'self'", "script-src 'self' 'unsafe-inline'"])(
  'the proxy in front of WebKit leaves %s as it is',
  (policy) => {
    expect(allowScript(policy, 'x')).toBe(policy)
  },
)
