import { ActionList, Badge, Button, InlineStack, Link, Popover, Text } from '@shopify/polaris';
import { DeleteIcon, DuplicateIcon, MenuVerticalIcon } from '@shopify/polaris-icons';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../ui/format/use-format.ts';
import { MailPicture } from '../../ui/mail-editor/mail-picture.tsx';
import { useDeeds } from '../../ui/use-deeds.ts';
import type { TemplateRow } from '../../ui/views/template-views.ts';

export function TemplateCard({ template }: { template: TemplateRow }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { send, putAway } = useDeeds();
  const [open, setOpen] = useState(false);
  const { id, name, version, changed } = template;
  const path = `/app/campaigns/templates/${id}`;
  const ready = version > 0 && !changed;
  return (
    <li className="mail-card">
      <MailPicture name={name} of={{ template: id, at: String(template.editedAt) }} />
      <div className="mail-card-words">
        <InlineStack align="space-between" blockAlign="start" wrap={false} gap="200">
          <Link url={path} monochrome removeUnderline>
            <Text as="span" fontWeight="semibold" breakWord>
              {name}
            </Text>
          </Link>
          <Popover
            active={open}
            onClose={() => setOpen(false)}
            activator={
              <Button
                icon={MenuVerticalIcon}
                variant="tertiary"
                accessibilityLabel={t('mailEditor.menuOf', { name })}
                onClick={() => setOpen(!open)}
              />
            }
          >
            <ActionList
              items={[
                {
                  content: t('mailEditor.duplicate'),
                  icon: DuplicateIcon,
                  onAction() {
                    setOpen(false);
                    send({ duplicate: id, name: t('templates.copyOf', { name }).slice(0, 100) });
                  },
                },
                {
                  content: t('word.remove'),
                  icon: DeleteIcon,
                  destructive: true,
                  onAction() {
                    setOpen(false);
                    putAway({ remove: id }, { says: 'templates.removed', undo: { restore: id } });
                  },
                },
              ]}
            />
          </Popover>
        </InlineStack>
        <InlineStack gap="200" blockAlign="center">
          <Badge {...(ready ? { tone: 'success' as const } : {})}>
            {t(version === 0 ? 'templates.draft' : ready ? 'templates.ready' : 'templates.changed')}
          </Badge>
          <Text as="span" tone="subdued" variant="bodySm">
            {template.locale.toUpperCase()} · {t('templates.edited', { when: format.ago(template.editedAt) })}
          </Text>
        </InlineStack>
      </div>
    </li>
  );
}
