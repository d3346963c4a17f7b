import { Autocomplete, InlineStack, Tag } from '@shopify/polaris';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';

/** ISO 3166-1 alpha-2, as Shopify writes countries. */
const CODES = (
  'AD AE AF AG AI AL AM AO AR AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BW BY BZ CA CC CD CF CG CH ' +
  'CI CK CL CM CN CO CR CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG ER ES ET FI FJ FK FO FR GA GB GD GE GF GG GH GI GL GM ' +
  'GN GP GQ GR GT GW GY HK HN HR HT HU ID IE IL IM IN IQ IS IT JE JM JO JP KE KG KH KI KM KN KR KW KY KZ LA LB LC LI LK ' +
  'LR LS LT LU LV LY MA MC MD ME MF MG MK ML MM MN MO MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ ' +
  'OM PA PE PF PG PH PK PL PM PN PS PT PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SK SL SM SN SO SR SS ST SV SX SZ TC ' +
  'TD TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG US UY UZ VA VC VE VG VN VU WF WS XK YE YT ZA ZM ZW'
).split(' ');
const SHOWN = 12;

/** Countries by their names in the language of the page. */
export function CountriesField(props: { of: string[]; change: (of: string[]) => void }) {
  const { of, change } = props;
  const { t, i18n } = useTranslation();
  const [text, setText] = useState('');
  const names = useMemo(() => new Intl.DisplayNames(i18n.language, { type: 'region' }), [i18n.language]);
  const nameOf = (code: string) => (CODES.includes(code) ? (names.of(code) ?? code) : code);
  const wanted = text.trim().toLowerCase();
  const options = CODES.map((code) => ({ value: code, label: nameOf(code) }))
    .filter(({ label, value }) => label.toLowerCase().includes(wanted) || value.toLowerCase() === wanted)
    .sort((one, other) => one.label.localeCompare(other.label, i18n.language))
    .slice(0, SHOWN);
  return (
    <div className="condition-wide">
      <Autocomplete
        allowMultiple
        options={options}
        selected={of}
        emptyState={<p className="condition-none">{t('editor.noName')}</p>}
        onSelect={(chosen) => {
          change(chosen);
          setText('');
        }}
        textField={
          <Autocomplete.TextField
            label={t('editor.pick.country')}
            labelHidden
            placeholder={t('editor.pick.country')}
            autoComplete="off"
            value={text}
            onChange={setText}
            {...(of.length > 0 && {
              verticalContent: (
                <InlineStack gap="100">
                  {of.map((code) => (
                    <Tag key={code} onRemove={() => change(of.filter((each) => each !== code))}>
                      {nameOf(code)}
                    </Tag>
                  ))}
                </InlineStack>
              ),
            })}
          />
        }
      />
    </div>
  );
}
