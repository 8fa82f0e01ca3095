import { useRef, useState } from 'preact/hooks'
import type { ImportPreview } from '../../src/wire/index.ts'
import { asProblem, type RequestProblem } from '../shared/request.ts'
import type { FileWishes } from './client.ts'
import { useConsole } from './context.ts'

interface ImportFile {
  preview: ImportPreview | undefined
  problem: RequestProblem | undefined
  wishes: FileWishes
  isReading: boolean
  /** Another file, not read yet. */
  choose(file: File | undefined): void
  /** Something of the file is to be understood in another way. */
  wish(wish: FileWishes): void
}

/** Columns that nobody knows are left aside, for the person to see, rather than refused. */
function withoutUnknown({ file: { columns } }: ImportPreview): FileWishes['columns'] {
  const isOfUse = columns.some(({ isKnown }) => !isKnown) && columns.some(({ column }) => column === 'text')
  return isOfUse ? columns.map(({ column }) => column) : undefined
}

/** A file to be imported, read by the server each time that it or its understanding changes; the last answer counts. */
export function useImportFile(slug: string): ImportFile {
  const { client } = useConsole()
  const [file, setFile] = useState<File>()
  const [wishes, setWishes] = useState<FileWishes>({})
  const [found, setFound] = useState<{ preview?: ImportPreview; problem?: RequestProblem }>({})
  const [isReading, setReading] = useState(false)
  const last = useRef(0)

  const read = async (chosen: File, given: FileWishes): Promise<void> => {
    const turn = ++last.current
    setReading(true)
    let used = given
    const answer = await client
      .previewImport(slug, chosen, given)
      .then(async (preview) => {
        const columns = preview.problem === null ? undefined : withoutUnknown(preview)
        if (!columns) return { preview }
        used = { ...given, columns }
        return { preview: await client.previewImport(slug, chosen, used) }
      })
      .catch((error: unknown) => ({ problem: asProblem(error) }))
    if (turn !== last.current) return
    setWishes(used)
    setFound(answer)
    setReading(false)
  }

  return {
    preview: found.preview,
    problem: found.problem,
    wishes,
    isReading,
    choose: (chosen) => {
      setFile(chosen)
      setWishes({})
      setFound({})
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
