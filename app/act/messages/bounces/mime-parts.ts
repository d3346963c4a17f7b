// As much of MIME (RFC 2045, 2046) as a report needs: headers, and the parts between boundaries.

export interface Part {
  /** by name in lower case; the first of each */
  headers: ReadonlyMap<string, string>;
  /** media type in lower case, without parameters */
  type: string;
  body: string;
}

const MOST_PARTS = 50;

export function readPart(raw: string): Part {
  const text = raw.replaceAll('\r\n', '\n');
  const end = text.indexOf('\n\n');
  const headers = readHeaders(end === -1 ? text : text.slice(0, end));
  const type = (headers.get('content-type') ?? 'text/plain').split(';')[0]?.trim().toLowerCase() ?? '';
  const body = end === -1 ? '' : text.slice(end + 2);
  return { headers, type, body: decoded(body, headers.get('content-transfer-encoding')) };
}

/** Fields of a header or of a block of a report: unfolded, the first of each name. */
export function readHeaders(block: string): Map<string, string> {
  const fields = new Map<string, string>();
  for (const line of block.replaceAll(/\n[ \t]+/g, ' ').split('\n')) {
    const colon = line.indexOf(':');
    const name = line.slice(0, colon).trim().toLowerCase();
    if (colon > 0 && !fields.has(name)) fields.set(name, line.slice(colon + 1).trim());
  }
  return fields;
}

export function parameter(header: string | undefined, name: string): string | null {
  const found = new RegExp(`;\\s*${name}\\s*=\\s*(?:"([^"]*)"|([^\\s;]+))`, 'i').exec(header ?? '');
  return found?.[1] ?? found?.[2] ?? null;
}

/** The parts of a multipart; none when it is not one. */
export function partsOf(whole: Part): Part[] {
  const boundary = parameter(whole.headers.get('content-type'), 'boundary');
  if (!whole.type.startsWith('multipart/') || !boundary) return [];
  const [, ...parts] = `\n${whole.body}`.split(`\n--${boundary}`);
  return parts
    .filter((part) => !part.startsWith('--'))
    .slice(0, MOST_PARTS)
    .map((part) => readPart(part.replace(/^[ \t]*\n/, '')));
}

function decoded(body: string, encoding = ''): string {
  switch (encoding.trim().toLowerCase()) {
    case 'base64':
      return Buffer.from(body, 'base64').toString('utf8').replaceAll('\r\n', '\n');
    case 'quoted-printable': {
      const joined = body.replaceAll(/=[ \t]*\n/g, '');
      const bytes = joined.replaceAll(/=([0-9A-Fa-f]{2})/g, (_whole, hex: string) =>
        String.fromCharCode(Number.parseInt(hex, 16)),
      );
      return Buffer.from(bytes, 'latin1').toString('utf8');
    }
    default:
      return body;
  }
}
