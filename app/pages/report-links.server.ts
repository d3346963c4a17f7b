// Where in a message was clicked: the counters of its links, on the mail as it looks.
import type { MappedMails } from '../act/messages/templates/design/link-map.server.ts';
import type { MappedShorts } from '../act/messages/texts/mapped-short.server.ts';
import type { NumbersService } from '../learn/reports/numbers.server.ts';
import type { Period } from '../learn/reports/period.ts';
import type { SentVersion } from '../learn/reports/sent-versions.server.ts';
import type { LinkMapView, MappedLink, ReportKind } from '../ui/views/report-views.ts';

interface Deps {
  numbers: NumbersService;
  mappedMails: MappedMails;
  mappedShorts: MappedShorts;
}

/** Of a template of many versions, and of a campaign of many variants: those that were sent most. */
const MAPS = 5;

export async function linkMaps(
  { numbers, mappedMails, mappedShorts }: Deps,
  shop: string,
  kind: ReportKind,
  id: string,
  period: Period,
): Promise<LinkMapView[]> {
  const versions = (await versionsOf(numbers, shop, kind, id, period)).slice(0, MAPS);
  const names = await numbers.names(
    shop,
    'template',
    versions.map(({ template }) => template),
  );
  const maps = await Promise.all(
    versions.map(async ({ template, version, subjects }) => {
      const clicked = new Map<number, number>();
      for (const subject of subjects) {
        for (const { split, counts } of await numbers.bySplit(shop, subject, 'link', period)) {
          clicked.set(Number(split), (clicked.get(Number(split)) ?? 0) + (counts.clicked ?? 0));
        }
      }
      const short = version === null ? null : await mappedShorts.links(shop, template, version);
      const mail = version === null || short ? null : await mappedMails.mapped(shop, template, version);
      return {
        template,
        name: names.get(template) ?? null,
        version,
        html: mail?.html ?? null,
        links: linksOf(short ?? mail?.links ?? [], clicked),
      };
    }),
  );
  return maps.filter(({ links }) => links.length > 0);
}

/** @returns with version null where a mail of ours has none */
async function versionsOf(numbers: NumbersService, shop: string, kind: ReportKind, id: string, period: Period) {
  type Sent = Omit<SentVersion, 'version'> & { version: number | null };
  if (kind === 'campaign') return (await numbers.versionsOfCampaign(shop, id)) satisfies Sent[];
  if (kind === 'journey') return [{ template: id, version: null, subjects: [`journey:${id}`] }] satisfies Sent[];
  if (kind !== 'template') return [];
  const sent = await numbers.bySubject(shop, `version:${id}`, period, MAPS);
  if (sent.length === 0) return [{ template: id, version: null, subjects: [`template:${id}`] }] satisfies Sent[];
  return sent.map(({ subject }): Sent => ({
    template: id,
    version: Number(subject),
    subjects: [`version:${id}:${subject}`],
  }));
}

/** Those of the mail, and those that only some had in theirs (products that differ), in their order. */
function linksOf(
  links: readonly { index: number; url: string | null }[],
  clicked: ReadonlyMap<number, number>,
): MappedLink[] {
  const urls = new Map(links.map(({ index, url }) => [index, url]));
  return [...new Set([...urls.keys(), ...clicked.keys()])]
    .toSorted((a, b) => a - b)
    .map((index) => ({ index, url: urls.get(index) ?? null, clicked: clicked.get(index) ?? 0 }));
}
