import { expect } from 'chai'
import { execFileSync } from 'node:child_process'

const token = `avt_${'Secret-Part_0'.repeat(4).slice(0, 43)}`
const password = 'hunter2-is-no-good'

// What a process writes when it logs this; a process of its own, because a log writes to standard output.
function written(format: 'json' | 'pretty', statements: string): string {
  const script = `
    import { captureConsole, createLog } from '#platform/log'
    const log = createLog('trace', '${format}')
    const token = ${JSON.stringify(token)}
    const password = ${JSON.stringify(password)}
    ${statements}
  `
  return execFileSync(process.execPath, ['--input-type=module', '--eval', script], { encoding: 'utf8' })
}

const leaks: [string, string][] = [
  ['a field', `log.info({ token }, 'x')`],
  ['a field of a field', `log.info({ agent: { token } }, 'x')`],
  ['a field four deep', `log.info({ a: { b: { c: { token } } } }, 'x')`],
  ['a field far deeper', `log.info({ a: { b: { c: { d: { e: { f: token } } } } } }, 'x')`],
  ['a list', `log.info({ agents: [{ token }, token] }, 'x')`],
  ['the message', 'log.info(`joined with ${token}`)'],
  ['an argument of the message', `log.info('joined with %s', token)`],
  ['an address', 'log.info({ url: `/p/r?sessionId=1&_authToken=${token}` }, `GET /p/r?_authToken=${token}&x=1`)'],
  ['a header', `log.info({ headers: { authorization: 'Bearer ' + token, Authorization: token } }, 'x')`],
  ['an error', 'log.error({ err: new Error(`bad token ${token}`) }, "x")'],
  ['the cause of an error', 'log.error({ err: new Error("x", { cause: new Error(token) }) }, "x")'],
  ['the name of a field', `log.info({ [token]: 1 }, 'x')`],
  ['a child log', `log.child({ token }).info(token)`],
  ['the console of a library', 'captureConsole(log); console.log("joined", { token }); console.error(token)'],
  ['a cookie', 'log.info(`village.session_token=${token}; Path=/`)'],
  ['every level', `for (const level of ['trace', 'debug', 'warn', 'error', 'fatal']) log[level]({ token }, token)`],
]

describe('the log', () => {
  for (const format of ['json', 'pretty'] as const) {
    it(`writes no token as ${format}, wherever it stands: ${leaks.map(([where]) => where).join(', ')}`, () => {
      const text = written(
        format,
        leaks.map(([where, statement]) => `log.info('${where}')\n{ ${statement} }`).join('\n'),
      )
      for (const [where] of leaks) expect(text).to.include(where)
      expect(text).not.to.include(token)
      expect(text).not.to.include(token.slice(5))
      expect(text).to.include('redacted')
    })

    it(`writes no password and no cookie as ${format}`, () => {
      const text = written(
        format,
        `log.info({ password }, 'one')
         log.info({ user: { password } }, 'two')
         log.info({ request: { headers: { cookie: password, authorization: password } } }, 'three')
         log.info({ headers: { 'set-cookie': password } }, password.replace(password, 'four'))`,
      )
      expect(text).to.include('one').and.include('two').and.include('three')
      expect(text).not.to.include(password)
    })
  }

  it('writes no token of a member for a room, and no cookie of a session', () => {
    const jwt = `${Buffer.from('{"alg":"EdDSA","kid":"1"}').toString('base64url')}.payload-Part_1.signature-Part_2`
    const text = written(
      'json',
      `log.info('/p/r?_authToken=${jwt}&x=1'); log.info('village.session_token=abc.def%3D; a')`,
    )
    expect(text).to.include('_authToken=[redacted]&x=1').and.include('session_token=[redacted]; a')
    expect(text)
      .not.to.match(/payload-Part|signature-Part/)
      .and.not.include('abc.def')
  })

  it('is one JSON object a line', () => {
    const lines = written('json', `log.info({ a: 1 }, 'two\\nlines'); log.warn('x')`).trimEnd().split('\n')
    expect(lines.map((line) => (JSON.parse(line) as { msg: string }).msg)).to.deep.equal(['two\nlines', 'x'])
  })

  it('keeps what is no secret, also next to one', () => {
    const text = written(
      'json',
      'log.info({ name: "Anna", token, place: "cafe" }, `Anna came with ${token} to the café`)',
    )
    expect(JSON.parse(text)).to.deep.include({ name: 'Anna', place: 'cafe', token: '[redacted]' })
    expect(JSON.parse(text)).to.have.property('msg', 'Anna came with avt_[redacted] to the café')
  })

  it('is silent below its level', () => {
    expect(written('json', `createLog('warn', 'json').info('hello')`)).to.equal('')
  })
})
