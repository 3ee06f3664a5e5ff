import type { ServerReading } from './meter.ts'

export type SubjectOptions = { databaseUrl: string; dataDir: string; agents: number }

/** What each compared server answers: it starts, begins to send when all have come, measures the window, and stops. */
export type Subject = {
  start(options: SubjectOptions): Promise<{ url: string }>
  go(): void
  begin(options: { profileFile: string | undefined }): Promise<void>
  end(): Promise<ServerReading>
  stop(): Promise<void>
}
