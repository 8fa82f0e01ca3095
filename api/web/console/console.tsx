import { useEffect, useMemo, useState } from 'preact/hooks'
import type { SessionOfAdministrator } from '../../src/wire/index.ts'
import { useTexts, Words } from '../shared/language.ts'
import { ProblemNotice } from '../shared/parts/problem.tsx'
import { SignIn } from '../shared/parts/sign-in.tsx'
import { Unspoken } from '../shared/parts/unspoken.tsx'
import { asProblem, type RequestProblem } from '../shared/request.ts'
import { createClient, signIn, whoIsSignedIn } from './client.ts'
import { Context } from './context.ts'
import { Frame } from './frame.tsx'
import { TEXT_FILES } from './locales/files.ts'
import type { Texts } from './locales/fr.ts'

/** The whole console, or the sign-in form. */
export function Console() {
  const { spoken, hasFailed, choose } = useTexts<Texts>(TEXT_FILES)
  const [session, setSession] = useState<SessionOfAdministrator | null>()
  const [problem, setProblem] = useState<RequestProblem>()

  const enter = () => {
    setProblem(undefined)
    whoIsSignedIn().then(setSession, (error: unknown) => {
      const found = asProblem(error)
      if (!found.isSignedOut) setProblem(found)
      setSession(null)
    })
  }
  useEffect(enter, [])

  const client = useMemo(() => session && createClient(session.csrfToken), [session])
  if (!spoken) return <Unspoken hasFailed={hasFailed} />
  const { language, texts } = spoken
  if (session === undefined) return <p class="page-message quiet">{texts.loading}</p>
  return (
    <Words.Provider value={texts}>
      {session && client ? (
        <Context.Provider value={{ client, texts, language, administrator: session.administrator }}>
          <Frame onLanguage={choose} onSignedOut={() => setSession(null)} />
        </Context.Provider>
      ) : (
        <SignIn texts={texts.signIn} signIn={signIn} onSignedIn={setSession}>
          <ProblemNotice problem={problem} onAgain={enter} />
        </SignIn>
      )}
    </Words.Provider>
  )
}
