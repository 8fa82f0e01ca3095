/** A text of which the first word must do where there is no room; a no-break space keeps two words together. */
export const Shortened = ({ text }: { text: string }) => {
  const [first, ...others] = text.split(' ')
  return (
    <span>
      {first}
      <span class="wide"> {others.join(' ')}</span>
    </span>
  )
}
