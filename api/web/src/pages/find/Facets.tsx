import { Box, Button, Group, Stack, TextInput, Title, UnstyledButton } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../../api/client';
import { useFormat } from '../../text/format';
import classes from './FindPage.module.css';
import { narrowed, type Filter, type Query } from './query';
import { useWords } from './useWords';

interface Props {
  query: Query;
  facets: Schemas['Findings']['facets'];
  total: number;
  to: (query: Query) => void;
}

const shown = ['kind', 'lab', 'calibre', 'origin', 'state', 'municipality', 'status', 'year'] as const;
const first = 6;

/** Facets say how many there are of each value; a value narrows, and is taken off again. */
export function Facets({ query, facets, total, to }: Props) {
  const { t } = useTranslation('find');
  return (
    <Stack gap="md" className={classes.facets} component="section" aria-label={t('narrow')}>
      {shown.map((name) => {
        const values = facets[name] ?? [];
        const on = name === 'year' ? query.from === query.to && query.from !== undefined : query[name] !== undefined;
        // What all have in common narrows nothing.
        if (values.length === 0 || (!on && values.length === 1 && values[0]!.count === total)) return null;
        return <Facet key={name} name={name} values={values} query={query} to={to} />;
      })}
      <Dates key={`${query.from}-${query.to}`} query={query} to={to} />
    </Stack>
  );
}

interface FacetProps {
  name: (typeof shown)[number];
  values: Schemas['Facet'][];
  query: Query;
  to: (query: Query) => void;
}

function Facet({ name, values, query, to }: FacetProps) {
  const { t } = useTranslation('find');
  const format = useFormat();
  const word = useWords();
  const [all, setAll] = useState(false);
  const chosen = name === 'year' ? (query.from === query.to ? query.from : undefined) : query[name];
  const choose = (value: string | undefined) => {
    if (name === 'year') return to(narrowed(query, { from: value, to: value }));
    const change: Partial<Record<Filter, string | undefined>> = { [name]: value };
    // A municipality of another state would find nothing.
    if (name === 'state') change.municipality = undefined;
    to(narrowed(query, change));
  };
  const sorted = name === 'year' ? [...values].sort((a, b) => b.value.localeCompare(a.value)) : values;
  return (
    <Box>
      <Title order={2} size="sm" mb={4}>{t(`filter.${name}`)}</Title>
      {(all ? sorted : sorted.slice(0, first)).map(({ value, count }) => (
        <UnstyledButton
          key={value} className={classes.value} aria-pressed={chosen === value}
          onClick={() => choose(chosen === value ? undefined : value)}
        >
          <span>{word(name, value)}</span>
          <span className="numbers">{format.number(count)}</span>
        </UnstyledButton>
      ))}
      {sorted.length > first && (
        <Button size="compact-xs" variant="subtle" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? t('fewer') : t('more', { count: sorted.length - first })}
        </Button>
      )}
    </Box>
  );
}

/** Dates narrow to a time; a year or month may be enough. */
function Dates({ query, to }: { query: Query; to: (query: Query) => void }) {
  const { t } = useTranslation('find');
  const [from, setFrom] = useState(query.from ?? '');
  const [until, setUntil] = useState(query.to ?? '');
  const valid = (text: string) => /^(\d{4}(-\d{2}(-\d{2})?)?)?$/.test(text.trim());
  const wrong = t('dates.wrong');
  return (
    <form
      aria-label={t('dates.title')}
      onSubmit={(event) => {
        event.preventDefault();
        if (valid(from) && valid(until)) to(narrowed(query, { from: from.trim() || undefined, to: until.trim() || undefined }));
      }}
    >
      <Title order={2} size="sm" mb={4}>{t('dates.title')}</Title>
      <Group gap="xs" wrap="nowrap" align="flex-start">
        <TextInput size="xs" label={t('filter.from')} placeholder="2026-03" value={from} error={!valid(from) && wrong} onChange={(event) => setFrom(event.currentTarget.value)} />
        <TextInput size="xs" label={t('filter.to')} placeholder="2026-04-15" value={until} error={!valid(until) && wrong} onChange={(event) => setUntil(event.currentTarget.value)} />
      </Group>
      <Button type="submit" size="compact-sm" variant="default" mt="xs">{t('dates.go')}</Button>
    </form>
  );
}
