import type { FieldProblem } from '../../../src/wire/index.ts'
import type { RequestProblem } from '../request.ts'
import type { CommonTexts } from '../texts/fr.ts'
import { useWords } from '../words.ts'

/** What went wrong, in the reader's language where we have words for it, else in the server's. */
export const wordsFor = (problem: RequestProblem, texts: CommonTexts): string =>
  texts.problems[problem.code] ?? problem.message

/** What is wrong with one field, in the reader's language where we have words for it, else in the server's. */
function wordsForField({ code, values = {}, detail }: FieldProblem, texts: CommonTexts): string {
  const words = code === undefined ? undefined : texts.fieldProblems[code]
  return words?.({ ...values, before: texts.fields[String(values['before'])] ?? '' }) ?? detail
}

/** What a field is called on the screen: `/segments/2/label` is the third answer. */
function nameOfField(pointer: string, texts: CommonTexts): string {
  const [field = '', ...rest] = pointer.slice(1).split('/')
  const name = texts.fields[field] ?? field
  const place = rest.find((part) => /^\d+$/.test(part))
  return place === undefined ? name : `${name} (${Number(place) + 1})`
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
          {problem.problem.errors && (
            <ul class="bullets">
              {problem.problem.errors.map((error) => (
                <li key={error.pointer + error.detail}>
                  <strong>{nameOfField(error.pointer, texts)}</strong> {wordsForField(error, texts)}
                </li>
              ))}
            </ul>
          )}
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
