import { useEffect, useState } from 'preact/hooks'
import type { SelfTestAnswer } from '../../src/wire/index.ts'
import { RequestProblem, request } from '../shared/request.ts'

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
        if (!(error instanceof RequestProblem)) throw error
        setProblem(error)
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
