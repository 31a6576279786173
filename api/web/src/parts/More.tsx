import { Button, Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';

interface Pages<P> {
  data: { pages: P[] } | undefined;
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  fetchNextPage: () => unknown;
}

/** byPage are the options with which a paged list is read page by page: `api.useInfiniteQuery('get', path, { params }, byPage)`. */
export const byPage = {
  pageParamName: 'after',
  // Not undefined: openapi-react-query would begin with 0.
  initialPageParam: null as string | null,
  getNextPageParam: (last: { next?: string }) =>
    (last.next && new URLSearchParams(last.next.split('?')[1]).get('after')) || undefined,
};

/** allOf are the items of the pages that were read. */
export const allOf = <T,>(data: { pages: { items: T[] }[] }): T[] => data.pages.flatMap((page) => page.items);

/** More reads the next page of a list. */
export function More({ of, count }: { of: Pages<unknown>; count: number }) {
  const { t } = useTranslation('record');
  return (
    <Group mt="sm" justify="space-between">
      <Text size="sm" c="dimmed" role="status">{t('shown', { count })}</Text>
      {of.hasNextPage && <Button size="xs" variant="default" loading={of.isFetchingNextPage} onClick={() => void of.fetchNextPage()}>{t('more')}</Button>}
    </Group>
  );
}
