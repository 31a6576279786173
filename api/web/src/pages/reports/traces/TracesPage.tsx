import { Anchor, Button, Group, SegmentedControl, Table, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'wouter';
import { api } from '../../../api/client';
import { Answer } from '../../../parts/Answer';
import { useLaboratories } from '../../../parts/laboratories';
import { allOf, byPage, More } from '../../../parts/More';
import { Page } from '../../../parts/Page';
import { useFormat } from '../../../text/format';
import { NewTrace } from './NewTrace';
import { TraceTag, weaponText } from './TraceTag';

const states = ['', 'draft', 'sent', 'answered', 'closed'] as const;

/** TracesPage: the trace requests of the laboratory; of one firearm, with a way to make another. */
export default function TracesPage() {
  const { t } = useTranslation('reports');
  const format = useFormat();
  const labs = useLaboratories();
  const [asked, setAsked] = useSearchParams();
  const state = asked.get('state') ?? '';
  const firearm = asked.get('firearm') ?? '';
  const traces = api.useInfiniteQuery('get', '/api/v1/trace-requests', { params: { query: { limit: 50, state: state || undefined, firearm: firearm || undefined } } }, byPage);
  return (
    <Page title={t('traces.title')} actions={<Button variant="default" component={Link} href="/traces/import">{t('import.title')}</Button>}>
      {firearm ? <NewTrace firearm={firearm} /> : <Text size="sm" c="dimmed" mb="md" maw={760}>{t('traces.text')}</Text>}
      <Group mb="md">
        <SegmentedControl
          aria-label={t('traces.state')} value={state} data={states.map((value) => ({ value, label: t(value ? `traces.states.${value}` : 'traces.all') }))}
          onChange={(value) => setAsked((before) => {
            if (value) before.set('state', value);
            else before.delete('state');
            return before;
          }, { replace: true })}
        />
      </Group>
      <Answer of={traces}>
        {(data) => {
          const items = allOf(data);
          if (items.length === 0) return <Text>{t('traces.none')}</Text>;
          return (
            <>
              <Table.ScrollContainer minWidth={800}>
                <Table>
                  <Table.Thead>
                    <Table.Tr>{(['number', 'weapon', 'recovered', 'priority', 'state', 'laboratory', 'made'] as const).map((key) => <Table.Th key={key} scope="col">{t(`traces.${key}`)}</Table.Th>)}</Table.Tr>
                  </Table.Thead>
                  <Table.Tbody>
                    {items.map((one) => (
                      <Table.Tr key={one.id}>
                        <Table.Th scope="row" fw={500} style={{ whiteSpace: 'nowrap' }}><Anchor size="sm" component={Link} href={`/traces/${one.id}`}>{one.number}</Anchor></Table.Th>
                        <Table.Td>{weaponText(one)}</Table.Td>
                        <Table.Td>{format.date(one.recovery?.date?.slice(0, 10))}</Table.Td>
                        <Table.Td>{one.priority ? t(`trace.priorities.${one.priority}`) : ''}</Table.Td>
                        <Table.Td><TraceTag state={one.state} /></Table.Td>
                        <Table.Td>{labs.code(one.lab)}</Table.Td>
                        <Table.Td style={{ whiteSpace: 'nowrap' }}>{format.day(one.created_at)}</Table.Td>
                      </Table.Tr>
                    ))}
                  </Table.Tbody>
                </Table>
              </Table.ScrollContainer>
              <More of={traces} count={items.length} />
            </>
          );
        }}
      </Answer>
    </Page>
  );
}
