import type { ComponentChildren } from 'preact'
import { TextField } from './field.tsx'
import { Form, textOf } from './form.tsx'

interface SignInProps<Session> {
  texts: { title: string; key: string; hint: string; submit: string }
  signIn(key: string): Promise<Session>
  onSignedIn(session: Session): void
  /** Why the session ended. */
  children?: ComponentChildren
}

/** Asks for the key, which is exchanged for a cookie and then forgotten. */
export function SignIn<Session>({ texts, signIn, onSignedIn, children }: SignInProps<Session>) {
  const send = async (data: FormData) => onSignedIn(await signIn(textOf(data, 'key').trim()))
  return (
    <main class="sign-in">
      <h1>{texts.title}</h1>
      {children}
      <Form onSend={send} submit={texts.submit}>
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
      </Form>
    </main>
  )
}
