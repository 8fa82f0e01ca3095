const SHARED = '#share='

/**
 * The token of a share link, which stands behind the # so that it reaches no log and no other site. It leaves the
 * address bar at once, and the history with it: the session stands in for it from now on.
 */
export function takeShareToken(): string | null {
  if (!location.hash.startsWith(SHARED)) return null
  const token = decodeURIComponent(location.hash.slice(SHARED.length))
  history.replaceState(null, '', location.pathname)
  return token
}
