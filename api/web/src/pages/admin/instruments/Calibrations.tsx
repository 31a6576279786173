import { Paper, Table, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { api } from '../../../api/client';
import { Answer } from '../../../parts/Answer';
import { useNames } from '../../../parts/people';
import { useFormat } from '../../../text/format';

/** Calibrations are those that an instrument's versions tell of, the latest first. */
export function Calibrations({ id }: { id: string }) {
  const { t } = useTranslation('admin');
  const format = useFormat();
  const name = useNames();
  const versions = api.useQuery('get', '/api/v1/instruments/{id}/history', { params: { path: { id } } });
  return (
    <Paper withBorder p="md">
      <Title order={2} size="h4" mb="sm">{t('instruments.calibrations')}</Title>
      <Answer of={versions}>
        {({ items }) => (
          <Table>
            <Table.Thead>
              <Table.Tr>{(['calibrated', 'noted', 'by'] as const).map((key) => <Table.Th key={key} scope="col">{t(`instruments.${key}`)}</Table.Th>)}</Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {items
                .filter(({ record }, i) => record.calibrated && record.calibrated !== items[i - 1]?.record.calibrated)
                .reverse()
                .map(({ record }) => (
                  <Table.Tr key={record.version}>
                    <Table.Td>{format.date(record.calibrated)}</Table.Td><Table.Td>{format.moment(record.updated_at)}</Table.Td><Table.Td>{name(record.updated_by)}</Table.Td>
                  </Table.Tr>
                ))}
            </Table.Tbody>
          </Table>
        )}
      </Answer>
    </Paper>
  );
}
