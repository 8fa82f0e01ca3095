import { afterEach, expect, test } from 'vitest'
import { useEngine } from './support/engine.ts'

const stage = useEngine()

afterEach(() => stage.closeReaders())

test('a reader votes', async () => {
  const reader = await stage.arrive(stage.articleOf('eveil', 'monde-dapres'))
  await reader.press('D’accord')
  await reader.voted('agree')
  expect(await reader.page.errors()).toEqual([])
})
