import { useEffect, useState } from 'preact/hooks'

const CONFIRMED_MILLISECONDS = 2000

interface CopyableProps {
  title: string
  hint: string
  value: string
  copy: string
  copied: string
}

/** A text to be copied, with what it is for. */
export function CopyableCode({ title, hint, value, copy, copied }: CopyableProps) {
  const [isCopied, setCopied] = useState(false)
  useEffect(() => {
    if (!isCopied) return
    const timer = setTimeout(() => setCopied(false), CONFIRMED_MILLISECONDS)
    return () => clearTimeout(timer)
  }, [isCopied])
  return (
    <section class="code">
      <h2>{title}</h2>
      <p class="quiet">{hint}</p>
      {/* A long line is scrolled; so the keyboard must reach it. */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls */}
      <pre tabIndex={0}>{value}</pre>
      <button
        type="button"
        onClick={() => void navigator.clipboard.writeText(value).then(() => setCopied(true))}
      >
        {isCopied ? copied : copy}
        <span class="unseen"> {title}</span>
      </button>
    </section>
  )
}
