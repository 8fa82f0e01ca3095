import { loadUnisson } from '@unisson/element'
import type {} from '@unisson/element/react'
import { StrictMode, useEffect, useState } from 'react'
import { createRoot } from 'react-dom/client'
import { host, publisher } from './settings.ts'

const Article = () => {
  const [votes, setVotes] = useState(0)
  useEffect(() => {
    loadUnisson(host)
  }, [])
  return (
    <>
      <unisson-consultation
        consultation="territoires"
        publisher={publisher}
        lang="fr"
        loading="eager"
        {...{ 'onunisson:vote': () => setVotes((before) => before + 1) }}
      >
        <a href={`${host}/c/territoires`}>Donner mon avis</a>
      </unisson-consultation>
      <output>{votes}</output>
    </>
  )
}

createRoot(document.getElementById('page') as HTMLElement).render(
  <StrictMode>
    <Article />
  </StrictMode>,
)
