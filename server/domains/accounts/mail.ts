import { createTransport } from 'nodemailer'
import type { Log } from '#platform/log'

export type Letter = { to: string; subject: string; text: string; link?: string }

/** Sends letters in the background: nobody learns from how long an answer takes whether a letter went out. */
export type Mailer = { send(letter: Letter): void; close(): Promise<void> }

const sendMsMax = 20_000

/** A mailer over SMTP. What can't be sent is logged without its text, which holds a token. */
export function createMailer({ smtpUrl, from }: { smtpUrl: string; from: string }, log: Log): Mailer {
  const transport = createTransport(smtpUrl, {
    from,
    connectionTimeout: sendMsMax,
    greetingTimeout: sendMsMax,
    socketTimeout: sendMsMax,
  } as never)
  const sending = new Set<Promise<void>>()
  return { send, close }

  function send({ to, subject, text }: Letter): void {
    const sent = transport.sendMail({ from, to, subject, text }).then(
      () => log.debug({ subject }, 'mail: sent'),
      (error: Error) => log.error({ err: error.message, subject }, 'mail: cannot be sent'),
    )
    sending.add(sent)
    void sent.finally(() => sending.delete(sent))
  }

  async function close(): Promise<void> {
    await Promise.all(sending)
    transport.close()
  }
}

/** For development without SMTP: the link of a letter goes to the log, once. */
export function createLogMailer(log: Log): Mailer {
  return {
    send: ({ to, subject, link }) => log.info({ to, link }, `mail: ${subject} (no SMTP_URL is set)`),
    close: async () => {},
  }
}
