import { useRef, useState } from 'preact/hooks'
import { asProblem, type RequestProblem } from '../shared/request.ts'
import type { FileWishes } from './client.ts'

/** What the server says of a file, and the wishes by which it was understood so. */
export interface ReadFile<Preview> {
  preview: Preview
  wishes: FileWishes
}

interface ImportFile<Preview> {
  file: File | undefined
  preview: Preview | undefined
  problem: RequestProblem | undefined
  wishes: FileWishes
  isReading: boolean
  /** Another file, not read yet; undefined: none any more. */
  choose(file: File | undefined): void
  /** Something of the file is to be understood in another way. */
  wish(wish: FileWishes): void
}

/** A file to be imported, read by the server each time that it or its understanding changes; the last answer counts. */
export function useImportFile<Preview>(
  readFile: (file: File, wishes: FileWishes) => Promise<ReadFile<Preview>>,
): ImportFile<Preview> {
  const [file, setFile] = useState<File>()
  const [wishes, setWishes] = useState<FileWishes>({})
  const [found, setFound] = useState<{ preview?: Preview; problem?: RequestProblem }>({})
  const [isReading, setReading] = useState(false)
  const last = useRef(0)

  const read = async (chosen: File, given: FileWishes): Promise<void> => {
    const turn = ++last.current
    setReading(true)
    const answer = await readFile(chosen, given).catch((error: unknown) => ({
      problem: asProblem(error),
      wishes: given,
    }))
    if (turn !== last.current) return
    setWishes(answer.wishes)
    setFound(answer)
    setReading(false)
  }

  return {
    file,
    preview: found.preview,
    problem: found.problem,
    wishes,
    isReading,
    choose: (chosen) => {
      last.current++
      setFile(chosen)
      setWishes({})
      setFound({})
      setReading(false)
      if (chosen) void read(chosen, {})
    },
    wish: (wish) => {
      if (!file) return
      const { columns: _, ...others } = wishes
      // Of another separator or sheet the columns are other ones.
      const kept = (wish.separator ?? wish.sheet) ? others : wishes
      void read(file, { ...kept, ...wish })
    },
  }
}
