import { useState } from 'preact/hooks'
import type { FieldProblem } from '../../../src/wire/index.ts'
import { useWords } from '../language.ts'
import type { CommonTexts } from '../locales/fr.ts'
import { asProblem, type RequestProblem } from '../request.ts'

/** What went wrong, in the reader's language where we have words for it, else in the server's. */
export const wordsFor = (problem: RequestProblem, texts: CommonTexts): string =>
  texts.problems[problem.code] ?? texts.problems['invalid-request'] ?? problem.message

/** What is wrong with one field, in the reader's language where we have words for it, else in the server's. */
function wordsForField({ code, values = {}, detail }: FieldProblem, texts: CommonTexts): string {
  const words = texts.fieldProblems[code ?? 'invalid'] ?? texts.fieldProblems.invalid
  return words?.({ ...values, before: texts.fields[String(values['before'])] ?? '' }) ?? detail
}

/** Of a file, rows are named as a spreadsheet shows them. */
const FILE_POINTER = /^\/(file|rows)(?:\/(\d+))?$/

/** What a field is called on the screen: `/segments/2/label` is the third answer. */
function nameOfField(pointer: string, texts: CommonTexts): string {
  const [, place, row] = FILE_POINTER.exec(pointer) ?? []
  if (place !== undefined) return row === undefined ? texts.theFile : texts.theRow(Number(row))
  const [field = '', ...rest] = pointer.slice(1).split('/')
  // A sentence of the widget is called as in the list of them: `/words/fr/votes.agree`.
  if (field === 'words' && rest.length === 2) return rest.join(': ')
  const name = texts.fields[field] ?? field
  const index = rest.find((part) => /^\d+$/.test(part))
  return index === undefined ? name : `${name} (${Number(index) + 1})`
}

/** A file can be wrong in each of its rows. */
const ERRORS_SHOWN = 20

/** What is wrong with each of some fields. */
export function WrongFields({ errors }: { errors: readonly FieldProblem[] }) {
  const texts = useWords()
  const more = errors.length - ERRORS_SHOWN
  return (
    <ul class="bullets">
      {errors.slice(0, ERRORS_SHOWN).map((error) => (
        <li key={error.pointer + error.detail}>
          <strong>{nameOfField(error.pointer, texts)}</strong> {wordsForField(error, texts)}
        </li>
      ))}
      {more > 0 && <li>{texts.andMore(more)}</li>}
    </ul>
  )
}

interface ProblemProps {
  problem: RequestProblem | undefined
  onAgain?: () => void
}

/** A problem, read out when it appears, with the fields that it names. */
export function ProblemNotice({ problem, onAgain }: ProblemProps) {
  const texts = useWords()
  return (
    <div role="alert">
      {problem && (
        <div class="notice wrong">
          <p>{problem.problem.errors ? texts.wrongFields : wordsFor(problem, texts)}</p>
          {problem.problem.errors && <WrongFields errors={problem.problem.errors} />}
          {onAgain && (
            <button type="button" onClick={onAgain}>
              {texts.again}
            </button>
          )}
        </div>
      )}
    </div>
  )
}

/** Tries what the server may refuse, and keeps its problem, to be shown, until the next attempt. */
export function useAttempt() {
  const [problem, setProblem] = useState<RequestProblem>()
  const [isBusy, setBusy] = useState(false)
  const attempt = (act: () => Promise<unknown>): void => {
    setBusy(true)
    setProblem(undefined)
    act()
      .catch((error: unknown) => setProblem(asProblem(error)))
      .finally(() => setBusy(false))
  }
  return { problem, attempt, isBusy }
}
