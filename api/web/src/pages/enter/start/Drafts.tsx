import { ActionIcon, Anchor, Group, List, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { discard, drafts, kept } from '../../../app/draft';
import { IconTrash } from '../../../parts/icons';
import { Section } from '../parts/Section';
import { draftOf } from './draftOf';

/** Drafts are what a person began in this browser and the service does not have. */
export function Drafts() {
  const { t } = useTranslation('enter');
  const [names, setNames] = useState(() => drafts('enter.'));
  const all = names.map((name) => draftOf(name, kept(name))).filter((one) => one !== undefined);
  return (
    <Section title={t('start.drafts')}>
      {all.length === 0 ? <Text c="dimmed" size="sm">{t('start.noDrafts')}</Text> : (
        <List size="sm" listStyleType="none">
          {all.map((one) => {
            const words = one.number ? `${t(`start.draft.${one.key}`)}: ${one.number}` : t(`start.draft.${one.key}`);
            return (
              <List.Item key={one.name}>
                <Group gap="xs">
                  <Anchor inherit component={Link} href={one.href}>{words}</Anchor>
                  <ActionIcon
                    variant="subtle" color="gray" aria-label={t('start.discard', { what: words })}
                    onClick={() => {
                      discard(one.name);
                      setNames(drafts('enter.'));
                    }}
                  >
                    <IconTrash size={16} />
                  </ActionIcon>
                </Group>
              </List.Item>
            );
          })}
        </List>
      )}
    </Section>
  );
}
