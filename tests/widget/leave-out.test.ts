import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { leaveOut } from '../../widget/src/host/page-view.ts'

const open = (hash: string) => {
  location.hash = hash
  return leaveOut()
}

beforeEach(() => vi.stubGlobal('navigator', { webdriver: false }))
afterEach(() => {
  vi.unstubAllGlobals()
  localStorage.clear()
  location.hash = ''
})

describe('a page', () => {
  it('counts, and nothing is kept on the device', () => {
    expect(open('')).toBeUndefined()
    expect(open('#comments')).toBeUndefined()
    expect(localStorage.length).toBe(0)
  })

  it('is the newsroom’s from the visit on that asked for it, until one takes it back', () => {
    expect(open('#unisson-ignore-me')).toBe('newsroom')
    expect(open('')).toBe('newsroom')
    expect(open('#unisson-count-me')).toBeUndefined()
    expect(open('')).toBeUndefined()
    expect(localStorage.length).toBe(0)
  })

  it('asks for itself where storage is blocked', () => {
    const blocked = () => {
      throw new DOMException('blocked', 'SecurityError')
    }
    vi.stubGlobal('localStorage', { getItem: blocked, setItem: blocked, removeItem: blocked })
    expect(open('#unisson-ignore-me')).toBe('newsroom')
    expect(open('#unisson-count-me')).toBeUndefined()
  })

  it('that a program drives says so, on any site', () => {
    vi.stubGlobal('navigator', { webdriver: true })
    expect(open('#unisson-ignore-me')).toBe('automated')
  })
})
