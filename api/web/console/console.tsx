import { useEffect, useMemo, useState } from 'preact/hooks'
import type { SessionOfAdministrator } from '../../src/wire/index.ts'
import { keepLanguage, type Language, preferredLanguage } from '../shared/languages.ts'
import { RequestProblem } from '../shared/request.ts'
import { createClient, whoIsSignedIn } from './client.ts'
import { Context } from './context.ts'
import { Frame } from './frame.tsx'
import { SignIn } from './sign-in.tsx'
import { en } from './texts/en.ts'
import { fr, type Texts } from './texts/fr.ts'

const TEXTS: Readonly<Record<Language, Texts>> = { fr, en }

/** The whole console: whoever is signed in works, everybody else is asked for a key. */
export function Console() {
  const [language, setLanguage] = useState(preferredLanguage)
  const [session, setSession] = useState<SessionOfAdministrator | null>()
  const texts = TEXTS[language]

  useEffect(() => {
    whoIsSignedIn().then(setSession, (error: unknown) => {
      if (!(error instanceof RequestProblem)) throw error
      setSession(null)
    })
  }, [])
  useEffect(() => {
    document.documentElement.lang = language
    document.title = `Unisson · ${texts.title}`
  }, [language, texts])

  const client = useMemo(() => session && createClient(session.csrfToken), [session])
  const chooseLanguage = (chosen: Language) => {
    keepLanguage(chosen)
    setLanguage(chosen)
  }
  if (session === undefined) return <p class="waiting quiet">{texts.loading}</p>
  if (!session || !client) return <SignIn texts={texts} onSignedIn={setSession} />
  const context = { client, texts, language, administrator: session.administrator }
  return (
    <Context.Provider value={context}>
      <Frame onLanguage={chooseLanguage} onSignedOut={() => setSession(null)} />
    </Context.Provider>
  )
}
