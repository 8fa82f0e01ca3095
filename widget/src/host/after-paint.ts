type Task = () => void

let waiting: Task[] = []

const run = () => {
  const tasks = waiting
  waiting = []
  for (const task of tasks) {
    try {
      task()
    } catch {
      // One that fails must not take the others with it, nor throw into the page.
    }
  }
}

// A reader who votes and leaves within the frame must not lose the vote.
addEventListener('pagehide', run)
document.addEventListener('visibilitychange', run)

/** Runs storage, network and the page's own listeners once the reader has seen the new state. */
export const afterPaint = (task: Task): void => {
  waiting.push(task)
  if (document.hidden) setTimeout(run)
  else requestAnimationFrame(() => setTimeout(run))
}
