import { Anchor, Button, Table, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { api, type Schemas } from '../../../api/client';
import { useHas } from '../../../app/rights';
import { Answer } from '../../../parts/Answer';
import { AdminPage } from '../AdminPage';
import { useRule } from './rule';

/** LaboratoriesPage: the laboratories, what they share, and their rules for automatic search. */
export default function LaboratoriesPage() {
  const { t } = useTranslation('admin');
  const rule = useRule();
  const runs = useHas('administrator');
  const labs = api.useQuery('get', '/api/v1/laboratories', { params: { query: { limit: 500 } } });
  return (
    <AdminPage title={t('section.laboratories')} actions={runs && <Button component={Link} href="/admin/laboratories/new">{t('labs.new')}</Button>}>
      <Answer of={labs}>
        {({ items }) => items.length === 0 ? <Text>{t('labs.none')}</Text> : (
          <Table.ScrollContainer minWidth={860}>
            <Table>
              <Table.Thead>
                <Table.Tr>{(['code', 'name', 'sharing', 'auto_search', 'blind_decoys'] as const).map((key) => <Table.Th key={key} scope="col">{t(key === 'auto_search' ? 'labs.ruleTitle' : `labs.field.${key}`)}</Table.Th>)}</Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {sorted(items).map((lab) => (
                  <Table.Tr key={lab.id}>
                    <Table.Th scope="row" fw={500} style={{ whiteSpace: 'nowrap' }}><Anchor size="sm" component={Link} href={`/admin/laboratories/${lab.id}`}>{lab.code}</Anchor></Table.Th>
                    <Table.Td>{lab.name}</Table.Td>
                    <Table.Td>{t(`labs.sharing.${lab.sharing || 'search'}`)}</Table.Td>
                    <Table.Td>{rule(lab.auto_search)}</Table.Td>
                    <Table.Td className="numbers">{lab.blind_decoys ?? 0}</Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </Table.ScrollContainer>
        )}
      </Answer>
    </AdminPage>
  );
}

const sorted = (labs: Schemas['Laboratory'][]) => [...labs].sort((a, b) => a.code.localeCompare(b.code));
