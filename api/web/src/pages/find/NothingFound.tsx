import { Button, Group, List, Paper, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { inForce, read, type Query } from './query';

/** NothingFound says what may help. */
export function NothingFound({ query, to }: { query: Query; to: (query: Query) => void }) {
  const { t } = useTranslation('find');
  const narrow = inForce(query).length > 0;
  return (
    <Paper withBorder p="md">
      <Text fw={600} mb={4}>{query.q ? t('nothing.words', { words: query.q }) : t('nothing.none')}</Text>
      <List size="sm" mb="sm">
        {query.q && <List.Item>{t('nothing.fewer')}</List.Item>}
        {narrow && <List.Item>{t('nothing.wider')}</List.Item>}
        <List.Item>{t('nothing.others')}</List.Item>
      </List>
      <Group gap="xs">
        {narrow && <Button size="xs" onClick={() => to({ ...read(''), q: query.q, view: query.view })}>{t('takeOffAll')}</Button>}
        <Button size="xs" variant="default" component={Link} href="/enter">{t('nothing.enter')}</Button>
      </Group>
    </Paper>
  );
}
