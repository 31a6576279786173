import { Button, Group, Select, SimpleGrid, Table, Text, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'wouter';
import { api } from '../../../api/client';
import { Answer } from '../../../parts/Answer';
import { useLaboratories } from '../../../parts/laboratories';
import { allOf, More } from '../../../parts/More';
import { SaveButton } from '../../../parts/SaveButton';
import { EntryRow } from './EntryRow';
import { exportOf, filterOf, queryOf, type Filter } from './filter';
import { actions, kinds } from './words';

/** The log is paged by the numbers of its entries. */
const byNumber = {
  pageParamName: 'before',
  initialPageParam: null as number | null,
  getNextPageParam: (last: { next?: string }) => Number(new URLSearchParams(last.next?.split('?')[1]).get('before')) || undefined,
};

/** Entries are the log's, newest first, narrowed. Reading them is an entry itself, so a filter is asked with when it is whole, and not at each letter. */
export function Entries() {
  const { t } = useTranslation('admin');
  const [asked, setAsked] = useSearchParams();
  const filter = filterOf(asked);
  const entries = api.useInfiniteQuery('get', '/api/v1/audit/entries', { params: { query: { limit: 100, ...queryOf(filter) } } }, { ...byNumber, staleTime: 60_000 });
  const narrow = (next: Filter) => setAsked(Object.fromEntries(Object.entries(next).filter(([, value]) => value)));
  return (
    <>
      <FilterForm key={asked.toString()} filter={filter} narrow={narrow} />
      <Answer of={entries}>
        {(data) => {
          const items = allOf(data);
          if (items.length === 0) return <Text>{t('audit.none')}</Text>;
          return (
            <>
              <Table.ScrollContainer minWidth={860}>
                <Table verticalSpacing={6}>
                  <Table.Thead>
                    <Table.Tr>{(['number', 'at', 'who', 'what', 'laboratory'] as const).map((key) => <Table.Th key={key} scope="col">{t(`audit.${key}`)}</Table.Th>)}<Table.Td /></Table.Tr>
                  </Table.Thead>
                  <Table.Tbody>
                    {items.map((one) => <EntryRow key={one.n} entry={one} narrow={(more) => narrow({ ...filter, ...more })} />)}
                  </Table.Tbody>
                </Table>
              </Table.ScrollContainer>
              <More of={entries} count={items.length} />
            </>
          );
        }}
      </Answer>
    </>
  );
}

function FilterForm({ filter, narrow }: { filter: Filter; narrow: (next: Filter) => void }) {
  const { t } = useTranslation('admin');
  const labs = useLaboratories();
  const people = api.useQuery('get', '/api/v1/colleagues', {}, { staleTime: 300_000 });
  const [wish, setWish] = useState(filter);
  const put = (name: keyof Filter) => (value: string | null) => setWish((before) => ({ ...before, [name]: value ?? '' }));
  const send = (event: FormEvent) => {
    event.preventDefault();
    narrow(wish);
  };
  const choice = (name: keyof Filter, data: { value: string; label: string }[]) => (
    <Select size="xs" label={t(`audit.filter.${name}`)} placeholder={t('audit.any')} searchable clearable clearButtonProps={{ 'aria-label': t('audit.any') }} value={wish[name] || null} data={data} onChange={put(name)} />
  );
  return (
    <form onSubmit={send}>
      <SimpleGrid cols={{ base: 2, sm: 4 }} spacing="sm" mb="sm">
        {choice('account', [{ value: 'service', label: t('audit.service') }, ...(people.data?.items ?? []).map((one) => ({ value: one.id, label: one.name }))])}
        {choice('action', actions.map((value) => ({ value, label: t(`audit.action.${value}`) })))}
        {choice('kind', kinds.map((value) => ({ value, label: t(`audit.record.${value}`) })))}
        {choice('lab', labs.items.map((lab) => ({ value: lab.id ?? '', label: lab.code })))}
        <TextInput size="xs" type="date" label={t('audit.filter.from')} value={wish.from ?? ''} onChange={(event) => put('from')(event.currentTarget.value)} />
        <TextInput size="xs" type="date" label={t('audit.filter.to')} value={wish.to ?? ''} onChange={(event) => put('to')(event.currentTarget.value)} />
        <TextInput size="xs" label={t('audit.filter.subject')} value={wish.subject ?? ''} maxLength={64} onChange={(event) => put('subject')(event.currentTarget.value)} />
        <Group align="flex-end" gap="xs">
          <Button size="xs" type="submit">{t('audit.show')}</Button>
          <Button size="xs" variant="default" onClick={() => narrow({})}>{t('audit.clear')}</Button>
        </Group>
      </SimpleGrid>
      <Group mb="md" gap="xs">
        <Text size="sm">{t('audit.export')}</Text>
        <SaveButton size="xs" from={exportOf(filter, 'csv')} name="audit.csv">CSV</SaveButton>
        <SaveButton size="xs" from={exportOf(filter, 'json')} name="audit.json">{t('audit.withProofs')}</SaveButton>
      </Group>
    </form>
  );
}
