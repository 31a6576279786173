import { Button, Flex, Group, SegmentedControl, Stack, Text, TextInput } from '@mantine/core';
import { keepPreviousData } from '@tanstack/react-query';
import { lazy, Suspense, useEffect, useRef, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation, useSearch } from 'wouter';
import { api } from '../../api/client';
import { Answer } from '../../parts/Answer';
import { IconSearch } from '../../parts/icons';
import { Page } from '../../parts/Page';
import { useFormat } from '../../text/format';
import { Facets } from './Facets';
import classes from './FindPage.module.css';
import { InForce } from './InForce';
import { NothingFound } from './NothingFound';
import { Pager } from './Pager';
import { asked, narrowed, read, write, type Query, type View } from './query';
import { Results } from './Results';
import { SavedSearches } from './saved/SavedSearches';

const PlacesView = lazy(() => import('./map/PlacesView'));

/** FindPage finds cases, exhibits, firearms, hits and trace requests by words and filters. All its state is in the address. */
export default function FindPage() {
  const { t } = useTranslation('find');
  const format = useFormat();
  const [, go] = useLocation();
  const query = read(useSearch());
  const found = api.useQuery('get', '/api/v1/search', { params: { query: asked(query) } }, { placeholderData: keepPreviousData });
  const list = useRef<HTMLUListElement>(null);
  const to = (next: Query) => go(write(next));
  return (
    <Page title={t('title')} actions={<SavedSearches query={query} />}>
      <Words key={query.q} query={query} to={to} down={() => list.current?.querySelector('a')?.focus()} />
      <InForce query={query} to={to} />
      <Answer of={found}>
        {(page) => (
          <Flex gap="lg" align="flex-start" className={classes.columns}>
            <Facets query={query} facets={page.facets} total={page.total} to={to} />
            <Stack gap="xs" flex={1} miw={0} aria-busy={found.isPlaceholderData}>
              <Group justify="space-between">
                <Text role="status" fw={600}>{t('total', { count: page.total, number: format.number(page.total) })}</Text>
                <SegmentedControl
                  size="xs" aria-label={t('view.label')} value={query.view}
                  data={[{ value: 'list', label: t('view.list') }, { value: 'map', label: t('view.map') }]}
                  onChange={(view) => to({ ...query, view: view as View })}
                />
              </Group>
              {page.total === 0 && <NothingFound query={query} to={to} />}
              {page.total > 0 && query.view === 'map' && (
                <Suspense fallback={<Text c="dimmed">{t('map.loading')}</Text>}>
                  <PlacesView places={page.places ?? []} total={page.total} query={query} to={to} />
                </Suspense>
              )}
              {page.total > 0 && <Results ref={list} items={page.items} />}
              <Pager query={query} total={page.total} to={to} />
            </Stack>
          </Flex>
        )}
      </Answer>
    </Page>
  );
}

interface WordsProps {
  query: Query;
  to: (query: Query) => void;
  /** Goes to the results. */
  down: () => void;
}

/** Words is the search field; the arrow down leads from it into the results. */
function Words({ query, to, down }: WordsProps) {
  const { t } = useTranslation('find');
  const [text, setText] = useState(query.q);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus({ preventScroll: true }), []);
  const send = (event: FormEvent) => {
    event.preventDefault();
    to(narrowed(query, { q: text.trim() }));
  };
  return (
    <form role="search" aria-label={t('title')} onSubmit={send}>
      <Group gap="xs" mb="sm" wrap="nowrap" align="flex-end">
        <TextInput
          ref={field} type="search" flex={1} maw={640} label={t('words')} description={t('hint')} value={text} maxLength={500}
          leftSection={<IconSearch size={16} aria-hidden />}
          onChange={(event) => setText(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== 'ArrowDown') return;
            event.preventDefault();
            down();
          }}
        />
        <Button type="submit">{t('go')}</Button>
      </Group>
    </form>
  );
}
