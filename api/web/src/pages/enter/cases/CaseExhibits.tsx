import { Anchor, Button, Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { api } from '../../../api/client';
import { IconPlus } from '../../../parts/icons';
import { byPage } from '../../../parts/More';
import { Listed } from '../parts/Listed';
import { useRecorded } from '../parts/recorded';
import { Section } from '../parts/Section';

/** CaseExhibits are the exhibits of a case. */
export function CaseExhibits({ id, may }: { id: string; may: boolean }) {
  const { t } = useTranslation('enter');
  const recorded = useRecorded();
  const found = api.useInfiniteQuery('get', '/api/v1/exhibits', { params: { query: { case: id, limit: 50 } } }, byPage);
  return (
    <Section
      title={t('terms:exhibit_other')}
      actions={may && <Button size="compact-xs" h={24} variant="default" component={Link} href={`/exhibits/new?case=${id}`} leftSection={<IconPlus size={14} aria-hidden />}>{t('exhibit.new')}</Button>}
    >
      <Listed
        of={found} none={t('exhibit.noneOfCase')}
        heads={[t('exhibit.number'), t('exhibit.origin'), t('terms:calibre'), t('exhibit.found'), t('exhibit.collected')]}
        row={(one) => (
          <Table.Tr key={one.id}>
            <Table.Th scope="row" fw={400}><Anchor inherit component={Link} href={`/exhibits/${one.id}`}>{one.number}</Anchor>{one.withdrawn && ` · ${t('exhibit.isWithdrawn')}`}</Table.Th>
            <Table.Td>{t(`terms:origin.${one.origin}`)}</Table.Td>
            <Table.Td>{one.calibre}</Table.Td>
            <Table.Td>{one.found}</Table.Td>
            <Table.Td>{recorded(one.collected)}</Table.Td>
          </Table.Tr>
        )}
      />
    </Section>
  );
}
