import { Anchor, Button, Table, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { api } from '../../../api/client';
import { Answer } from '../../../parts/Answer';
import { IconPlus } from '../../../parts/icons';
import { Section } from '../parts/Section';

/** CaseFirearms are the firearms that were recovered in a case. */
export function CaseFirearms({ id, may }: { id: string; may: boolean }) {
  const { t } = useTranslation('enter');
  const found = api.useQuery('get', '/api/v1/firearms', { params: { query: { case: id, limit: 200 } } });
  return (
    <Section
      title={t('firearm.recoveredHere')}
      actions={may && <Button size="compact-xs" h={24} variant="default" component={Link} href={`/firearms/new?case=${id}`} leftSection={<IconPlus size={14} aria-hidden />}>{t('firearm.new')}</Button>}
    >
      <Answer of={found}>
        {({ items }) =>
          items.length === 0 ? <Text c="dimmed" size="sm">{t('firearm.noneOfCase')}</Text> : (
            <Table>
              <Table.Thead>
                <Table.Tr>
                  <Table.Th scope="col">{t('firearm.number')}</Table.Th>
                  <Table.Th scope="col">{t('firearm.what')}</Table.Th>
                  <Table.Th scope="col">{t('terms:calibre')}</Table.Th>
                  <Table.Th scope="col">{t('firearm.serial')}</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {items.map((one) => (
                  <Table.Tr key={one.id}>
                    <Table.Th scope="row" fw={400}><Anchor inherit component={Link} href={`/firearms/${one.id}`}>{one.number}</Anchor></Table.Th>
                    <Table.Td>{[one.type && t(`firearm.types.${one.type}`), one.maker, one.model].filter(Boolean).join(' ')}</Table.Td>
                    <Table.Td>{one.calibre}</Table.Td>
                    <Table.Td>{one.obliterated ? t('firearm.isObliterated') : one.serial}</Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          )
        }
      </Answer>
    </Section>
  );
}
