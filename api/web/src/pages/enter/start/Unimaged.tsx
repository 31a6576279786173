import { Anchor, List, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { api } from '../../../api/client';
import { useAccount } from '../../../app/rights';
import { Answer } from '../../../parts/Answer';
import { useFormat } from '../../../text/format';
import { Section } from '../parts/Section';
import { unimaged } from './unimaged';

/** Unimaged are the own exhibits that still lack their files. */
export function Unimaged() {
  const { t } = useTranslation('enter');
  const format = useFormat();
  const account = useAccount();
  const exhibits = api.useQuery('get', '/api/v1/exhibits', { params: { query: { limit: 200 } } });
  const files = api.useQuery('get', '/api/v1/acquisitions', { params: { query: { limit: 500 } } });
  return (
    <Section title={t('start.unimaged')}>
      <Answer of={exhibits}>
        {({ items }) => (
          <Answer of={files}>
            {(taken) => {
              const open = unimaged(items, taken, account.id ?? '');
              if (open.length === 0) return <Text c="dimmed" size="sm">{t('start.allImaged')}</Text>;
              return (
                <List size="sm" listStyleType="none">
                  {open.map((one) => (
                    <List.Item key={one.id}>
                      <Anchor inherit component={Link} href={`/exhibits/${one.id}`}>{one.number}</Anchor> · {one.calibre} · {format.ago(one.created_at ?? '')}
                    </List.Item>
                  ))}
                </List>
              );
            }}
          </Answer>
        )}
      </Answer>
    </Section>
  );
}
