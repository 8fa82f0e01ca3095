/** A text that is cut to its first word where there is no room; a no-break space keeps two words together. */
export const Shortened = ({ text }: { text: string }) => {
  const [first, ...others] = text.split(' ')
  return (
    <span>
      {first}
      <span class="wide"> {others.join(' ')}</span>
    </span>
  )
}
