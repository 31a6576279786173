import { Button, Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../text/format';
import { lastPage, pageSize, type Query } from './query';

/** Pager goes through the pages of what was found. */
export function Pager({ query, total, to }: { query: Query; total: number; to: (query: Query) => void }) {
  const { t } = useTranslation('find');
  const format = useFormat();
  const last = Math.min(Math.ceil(total / pageSize), lastPage);
  if (last <= 1) return null;
  const turn = (page: number) => {
    to({ ...query, page });
    window.scrollTo({ top: 0 });
  };
  return (
    <Group justify="center" component="nav" aria-label={t('pages.label')}>
      <Button size="xs" variant="default" disabled={query.page <= 1} onClick={() => turn(query.page - 1)}>{t('pages.before')}</Button>
      <Text size="sm" className="numbers">{t('pages.of', { page: format.number(query.page), last: format.number(last) })}</Text>
      <Button size="xs" variant="default" disabled={query.page >= last} onClick={() => turn(query.page + 1)}>{t('pages.after')}</Button>
    </Group>
  );
}
