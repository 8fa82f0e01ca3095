import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import { RequestProblem } from '../request.ts'
import { TextField } from './field.tsx'
import { textOf } from './form.tsx'
import { ProblemNotice } from './problem.tsx'

interface SignInProps<Session> {
  texts: { title: string; key: string; hint: string; submit: string }
  signIn(key: string): Promise<Session>
  onSignedIn(session: Session): void
  /** Why the session ended. */
  children?: ComponentChildren
}

/** Asks for the key, which is exchanged for a cookie and then forgotten. */
export function SignIn<Session>({ texts, signIn, onSignedIn, children }: SignInProps<Session>) {
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
      <h1>{texts.title}</h1>
      {children}
      <form class="form" onSubmit={send}>
        {/* Keepers of passwords want a name beside one. */}
        <input type="text" name="username" autocomplete="username" value="unisson" hidden readOnly />
        <TextField
          label={texts.key}
          hint={texts.hint}
          name="key"
          type="password"
          autocomplete="current-password"
          isRequired
        />
        <ProblemNotice problem={problem} />
        <div class="buttons">
          <button type="submit" class="primary" disabled={isSending}>
            {texts.submit}
          </button>
        </div>
      </form>
    </main>
  )
}
