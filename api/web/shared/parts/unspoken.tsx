/** Shown until the sentences of a page are there, and a way on if they cannot be loaded; so it has no words. */
export function Unspoken({ hasFailed }: { hasFailed: boolean }) {
  return hasFailed ? (
    <p class="page-message">
      <a href={location.href} onClick={() => location.reload()}>
        Unisson ↻
      </a>
    </p>
  ) : (
    <p class="page-message quiet" aria-busy="true" />
  )
}
