/** What an agent may look like to its host: any of the functions may be missing. */
type Agent = { [name: string]: unknown; act(argument: unknown): unknown }

/**
 * The host's side of the wall, inside the guest: it runs before any code of the agent and keeps what it needs, whatever the
 * agent overrides later. With arguments it begins a call; it gives what came of the last one, if that is known yet: a
 * letter (see `letters` in quickjs-instance.ts) and the answer or the reason. Answers of `init` and `onResult` are of no
 * interest, and not even read.
 */
function guest() {
  const { parse, stringify } = JSON
  const { construct } = Reflect
  const { isFinite } = Number
  const toText = String
  const { InternalError } = globalThis as unknown as { InternalError: ErrorConstructor }
  const { bind, call } = Function.prototype
  const slice = bind.call(call, String.prototype.slice) as (text: string, from: number, to: number) => string
  const indexOf = bind.call(call, String.prototype.indexOf) as (text: string, sought: string) => number
  const reasonCharsMax = 300
  const nothing = () => {}
  const console = { log: nothing, info: nothing, warn: nothing, error: nothing, debug: nothing, trace: nothing }
  let agent: Agent | undefined
  let outcome = ''
  Object.assign(globalThis, { console })
  return ask

  function ask(main?: string, name?: string, argument?: string): string {
    if (main === undefined || name === undefined || argument === undefined) return outcome
    outcome = ''
    void answer(main, name, argument)
    return outcome
  }

  async function answer(main: string, name: string, argument: string): Promise<void> {
    try {
      agent ??= await begin(main)
      if (typeof agent[name] !== 'function') outcome = name === 'act' ? 'cthe agent has no function act' : 'rnull'
      else outcome = written(name, await agent[name as 'act'](parse(argument)))
    } catch (error) {
      outcome = reason('c', error)
    }
  }

  async function begin(main: string): Promise<Agent> {
    const exported = (await import(`./${main}`)) as { default?: unknown }
    const made = 'default' in exported ? await unwrapped(exported.default) : exported
    if (typeof made !== 'object' || made === null) throw new TypeError('the main file exports no agent')
    return made as Agent
  }

  function unwrapped(exported: unknown): unknown {
    if (typeof exported !== 'function') return exported
    return isConstructor(exported) ? construct(exported, []) : exported()
  }

  function isConstructor(callee: Function): boolean {
    try {
      construct(nothing.constructor, [], callee)
      return true
    } catch {
      return false
    }
  }

  function written(name: string, answer: unknown): string {
    if (name !== 'act') return 'rnull'
    if (typeof answer === 'number' && !isFinite(answer)) return `iact gave ${answer}`
    try {
      const text = stringify(answer)
      return text === undefined ? `iact gave ${typeof answer}` : `r${text}`
    } catch (error) {
      return reason('i', error)
    }
  }

  function reason(letter: string, error: unknown): string {
    try {
      if (error instanceof InternalError && error.message === 'out of memory') return 'mout of memory'
      if (error === null) return `${letter === 'c' ? 'n' : letter}null was thrown`
      if (!(typeof error === 'object' && 'message' in error)) return letter + short(error)
      const { name, message, stack } = error as Error
      return `${letter}${short(name)}: ${short(message)}${typeof stack === 'string' ? firstLine(stack) : ''}`
    } catch {
      return `${letter}something was thrown that cannot be told`
    }
  }

  function firstLine(stack: string): string {
    return slice(stack, 0, indexOf(stack, '\n'))
  }

  function short(value: unknown): string {
    return slice(toText(value), 0, reasonCharsMax)
  }
}

/** The guest's side of the wall as source; it gives the function to ask. */
export const guestSource = `(${guest.toString()})()`
