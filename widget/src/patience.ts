/** An end to waiting, in milliseconds; Chrome has it from 103 on, and without it one waits as long as the browser does. */
export const patience = (milliseconds: number): { signal?: AbortSignal } =>
  (globalThis.AbortSignal as Partial<typeof AbortSignal> | undefined)?.timeout
    ? { signal: AbortSignal.timeout(milliseconds) }
    : {}
