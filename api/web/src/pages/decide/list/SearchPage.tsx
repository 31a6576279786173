import { Alert, Center, Loader, Stack, Text } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'wouter';
import { api, type Schemas } from '../../../api/client';
import { Answer } from '../../../parts/Answer';
import { useBlind } from '../../../app/blind';
import { ofRow } from './entry';
import { ListFrame, useHelp } from './ListFrame';
import { ListView } from './ListView';
import { Searched } from './Searched';

type Table = Schemas['CandidateTable'];

/** SearchPage is the list that one search found. */
export default function SearchPage() {
  const { id } = useParams<{ id: string }>();
  const table = api.useQuery('get', '/api/v1/searches/{id}/table', { params: { path: { id }, query: { limit: 500 } } });
  return <Answer of={table}>{(read) => <SearchList key={id} table={read} />}</Answer>;
}

function SearchList({ table }: { table: Table }) {
  const { t } = useTranslation('decide');
  const help = useHelp();
  const { search, probe } = table;
  const blind = useBlind();
  const kind = probe.mark_kind || undefined;
  const modality = probe.modality || undefined;
  const reference = api.useQuery(
    'get', '/api/v1/score-reference', { params: { query: { mark_kind: kind!, modality: modality! } } }, { enabled: !!kind && !!modality && !blind && search.state === 'done' },
  );
  const entries = useMemo(() => table.items.map((row) => ofRow(row, probe.exhibit ? probe.mark : undefined)), [table.items, probe]);
  return (
    <ListFrame exhibit={search.exhibit ?? ''} probe={probe} mark={search.mark} at={search.id ?? ''} help={help}>
      {search.state === 'queued' && (
        <Center p="xl"><Stack align="center" gap="xs"><Loader aria-hidden /><Text role="status">{t('searched.queued')}</Text></Stack></Center>
      )}
      {search.state === 'failed' && <Alert color="red" role="alert" title={t('searched.failed')}>{t('searched.failedRemedy')}</Alert>}
      {search.state === 'done' && (
        <Stack gap="sm">
          <Searched search={search} />
          {entries.length === 0
            ? <Alert color="gray" title={t('empty.title')}>{t('empty.text')}</Alert>
            : <ListView list={search.id ?? ''} label={t('title.list', { number: probe.number ?? '' })} entries={entries} reference={reference.data} help={help} />}
        </Stack>
      )}
    </ListFrame>
  );
}
