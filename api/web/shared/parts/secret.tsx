import { useState } from 'preact/hooks'
import { useWords } from '../words.ts'

/** Something to be copied; a secret is shown this once. */
export function Copyable({ value, note }: { value: string; note?: string }) {
  const texts = useWords()
  const [isCopied, setCopied] = useState(false)
  const copy = () => void navigator.clipboard.writeText(value).then(() => setCopied(true))
  return (
    <div class="copyable">
      {note && <p>{note}</p>}
      <pre>{value}</pre>
      <button type="button" onClick={copy}>
        {isCopied ? texts.copied : texts.copy}
      </button>
    </div>
  )
}
