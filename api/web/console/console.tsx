import { useEffect, useMemo, useState } from 'preact/hooks'
import type { SessionOfAdministrator } from '../../src/wire/index.ts'
import { type Language, useLanguage, Words } from '../shared/language.ts'
import { SignIn } from '../shared/parts/sign-in.tsx'
import { RequestProblem } from '../shared/request.ts'
import { createClient, signIn, whoIsSignedIn } from './client.ts'
import { Context } from './context.ts'
import { Frame } from './frame.tsx'
import { en } from './texts/en.ts'
import { fr, type Texts } from './texts/fr.ts'

const TEXTS: Readonly<Record<Language, Texts>> = { fr, en }
const TITLES = { fr: fr.title, en: en.title }

/** The whole console, or the sign-in form. */
export function Console() {
  const [language, chooseLanguage] = useLanguage(TITLES)
  const [session, setSession] = useState<SessionOfAdministrator | null>()
  const texts = TEXTS[language]

  useEffect(() => {
    whoIsSignedIn().then(setSession, (error: unknown) => {
      if (!(error instanceof RequestProblem)) throw error
      setSession(null)
    })
  }, [])

  const client = useMemo(() => session && createClient(session.csrfToken), [session])
  if (session === undefined) return <p class="page-message quiet">{texts.loading}</p>
  return (
    <Words.Provider value={texts}>
      {session && client ? (
        <Context.Provider value={{ client, texts, language, administrator: session.administrator }}>
          <Frame onLanguage={chooseLanguage} onSignedOut={() => setSession(null)} />
        </Context.Provider>
      ) : (
        <SignIn texts={texts.signIn} signIn={signIn} onSignedIn={setSession} />
      )}
    </Words.Provider>
  )
}
