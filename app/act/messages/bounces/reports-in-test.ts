// Reports of mail servers as they write them.

/** Of the message that they are about. */
export const ID = 'VFd4Wf0bqP5oXn0g9q1yZA';

export const lines = (...text: string[]) => text.join('\r\n');

/** As Postfix writes them. */
export const report = ({
  status = '5.1.1',
  action = 'failed',
  id = ID,
  code = 'smtp; 550 5.1.1 <ada@example.com>: Recipient address rejected: User unknown',
  original = lines(
    'Content-Type: message/rfc822',
    '',
    `Message-ID: <${id}@corner.example>`,
    'Subject: Your cart',
    '',
    'Ciao',
  ),
} = {}) =>
  lines(
    'Date: Mon,  2 Mar 2026 10:00:00 +0100 (CET)',
    'From: MAILER-DAEMON@mail.corner.example (Mail Delivery System)',
    'Subject: Undelivered Mail Returned to Sender',
    'Auto-Submitted: auto-replied',
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=delivery-status;',
    '\tboundary="4B2C1.1772442000/mail.corner.example"',
    '',
    'This is a MIME-encapsulated message.',
    '',
    '--4B2C1.1772442000/mail.corner.example',
    'Content-Description: Notification',
    'Content-Type: text/plain; charset=us-ascii',
    '',
    "I'm sorry to have to inform you that your message could not be delivered.",
    '',
    '--4B2C1.1772442000/mail.corner.example',
    'Content-Description: Delivery report',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mail.corner.example',
    'Arrival-Date: Mon,  2 Mar 2026 09:59:58 +0100 (CET)',
    '',
    'Final-Recipient: rfc822; ada@example.com',
    `Action: ${action}`,
    `Status: ${status}`,
    'Remote-MTA: dns; mx.example.com',
    `Diagnostic-Code: ${code.slice(0, 20)}`,
    `    ${code.slice(20)}`,
    '',
    '--4B2C1.1772442000/mail.corner.example',
    original,
    '',
    '--4B2C1.1772442000/mail.corner.example--',
    '',
  );
