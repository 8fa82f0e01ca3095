import { useEffect, useState } from 'preact/hooks'
import { useWords } from '../language.ts'

const CONFIRMED_MILLISECONDS = 2000

/** Copies a text, and says so for a moment; `title` tells a screen reader which one. */
export function CopyButton({ value, title }: { value: string; title?: string }) {
  const texts = useWords()
  const [isCopied, setCopied] = useState(false)
  useEffect(() => {
    if (!isCopied) return
    const timer = setTimeout(() => setCopied(false), CONFIRMED_MILLISECONDS)
    return () => clearTimeout(timer)
  }, [isCopied])
  return (
    <button
      type="button"
      onClick={() => void navigator.clipboard.writeText(value).then(() => setCopied(true))}
    >
      {isCopied ? texts.copied : texts.copy}
      {title && <span class="unseen"> {title}</span>}
    </button>
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
