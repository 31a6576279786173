import { Alert, List, Stack, Text } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'wouter';
import { api, type Schemas } from '../../../api/client';
import { Answer } from '../../../parts/Answer';
import { ofFused } from './entry';
import { words } from './filter';
import { ListFrame, useHelp } from './ListFrame';
import { ListView } from './ListView';
import { useNaming } from './useNaming';
import { useFormat } from '../../../text/format';

/** FusedPage is one list over all marks of an exhibit. */
export default function FusedPage() {
  const { id } = useParams<{ id: string }>();
  const table = api.useQuery('get', '/api/v1/exhibits/{id}/table', { params: { path: { id }, query: { limit: 500 } } });
  return <Answer of={table}>{(read) => <FusedList key={id} exhibit={id} table={read} />}</Answer>;
}

function FusedList({ exhibit, table }: { exhibit: string; table: Schemas['FusedTable'] }) {
  const { t } = useTranslation('decide');
  const help = useHelp();
  const format = useFormat();
  const naming = useNaming();
  const { probe, searches, items } = table;
  const entries = useMemo(() => items.flatMap((row) => ofFused(row, searches) ?? []), [items, searches]);
  return (
    <ListFrame exhibit={exhibit} probe={probe} mark={probe.mark} help={help}>
      {searches.length === 0
        ? <Alert color="gray" title={t('empty.unsearched')}>{t('empty.unsearchedText')}</Alert>
        : (
          <Stack gap="sm">
            <div>
              <Text size="sm">{t('fused.what', { count: searches.length })}</Text>
              <List size="sm">
                {searches.map((search) => {
                  const filter = words(search.filter, t, naming);
                  return (
                    <List.Item key={search.id}>
                      {t('searched.line', { count: search.searched, number: format.number(search.searched ?? 0), filter: filter.length > 0 ? filter.join(' · ') : t('filter.none') })}{' '}
                      <Text span size="sm" c="dimmed">{format.moment(search.finished)}</Text>
                    </List.Item>
                  );
                })}
              </List>
            </div>
            {entries.length === 0
              ? <Alert color="gray" title={t('empty.title')}>{t('empty.text')}</Alert>
              : <ListView list={exhibit} label={t('title.list', { number: probe.number ?? '' })} entries={entries} help={help} />}
          </Stack>
        )}
    </ListFrame>
  );
}
