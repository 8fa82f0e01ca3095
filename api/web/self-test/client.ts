import { useEffect, useState } from 'preact/hooks'
import type { MintedSelfTest, SelfTestAnswer } from '../../src/wire/index.ts'
import { asProblem, type RequestProblem, request } from '../shared/request.ts'

const PAUSE_MILLISECONDS = 1000

/** What has arrived under this code, asked for every second; nothing without one. */
export function useNotes(code: string | null | undefined) {
  const [notes, setNotes] = useState<SelfTestAnswer['notes']>([])
  const [problem, setProblem] = useState<RequestProblem>()
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>
    let isOver = false
    if (!code) return
    const ask = async () => {
      try {
        const answer = await request<SelfTestAnswer>(`v1/self-test/${code}`)
        setNotes(answer.notes)
        setProblem(undefined)
      } catch (error) {
        setProblem(asProblem(error))
      }
      if (!isOver) timer = setTimeout(ask, PAUSE_MILLISECONDS)
    }
    void ask()
    return () => {
      isOver = true
      clearTimeout(timer)
    }
  }, [code])
  return { notes, problem }
}

/** Who may be signed in here: an editor to the dashboard, or somebody of the team to the console. */
const PLACES = ['v1/publisher', 'v1/admin'] as const

async function mintAt(place: (typeof PLACES)[number]): Promise<string> {
  const { csrfToken } = await request<{ csrfToken: string }>(`${place}/session`)
  const headers = { 'csrf-token': csrfToken }
  return (await request<MintedSelfTest>(`${place}/self-tests`, { method: 'POST', headers })).code
}

/** A code to try a page with; null: nobody is signed in who may have one. */
async function mint(): Promise<string | null> {
  for (const place of PLACES)
    try {
      return await mintAt(place)
    } catch (error) {
      const { status } = asProblem(error).problem
      if (status < 400 || status >= 500) throw error
    }
  return null
}

/** A code from the server; undefined until it has answered, null if nobody is signed in. */
export function useCode() {
  const [code, setCode] = useState<string | null>()
  const [problem, setProblem] = useState<RequestProblem>()
  useEffect(() => {
    mint().then(setCode, (error: unknown) => setProblem(asProblem(error)))
  }, [])
  return { code, problem }
}
