// What mail services tell, as they would say and sign it.
import { createHmac, createSign, generateKeyPairSync, sign } from 'node:crypto';
import { ADA } from '../delivery/messages-in-test.ts';
import { EVENTS_USER } from './inbox.server.ts';

const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
export const EVENTS_KEY = ec.publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
export const amazon = generateKeyPairSync('rsa', { modulusLength: 2048 });
const CERTIFICATE = 'https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-abc123.pem';

export const BASIC = { authorization: `Basic ${Buffer.from(`${EVENTS_USER}:the-password`).toString('base64')}` };

export const postmarks = (type: string, id: string, more: object = {}) =>
  JSON.stringify({
    RecordType: type,
    MessageID: 'pm-1',
    Metadata: { message: id },
    Email: ADA,
    DeliveredAt: '2026-03-02T10:00:00Z',
    BouncedAt: '2026-03-02T10:00:00Z',
    ...more,
  });

export function sns(message: object, changes: Record<string, string> = {}) {
  const body: Record<string, string> = {
    Type: 'Notification',
    MessageId: 'sns-1',
    TopicArn: 'arn:aws:sns:eu-west-1:1:events',
    Message: JSON.stringify(message),
    Timestamp: '2026-03-02T10:00:00.000Z',
    SignatureVersion: '2',
    SigningCertURL: CERTIFICATE,
    ...changes,
  };
  const names =
    body['Type'] === 'Notification'
      ? ['Message', 'MessageId', 'Timestamp', 'TopicArn', 'Type']
      : ['Message', 'MessageId', 'SubscribeURL', 'Timestamp', 'Token', 'TopicArn', 'Type'];
  const text = names.map((name) => `${name}\n${body[name]}\n`).join('');
  return JSON.stringify({ ...body, Signature: createSign('sha256').update(text).sign(amazon.privateKey, 'base64') });
}

export function mailguns(key: string, data: object) {
  const [timestamp, token] = ['1772445600', 'a-token'];
  const signature = createHmac('sha256', key)
    .update(timestamp + token)
    .digest('hex');
  return JSON.stringify({
    signature: { timestamp, token, signature },
    'event-data': { id: 'e1', timestamp: 1_772_445_600.5, ...data },
  });
}

export const sendgrids = (body: string) => ({
  'x-twilio-email-event-webhook-timestamp': '1772445600',
  'x-twilio-email-event-webhook-signature': sign('sha256', Buffer.from(`1772445600${body}`), ec.privateKey).toString(
    'base64',
  ),
});
