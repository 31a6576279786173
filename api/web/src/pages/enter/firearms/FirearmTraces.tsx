import { Anchor, List, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { api } from '../../../api/client';
import { Answer } from '../../../parts/Answer';
import { useFormat } from '../../../text/format';
import { Section } from '../parts/Section';

/** FirearmTraces are the requests to trace a firearm. */
export function FirearmTraces({ id }: { id: string }) {
  const { t } = useTranslation('enter');
  const format = useFormat();
  const found = api.useQuery('get', '/api/v1/trace-requests', { params: { query: { firearm: id, limit: 100 } } });
  return (
    <Section title={t('firearm.traces')}>
      <Answer of={found}>
        {({ items }) =>
          items.length === 0 ? <Text c="dimmed" size="sm">{t('firearm.noTraces')}</Text> : (
            <List size="sm">
              {items.map((one) => (
                <List.Item key={one.id}>
                  <Anchor inherit component={Link} href={`/traces/${one.id}`}>{one.number}</Anchor> · {t(`timeline.traceState.${one.state}`)} · {format.moment(one.created_at)}
                </List.Item>
              ))}
            </List>
          )
        }
      </Answer>
    </Section>
  );
}
