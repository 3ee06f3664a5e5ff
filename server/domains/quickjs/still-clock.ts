/** What agents see as the present, always: 2026-01-01T00:00:00Z. */
export const stillMs = Date.UTC(2026, 0, 1)

/**
 * Stops the clocks of this thread and takes it to Greenwich. What runs in it is given the time of day and the zone by the
 * global Date and performance, and would otherwise not come to the same end twice.
 */
export function stillTheClock(): void {
  class StillDate extends Date {
    static override now = () => stillMs

    constructor(...args: readonly unknown[]) {
      super(...((args.length === 0 ? [stillMs] : args) as [number]))
    }

    override getTimezoneOffset = () => 0
    override getFullYear = () => this.getUTCFullYear()
    override getMonth = () => this.getUTCMonth()
    override getDate = () => this.getUTCDate()
    override getDay = () => this.getUTCDay()
    override getHours = () => this.getUTCHours()
    override getMinutes = () => this.getUTCMinutes()
    override getSeconds = () => this.getUTCSeconds()
  }
  globalThis.Date = StillDate as DateConstructor
  Object.defineProperty(globalThis, 'performance', { value: { now: () => 0 } })
}
