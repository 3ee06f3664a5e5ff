import { once } from 'node:events'
import { createServer, type AddressInfo, type Socket } from 'node:net'
import { until } from './until.ts'

export type ReceivedMail = { from: string; to: string; text: string }

/** A mail server that takes every letter and keeps it. */
export type TestMailServer = {
  url: string
  mails: ReceivedMail[]
  /** The next letter to someone, and the first link in it. */
  mailTo(address: string): Promise<ReceivedMail & { link: string }>
  stop(): Promise<void>
}

/** Starts a mail server that speaks as much SMTP (RFC 5321) as delivering needs. */
export async function startMailServer(): Promise<TestMailServer> {
  const mails: ReceivedMail[] = []
  const server = createServer((socket) => converse(socket, (mail) => mails.push(mail))).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return { url: `smtp://127.0.0.1:${port}`, mails, mailTo, stop }

  async function mailTo(address: string) {
    const mail = await until(`a letter to ${address}`, () => mails.find(({ to }) => to === address))
    mails.splice(mails.indexOf(mail), 1)
    return { ...mail, link: /https?:\/\/\S+/.exec(mail.text)![0] }
  }

  async function stop(): Promise<void> {
    server.close()
    await once(server, 'close')
  }
}

function converse(socket: Socket, keep: (mail: ReceivedMail) => void): void {
  let waiting = ''
  let mail: ReceivedMail = { from: '', to: '', text: '' }
  let isData = false
  socket.setEncoding('latin1')
  socket.on('error', () => {})
  say('220 village test')
  socket.on('data', (chunk: string) => {
    waiting += chunk
    for (let end = waiting.indexOf('\r\n'); end >= 0; end = waiting.indexOf('\r\n')) {
      const line = waiting.slice(0, end)
      waiting = waiting.slice(end + 2)
      if (isData) takeText(line)
      else take(line)
    }
  })

  function take(line: string): void {
    const address = /<([^>]*)>/.exec(line)?.[1] ?? ''
    if (/^MAIL FROM:/i.test(line)) mail = { from: address, to: '', text: '' }
    if (/^RCPT TO:/i.test(line)) mail.to = address
    isData = /^DATA$/i.test(line)
    if (/^QUIT$/i.test(line)) socket.end('221 bye\r\n')
    else say(isData ? '354 go on' : '250 fine')
  }

  function takeText(line: string): void {
    if (line !== '.') return void (mail.text += `${line.replace(/^\.\./, '.')}\n`)
    isData = false
    keep({ ...mail, text: decode(mail.text) })
    say('250 taken')
  }

  function say(line: string): void {
    socket.write(`${line}\r\n`)
  }
}

// Bodies with long lines come as quoted-printable (RFC 2045).
function decode(text: string): string {
  if (!/^content-transfer-encoding: quoted-printable/im.test(text)) return text
  return text
    .replaceAll('=\n', '')
    .replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)))
}
