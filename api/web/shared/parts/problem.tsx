import type { RequestProblem } from '../request.ts'
import type { CommonTexts } from '../texts/fr.ts'
import { useWords } from '../words.ts'

/** What went wrong, in the reader's language where we have words for it, else in the server's. */
export function wordsFor(problem: RequestProblem, texts: CommonTexts): string {
  const known = texts.problems[problem.code]
  const { detail } = problem.problem
  if (problem.code === 'changed-meanwhile' && detail) return `${known} (${detail})`
  return known ?? problem.message
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
              {problem.problem.errors.map(({ pointer, detail }) => (
                <li key={pointer + detail}>
                  <strong>{pointer.slice(1)}</strong> {detail}
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
