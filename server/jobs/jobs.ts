import type { Log } from '#platform/log'

/** Something to do again and again. It must be safe to run twice, also in two processes at once. */
export type Job = { name: string; everyMs: number; run(): Promise<void> }
export type Jobs = { stop(): void }

/** Runs jobs on their timers; one that fails is logged and tried again at its next turn. */
export function startJobs(jobs: readonly Job[], log: Log): Jobs {
  const timers = jobs.map((job) => {
    const run = () => job.run().catch((error: Error) => log.warn({ err: error.message, job: job.name }, 'a job failed'))
    return setInterval(run, job.everyMs)
  })
  return { stop: () => timers.forEach(clearInterval) }
}
