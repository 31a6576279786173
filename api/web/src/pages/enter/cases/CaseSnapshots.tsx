import { Anchor, SimpleGrid, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { api } from '../../../api/client';
import { Answer } from '../../../parts/Answer';
import { useNames } from '../../../parts/people';
import { useFormat } from '../../../text/format';
import { Picture } from '../acquisitions/Picture';
import { Section } from '../parts/Section';

/** CaseSnapshots are the pictures of comparisons that people kept in a case. */
export function CaseSnapshots({ id }: { id: string }) {
  const { t } = useTranslation('enter');
  const format = useFormat();
  const name = useNames();
  const found = api.useQuery('get', '/api/v1/snapshots', { params: { query: { case: id, limit: 100 } } });
  return (
    <Section title={t('case.snapshots')}>
      <Answer of={found}>
        {({ items }) =>
          items.length === 0 ? <Text c="dimmed" size="sm">{t('case.noSnapshots')}</Text> : (
            <SimpleGrid cols={{ base: 2, sm: 3 }} spacing="xs">
              {items.map((one) => (
                <div key={one.id}>
                  <a href={`/api/v1/snapshots/${one.id}/picture`} target="_blank" rel="noreferrer"><Picture src={`/api/v1/snapshots/${one.id}/picture`} alt={one.title ?? ''} side={150} /></a>
                  <Text size="sm"><Anchor inherit component={Link} href={`/candidates/${one.candidate}`}>{one.title}</Anchor></Text>
                  <Text size="xs" c="dimmed">{name(one.created_by)} · {format.moment(one.created_at)}</Text>
                </div>
              ))}
            </SimpleGrid>
          )
        }
      </Answer>
    </Section>
  );
}
