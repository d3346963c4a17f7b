// Whether the receivers of a sender's mails can see that they may come from its domain. Pure: what DNS says is asked by a port.
import type { Provider } from './providers.ts';

export interface Dns {
  /** the strings of each record joined; none when there is no such record. @throws when DNS gives no answer */
  txt(name: string): Promise<string[]>;
  mx(name: string): Promise<string[]>;
}

export const CHECKS = ['spf', 'dkim', 'dmarc', 'return'] as const;
export type CheckName = (typeof CHECKS)[number];

/** missing: nothing stands there. wrong: something else does. theirs: the provider shows what to enter. silent: DNS gave no answer. */
export type CheckState = 'good' | 'missing' | 'wrong' | 'theirs' | 'silent';

export interface DomainRecord {
  type: 'TXT' | 'MX';
  host: string;
  value: string;
}

export interface DomainCheck {
  name: CheckName;
  state: CheckState;
  /** what stands there now */
  found: string[];
  /** what should */
  wanted: DomainRecord | null;
}

export interface CheckedSender {
  provider: Provider;
  address: string;
  /** of mails that we sign */
  dkim: { selector: string; publicKey: string } | null;
  /** the host that hands mails over, of SMTP */
  host: string | null;
}

/** Whom the domain must name in SPF, for mails whose return path is the domain itself. */
const INCLUDES: Readonly<Partial<Record<Provider, string>>> = {
  ses: 'include:amazonses.com',
  postmark: 'include:spf.mtasv.net',
  sendgrid: 'include:sendgrid.net',
  mailgun: 'include:mailgun.org',
};

/** Where a provider's public keys stand when their names are always the same. */
const SELECTORS: Readonly<Partial<Record<Provider, readonly string[]>>> = {
  sendgrid: ['s1', 's2'],
  mailgun: ['mx', 'pic', 'k1', 'smtp', 'mailo'],
};

export const domainOf = (address: string) => address.split('@')[1]?.toLowerCase() ?? '';

export async function checkDomain(sender: CheckedSender, dns: Dns): Promise<DomainCheck[]> {
  const domain = domainOf(sender.address);
  return Promise.all([
    asked('spf', () => spf(sender, domain, dns)),
    asked('dkim', () => dkim(sender, domain, dns)),
    asked('dmarc', () => dmarc(domain, dns)),
    asked('return', () => returns(domain, dns)),
  ]);
}

async function asked(name: CheckName, check: () => Promise<Omit<DomainCheck, 'name'>>): Promise<DomainCheck> {
  try {
    return { name, ...(await check()) };
  } catch {
    return { name, state: 'silent', found: [], wanted: null };
  }
}

const isVersion = (text: string, version: string) => new RegExp(`^v=${version}(?:[;\\s]|$)`, 'i').test(text.trim());

/** RFC 7208: one record alone, which names whoever hands over. */
async function spf({ provider, host }: CheckedSender, domain: string, dns: Dns): Promise<Omit<DomainCheck, 'name'>> {
  const found = (await dns.txt(domain)).filter((text) => isVersion(text, 'spf1'));
  const term = INCLUDES[provider] ?? (host ? `a:${host}` : null);
  const [first] = found;
  const record = (value: string): DomainRecord => ({ type: 'TXT', host: domain, value });
  if (first === undefined) return { state: 'missing', found, wanted: term ? record(`v=spf1 ${term} ~all`) : null };
  // two records are as good as none: receivers give up
  if (found.length > 1) return { state: 'wrong', found, wanted: null };
  const terms = first.trim().toLowerCase().split(/\s+/);
  // a mail server of one's own may be named in many ways
  if (term === null || terms.some((one) => one.replace(/^\+/, '') === term.toLowerCase())) {
    return { state: 'good', found, wanted: null };
  }
  if (provider === 'smtp' && terms.some((one) => /^\+?(?:a|mx|ip4|ip6|include)\b/.test(one))) {
    return { state: 'good', found, wanted: null };
  }
  const isEnd = (one: string) => /^(?:[-~?+]?all|redirect=.*)$/i.test(one);
  const kept = first.trim().split(/\s+/);
  const end = kept.findIndex(isEnd);
  const value = kept.toSpliced(end === -1 ? kept.length : end, 0, term).join(' ');
  return { state: 'wrong', found, wanted: record(value) };
}

/** RFC 6376: the public half of the key that mails are signed with. */
async function dkim({ provider, dkim: key }: CheckedSender, domain: string, dns: Dns) {
  if (key) {
    const host = `${key.selector}._domainkey.${domain}`;
    const found = await dns.txt(host);
    const wanted: DomainRecord = { type: 'TXT', host, value: `v=DKIM1; k=rsa; p=${key.publicKey}` };
    const same = found.some((text) => tag(text, 'p') === key.publicKey);
    if (same) return { state: 'good' as const, found, wanted: null };
    return { state: found.length > 0 ? ('wrong' as const) : ('missing' as const), found, wanted };
  }
  for (const selector of SELECTORS[provider] ?? []) {
    const found = await dns.txt(`${selector}._domainkey.${domain}`);
    if (found.some((text) => tag(text, 'p'))) return { state: 'good' as const, found, wanted: null };
  }
  return { state: 'theirs' as const, found: [], wanted: null };
}

/** RFC 7489: what receivers do with mails that are none of hers. Gmail and Yahoo ask it of whoever writes to many. */
async function dmarc(domain: string, dns: Dns) {
  const own = await policies(`_dmarc.${domain}`, dns);
  const parent = domain.split('.').slice(-2).join('.');
  const found = own.length > 0 || parent === domain ? own : await policies(`_dmarc.${parent}`, dns);
  const host = `_dmarc.${domain}`;
  const wanted: DomainRecord = { type: 'TXT', host, value: 'v=DMARC1; p=none' };
  if (found.length === 0) return { state: 'missing' as const, found, wanted };
  const isRead = found.length === 1 && /^(?:none|quarantine|reject)$/i.test(tag(found[0] ?? '', 'p') ?? '');
  return isRead ? { state: 'good' as const, found, wanted: null } : { state: 'wrong' as const, found, wanted };
}

const policies = async (host: string, dns: Dns) => (await dns.txt(host)).filter((text) => isVersion(text, 'DMARC1'));

/** Bounces and answers come back to the domain: something there has to take mail (a null MX says that nothing does, RFC 7505). */
async function returns(domain: string, dns: Dns) {
  const found = await dns.mx(domain);
  const takes = found.filter((host) => host !== '' && host !== '.');
  if (takes.length > 0) return { state: 'good' as const, found, wanted: null };
  return { state: found.length > 0 ? ('wrong' as const) : ('missing' as const), found, wanted: null };
}

/** The value of a tag in a list such as `v=DKIM1; p=…`, without the blanks that may stand in it. */
function tag(text: string, name: string): string | null {
  for (const part of text.split(';')) {
    const equals = part.indexOf('=');
    if (equals > 0 && part.slice(0, equals).trim().toLowerCase() === name) {
      return part.slice(equals + 1).replaceAll(/\s+/g, '') || null;
    }
  }
  return null;
}
