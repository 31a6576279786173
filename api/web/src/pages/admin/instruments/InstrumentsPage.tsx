import { Anchor, Button, Table, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { api } from '../../../api/client';
import { useHas } from '../../../app/rights';
import { Answer } from '../../../parts/Answer';
import { useLaboratories } from '../../../parts/laboratories';
import { Tag } from '../../../parts/Tag';
import { useFormat } from '../../../text/format';
import { AdminPage } from '../AdminPage';
import { ageOf } from './age';

/** InstrumentsPage: the laboratory's microscopes and scanners, with their last calibration. */
export default function InstrumentsPage() {
  const { t } = useTranslation('admin');
  const format = useFormat();
  const labs = useLaboratories();
  const rules = useHas('supervisor');
  const instruments = api.useQuery('get', '/api/v1/instruments', { params: { query: { limit: 500 } } });
  return (
    <AdminPage title={t('section.instruments')} actions={rules && <Button component={Link} href="/admin/instruments/new">{t('instruments.new')}</Button>}>
      <Answer of={instruments}>
        {({ items }) => items.length === 0 ? <Text>{t('instruments.none')}</Text> : (
          <Table.ScrollContainer minWidth={760}>
            <Table>
              <Table.Thead>
                <Table.Tr>{(['instrument', 'serial', 'objectives', 'calibrated', 'state', 'laboratory'] as const).map((key) => <Table.Th key={key} scope="col">{t(`instruments.${key}`)}</Table.Th>)}</Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {items.map((one) => {
                  const age = ageOf(one.calibrated);
                  return (
                    <Table.Tr key={one.id}>
                      <Table.Th scope="row" fw={500}><Anchor size="sm" component={Link} href={`/admin/instruments/${one.id}`}>{one.maker} {one.model}</Anchor></Table.Th>
                      <Table.Td>{one.serial}</Table.Td>
                      <Table.Td>{one.objectives}</Table.Td>
                      <Table.Td>{format.date(one.calibrated) || t('shell:unknown')}</Table.Td>
                      <Table.Td>
                        {one.retired ? <Tag>{t('instruments.retired')}</Tag> : age === undefined ? <Tag tone="wait">{t('instruments.noCalibration')}</Tag> : age > 365 ? <Tag tone="wait">{t('instruments.old')}</Tag> : <Tag tone="good">{t('instruments.inUse')}</Tag>}
                      </Table.Td>
                      <Table.Td>{labs.code(one.lab)}</Table.Td>
                    </Table.Tr>
                  );
                })}
              </Table.Tbody>
            </Table>
          </Table.ScrollContainer>
        )}
      </Answer>
    </AdminPage>
  );
}
