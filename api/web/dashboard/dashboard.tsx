import { useEffect, useMemo, useState } from 'preact/hooks'
import type { SessionOfEditor } from '../../src/wire/index.ts'
import { useTexts, Words } from '../shared/language.ts'
import { ProblemNotice } from '../shared/parts/problem.tsx'
import { SignIn } from '../shared/parts/sign-in.tsx'
import { Unspoken } from '../shared/parts/unspoken.tsx'
import { asProblem, type RequestProblem } from '../shared/request.ts'
import { decodePart } from '../shared/route.ts'
import { createClient, signIn, whoIsSignedIn } from './client.ts'
import { Context } from './context.ts'
import { Frame } from './frame.tsx'
import { TEXT_FILES } from './locales/files.ts'
import type { Texts } from './locales/fr.ts'

const SHARED = '#share='

/**
 * The token of a share link, which stands behind the # so that it reaches no log and no other site. It leaves the
 * address bar at once, and the history with it: the session stands in for it from now on.
 */
function takeShareToken(): string | null {
  if (!location.hash.startsWith(SHARED)) return null
  const token = decodePart(location.hash.slice(SHARED.length))
  history.replaceState(null, '', location.pathname)
  return token
}

type Entrance =
  | { at: 'signed-out'; why?: 'ended' | 'badLink'; problem?: RequestProblem }
  | { at: 'checking' }
  | { at: 'signed-in'; session: SessionOfEditor }

/** Who is there: by a share link, or by the cookie of before. */
function useEntrance() {
  const [entrance, setEntrance] = useState<Entrance>({ at: 'checking' })
  const enter = (token: string | null) => {
    setEntrance({ at: 'checking' })
    const session = token === null ? whoIsSignedIn() : signIn(token)
    session.then(
      (one) => setEntrance({ at: 'signed-in', session: one }),
      (error: unknown) => {
        const problem = asProblem(error)
        if (!problem.isSignedOut) setEntrance({ at: 'signed-out', problem })
        else setEntrance(token === null ? { at: 'signed-out' } : { at: 'signed-out', why: 'badLink' })
      },
    )
  }
  useEffect(() => {
    enter(takeShareToken())
    // A share link that is pasted into the address bar of this very page.
    const follow = () => {
      const token = takeShareToken()
      if (token !== null) enter(token)
    }
    addEventListener('hashchange', follow)
    return () => removeEventListener('hashchange', follow)
  }, [])
  return { entrance, setEntrance, enter }
}

/** The whole dashboard, for holders of a publisher's key or share link. */
export function Dashboard() {
  const { spoken, hasFailed, choose } = useTexts<Texts>(TEXT_FILES)
  const { entrance, setEntrance, enter } = useEntrance()
  const session = entrance.at === 'signed-in' ? entrance.session : null
  const client = useMemo(
    () => session && createClient(session.csrfToken, () => setEntrance({ at: 'signed-out', why: 'ended' })),
    [session],
  )
  if (!spoken) return <Unspoken hasFailed={hasFailed} />
  const { language, texts } = spoken
  if (entrance.at === 'checking') return <p class="page-message quiet">{texts.loading}</p>
  return (
    <Words.Provider value={texts}>
      {session && client ? (
        <Context.Provider value={{ client, texts, language, session }}>
          <Frame onLanguage={choose} onSignedOut={() => setEntrance({ at: 'signed-out' })} />
        </Context.Provider>
      ) : (
        <SignIn
          texts={texts.signIn}
          signIn={signIn}
          onSignedIn={(one) => setEntrance({ at: 'signed-in', session: one })}
        >
          {entrance.at === 'signed-out' && entrance.why && <p class="notice">{texts.signIn[entrance.why]}</p>}
          {entrance.at === 'signed-out' && (
            <ProblemNotice problem={entrance.problem} onAgain={() => enter(null)} />
          )}
        </SignIn>
      )}
    </Words.Provider>
  )
}
