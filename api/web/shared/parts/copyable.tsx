import { useEffect, useState } from 'preact/hooks'
import { useWords } from '../language.ts'

const CONFIRMED_MILLISECONDS = 2000

/** Browsers refuse it where a rule of the page or of its owner says so, and have none on addresses without TLS. */
async function copied(value: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(value)
    return true
  } catch {
    return false
  }
}

/** Copies a text, and says so for a moment, or that it could not; `title` tells a screen reader which one. */
export function CopyButton({ value, title }: { value: string; title?: string }) {
  const texts = useWords()
  const [isCopied, setCopied] = useState<boolean>()
  useEffect(() => {
    if (!isCopied) return
    const timer = setTimeout(() => setCopied(undefined), CONFIRMED_MILLISECONDS)
    return () => clearTimeout(timer)
  }, [isCopied])
  return (
    <>
      <button type="button" onClick={() => copied(value).then(setCopied)}>
        {isCopied ? texts.copied : texts.copy}
        {title && <span class="unseen"> {title}</span>}
      </button>
      <small role="alert">{isCopied === false && texts.notCopied}</small>
    </>
  )
}

/** Something to be copied; a secret is shown this once. */
export function Copyable({ value, note }: { value: string; note: string }) {
  return (
    <div class="copyable">
      <p>{note}</p>
      <pre>{value}</pre>
      <CopyButton value={value} />
    </div>
  )
}
