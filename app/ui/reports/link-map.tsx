import { useFetcher } from '@remix-run/react';
import { BlockStack, Card, Text } from '@shopify/polaris';
import { useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../format/use-format.ts';
import type { LinkMapView, MappedLink, ReportKind, ReportPeriod } from '../views/report-views.ts';
import { linkNames } from './link-names.ts';
import { withBadges } from './with-badges.ts';

/** Where was clicked: the mails of a report as they look, with what each link got, and the same as a table. */
export function LinkMaps({ kind, id, period }: { kind: ReportKind; id: string; period: ReportPeriod }) {
  const { load, data } = useFetcher<{ maps: LinkMapView[] }>();
  const { from, to } = period;
  useEffect(() => {
    load(`/app/reports/${kind}/${encodeURIComponent(id)}/links?from=${from}&to=${to}`);
  }, [load, kind, id, from, to]);
  return (data?.maps ?? []).map((map) => <LinkMap key={`${map.template} ${map.version}`} map={map} />);
}

function LinkMap({ map: { template, name, version, html, links } }: { map: LinkMapView }) {
  const { t } = useTranslation();
  const format = useFormat();
  const all = links.reduce((sum, { clicked }) => sum + clicked, 0);
  const share = ({ clicked }: MappedLink) => (all === 0 ? '–' : format.percent(clicked / all));
  const badge = (link: MappedLink) => `${format.number(link.clicked)} · ${share(link)}`;
  const names = useMemo(() => linkNames(html ?? ''), [html]);
  const called = ({ index, url }: MappedLink) => {
    if (url !== null) return url;
    const like = names.get(index);
    const others = like
      ? t(`report.links.${like.isPicture ? 'likePicture' : 'like'}`, { name: like.name })
      : t('report.links.differs');
    return t(`report.own.link.${template}.${index}`, { defaultValue: others });
  };
  return (
    <Card padding={{ xs: '400', md: '500' }}>
      <BlockStack gap="300">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            {t('report.links.title')}
          </Text>
          <Text as="p" tone="subdued">
            {version !== null && name !== null && `${t('report.links.of', { name, version })} `}
            {t('report.links.text')}
          </Text>
        </BlockStack>
        <div className="link-map">
          {html !== null && (
            <iframe
              className="link-map-mail"
              title={t('report.links.picture')}
              sandbox=""
              srcDoc={withBadges(
                html,
                links.map((link) => ({ index: link.index, text: badge(link) })),
              )}
            />
          )}
          <table className="report-table link-map-table">
            <thead>
              <tr>
                <th scope="col">{t('report.links.link')}</th>
                <th scope="col">{t('report.metric.clicked')}</th>
                <th scope="col">{t('report.links.share')}</th>
              </tr>
            </thead>
            <tbody>
              {links.map((link) => (
                <tr key={link.index}>
                  <th scope="row">{called(link)}</th>
                  <td>{format.number(link.clicked)}</td>
                  <td>{share(link)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </BlockStack>
    </Card>
  );
}
