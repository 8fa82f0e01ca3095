import { setTimeout as pause } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, it, vi } from 'vitest'
import { openApi } from '../support/api.ts'

setFlagsFromString('--expose-gc')
const collectGarbage: () => void = runInNewContext('gc')

it('A server that has closed is held in memory by nothing', async () => {
  const open = async (): Promise<WeakRef<object>> => {
    const api = await openApi()
    await api.app.inject('/metrics')
    const held = new WeakRef<object>(api.services)
    await api.close()
    return held
  }
  const held = await open()
  await vi.waitUntil(async () => {
    await pause(0)
    collectGarbage()
    return held.deref() === undefined
  })
  expect(held.deref()).toBeUndefined()
})
