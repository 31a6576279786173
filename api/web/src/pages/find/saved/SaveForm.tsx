import { Button, Checkbox, Group, Paper, Text, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { act } from '../../../api/outbox';
import { faultsOf } from '../../../api/problem';
import { Fault } from '../../../parts/Fault';
import { inForce, type Query } from '../query';
import { useWords } from '../useWords';
import { reread } from './reread';
import { kept, named } from './saved';

/** SaveForm keeps the search that is on the page, under a name. */
export function SaveForm({ query }: { query: Query }) {
  const { t } = useTranslation('find');
  const word = useWords();
  const filters = inForce(query).map(({ names, value }) => word(names[0]!, value));
  const words = [query.q, ...filters].filter(Boolean);
  const [name, setName] = useState<string>();
  const [shared, setShared] = useState(false);
  const [busy, setBusy] = useState(false);
  const [done, setDone] = useState('');
  const [error, setError] = useState<unknown>();
  const shown = name ?? named(words);
  if (words.length === 0) return <Text size="sm">{t('saved.empty')}</Text>;

  async function save(event: FormEvent) {
    event.preventDefault();
    setBusy(true);
    setError(undefined);
    setDone('');
    try {
      await act('post', '/api/v1/saved-searches', { body: { name: shown.trim(), about: 'find', query: kept(query), shared } });
      setDone(t('saved.done', { name: shown.trim() }));
      await reread();
    } catch (refused) {
      setError(refused);
    }
    setBusy(false);
  }
  return (
    <Paper withBorder p="sm">
      <form onSubmit={(event) => void save(event)}>
        <Group align="flex-end" gap="xs">
          <TextInput
            flex={1} label={t('saved.name')} value={shown} maxLength={120} required error={faultsOf(error)['name']}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Button type="submit" loading={busy} disabled={shown.trim() === ''}>{t('saved.save')}</Button>
        </Group>
        <Checkbox mt="xs" size="sm" label={t('saved.shareNew')} checked={shared} onChange={(event) => setShared(event.currentTarget.checked)} />
        <Text size="sm" role="status" mt={done ? 'xs' : 0}>{done}</Text>
        <Fault error={error} except={['name']} />
      </form>
    </Paper>
  );
}
