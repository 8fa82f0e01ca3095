import { useState } from 'preact/hooks'
import type { SessionOfAdministrator } from '../../src/wire/index.ts'
import { RequestProblem } from '../shared/request.ts'
import { signIn } from './client.ts'
import { TextField } from './parts/field.tsx'
import { textOf } from './parts/form.tsx'
import { ProblemNotice } from './parts/problem.tsx'
import type { Texts } from './texts/fr.ts'

interface SignInProps {
  texts: Texts
  onSignedIn(session: SessionOfAdministrator): void
}

/** Asks for the key, which is exchanged for a cookie and then forgotten. */
export function SignIn({ texts, onSignedIn }: SignInProps) {
  const [problem, setProblem] = useState<RequestProblem>()
  const [isSending, setSending] = useState(false)

  const send = async (event: SubmitEvent) => {
    event.preventDefault()
    setSending(true)
    try {
      onSignedIn(await signIn(textOf(new FormData(event.currentTarget as HTMLFormElement), 'key').trim()))
    } catch (error) {
      if (!(error instanceof RequestProblem)) throw error
      setProblem(error)
      setSending(false)
    }
  }

  return (
    <main class="sign-in">
      <h1>{texts.signIn.title}</h1>
      <form class="form" onSubmit={send}>
        {/* Keepers of passwords want a name beside one. */}
        <input type="text" name="username" autocomplete="username" value="unisson" hidden readOnly />
        <TextField
          label={texts.signIn.key}
          hint={texts.signIn.hint}
          name="key"
          type="password"
          autocomplete="current-password"
          isRequired
        />
        <ProblemNotice problem={problem} texts={texts} />
        <div class="buttons">
          <button type="submit" class="primary" disabled={isSending}>
            {texts.signIn.submit}
          </button>
        </div>
      </form>
    </main>
  )
}
