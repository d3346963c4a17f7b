import { describe, expect, it } from 'vitest';
import { type CheckedSender, checkDomain, type CheckName, type Dns } from './domain-check.ts';

const dns = (txt: Record<string, string[]>, mx: Record<string, string[]> = {}): Dns => ({
  txt: async (name) => txt[name] ?? [],
  mx: async (name) => mx[name] ?? [],
});

const sender = (changes: Partial<CheckedSender> = {}): CheckedSender => ({
  provider: 'smtp',
  address: 'News@Shop.example',
  dkim: { selector: 'sandmill', publicKey: 'MIIBkey' },
  host: 'mail.shop.example',
  ...changes,
});

async function checked(given: CheckedSender, of: Dns) {
  const checks = await checkDomain(given, of);
  return (name: CheckName) => {
    const found = checks.find((check) => check.name === name);
    if (!found) throw new Error(`${name} was not looked at`);
    return found;
  };
}

describe('the domain of a sender', () => {
  it('of which nothing is known lacks everything, and is told what to enter', async () => {
    const check = await checked(sender(), dns({}));
    expect(check('spf')).toMatchObject({
      state: 'missing',
      wanted: { type: 'TXT', host: 'shop.example', value: 'v=spf1 a:mail.shop.example ~all' },
    });
    expect(check('dkim')).toMatchObject({
      state: 'missing',
      wanted: { host: 'sandmill._domainkey.shop.example', value: 'v=DKIM1; k=rsa; p=MIIBkey' },
    });
    expect(check('dmarc')).toMatchObject({ state: 'missing', wanted: { host: '_dmarc.shop.example' } });
    expect(check('return')).toMatchObject({ state: 'missing' });
  });

  it('that has everything is good', async () => {
    const check = await checked(
      sender(),
      dns(
        {
          'shop.example': ['google-site-verification=x', 'v=spf1 mx -all'],
          'sandmill._domainkey.shop.example': ['v=DKIM1; k=rsa; p=MIIB key'],
          '_dmarc.shop.example': ['v=DMARC1; p=quarantine'],
        },
        { 'shop.example': ['mx.shop.example'] },
      ),
    );
    for (const name of ['spf', 'dkim', 'dmarc', 'return'] as const) expect(check(name).state).toBe('good');
  });

  it('keeps what its SPF record says, and adds the provider before the end', async () => {
    const check = await checked(
      sender({ provider: 'mailgun', dkim: null, host: null }),
      dns({ 'shop.example': ['v=spf1 include:_spf.google.com ~all'] }),
    );
    expect(check('spf')).toMatchObject({
      state: 'wrong',
      wanted: { value: 'v=spf1 include:_spf.google.com include:mailgun.org ~all' },
    });
  });

  it('with two SPF records has none that counts', async () => {
    const check = await checked(sender(), dns({ 'shop.example': ['v=spf1 mx -all', 'v=spf1 a -all'] }));
    expect(check('spf').state).toBe('wrong');
  });

  it('with the key of an earlier sender is wrong', async () => {
    const check = await checked(sender(), dns({ 'sandmill._domainkey.shop.example': ['v=DKIM1; p=OLD'] }));
    expect(check('dkim').state).toBe('wrong');
  });

  it('is held to the policy of the domain above it', async () => {
    const given = sender({ address: 'a@mail.shop.example' });
    const check = await checked(given, dns({ '_dmarc.shop.example': ['v=DMARC1; p=reject'] }));
    expect(check('dmarc').state).toBe('good');
  });

  it('of a provider whose keys have names of their own is looked up there by the merchant', async () => {
    const check = await checked(sender({ provider: 'postmark', dkim: null }), dns({}));
    expect(check('dkim').state).toBe('theirs');
    const known = await checked(
      sender({ provider: 'sendgrid', dkim: null }),
      dns({ 's1._domainkey.shop.example': ['k=rsa; p=ABC'] }),
    );
    expect(known('dkim').state).toBe('good');
  });

  it('that takes no mail gets no bounces back', async () => {
    const check = await checked(sender(), dns({}, { 'shop.example': [''] }));
    expect(check('return').state).toBe('wrong');
  });

  it('whose DNS gives no answer is not called wrong', async () => {
    const silent = async () => {
      throw new Error('no answer');
    };
    const check = await checked(sender(), { txt: silent, mx: silent });
    for (const name of ['spf', 'dkim', 'dmarc', 'return'] as const) expect(check(name).state).toBe('silent');
  });
});
