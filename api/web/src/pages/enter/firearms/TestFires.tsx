import { Anchor, Button, Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { api } from '../../../api/client';
import { IconPlus } from '../../../parts/icons';
import { byPage } from '../../../parts/More';
import { Listed } from '../parts/Listed';
import { useRecorded } from '../parts/recorded';
import { Section } from '../parts/Section';

/** TestFires are the exhibits that a firearm fired in the laboratory. */
export function TestFires({ id, may }: { id: string; may: boolean }) {
  const { t } = useTranslation('enter');
  const recorded = useRecorded();
  const found = api.useInfiniteQuery('get', '/api/v1/exhibits', { params: { query: { firearm: id, limit: 50 } } }, byPage);
  return (
    <Section
      title={t('firearm.testFires')}
      actions={may && <Button size="compact-xs" h={24} variant="default" component={Link} href={`/exhibits/new?firearm=${id}`} leftSection={<IconPlus size={14} aria-hidden />}>{t('exhibit.newTestFire')}</Button>}
    >
      <Listed
        of={found} none={t('firearm.noTestFires')}
        heads={[t('exhibit.number'), t('exhibit.sequence'), t('exhibit.brand'), t('exhibit.fired')]}
        row={(one) => (
          <Table.Tr key={one.id}>
            <Table.Th scope="row" fw={400}><Anchor inherit component={Link} href={`/exhibits/${one.id}`}>{one.number}</Anchor></Table.Th>
            <Table.Td>{one.sequence || ''}</Table.Td>
            <Table.Td>{one.brand}</Table.Td>
            <Table.Td>{recorded(one.collected)}</Table.Td>
          </Table.Tr>
        )}
      />
    </Section>
  );
}
