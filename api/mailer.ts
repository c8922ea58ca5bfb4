/** Mail by SMTP. What went wrong is said in words of our own: a server's answer may quote addresses. */
import { createTransport } from 'nodemailer';
import type { Config } from './config.ts';

export interface Letter {
  /** Becomes the Message-ID. */
  id: string;
  to: string;
  subject: string;
  text: string;
}

export interface Mailer {
  /** What a path of the portal is put behind. */
  readonly origin: string;
  /** Resolves when the server has taken the mail; throws `MailFailure`. */
  send(letter: Letter): Promise<void>;
}

export class MailFailure extends Error {
  /** True when it certainly did not leave and may leave later. */
  readonly again: boolean;

  constructor(words: string, again: boolean) {
    super(words);
    this.again = again;
  }
}

export function openMailer({ url, from, origin }: NonNullable<Config['mail']>): Mailer {
  const transport = createTransport({
    url,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 30_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const domain = from.slice(from.lastIndexOf('@') + 1).replace(/>$/, '');
  return {
    origin,
    async send({ id, to, subject, text }) {
      const headers = { 'Auto-Submitted': 'auto-generated' };
      const messageId = `<${id}@${domain}>`;
      await transport.sendMail({ from, to, subject, text, messageId, headers }).catch(fail);
    },
  };
}

interface SmtpError {
  code?: string;
  command?: string;
  responseCode?: number;
  syscall?: string;
  message?: string;
}

/** 4xx: later; 5xx: never, but for a refused sign-in, which the bureau mends; a broken line may have carried it: unknown. */
function fail(error: SmtpError): never {
  const { code, command, responseCode, syscall, message } = error;
  if (code === 'EAUTH') throw new MailFailure('发件服务器拒绝登录，请核对发件设置', true);
  if (responseCode !== undefined) {
    const who = command?.startsWith('RCPT') ? '收件服务器不接受这个邮箱' : '邮件服务器没有接受这封邮件';
    throw new MailFailure(`${who}（代码 ${responseCode}）`, responseCode < 500);
  }
  if (syscall === 'connect' || syscall === 'getaddrinfo') throw new MailFailure('连接不上发件服务器', true);
  if (/^(Connection timeout|Greeting never received)/.test(message ?? ''))
    throw new MailFailure('发件服务器没有应答', true);
  throw new MailFailure(interrupted, false);
}

export const interrupted = '发送途中断开，不能确定是否发出；为免重复，不再自动发送';
