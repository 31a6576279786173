import { Anchor, Button, Group, SegmentedControl, Table, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'wouter';
import { api, queries, type Schemas } from '../../../api/client';
import { act } from '../../../api/outbox';
import { said } from '../../../api/problem';
import { useHas } from '../../../app/rights';
import { Answer } from '../../../parts/Answer';
import { useLaboratories } from '../../../parts/laboratories';
import { allOf, byPage, More } from '../../../parts/More';
import { Page } from '../../../parts/Page';
import { Tag } from '../../../parts/Tag';
import { useFormat } from '../../../text/format';
import { placeOf } from './place';

type Notice = Schemas['Notice'];

/** NoticesPage: what the laboratory was told, and the way to what it is about. */
export default function NoticesPage() {
  const { t } = useTranslation('reports');
  const [asked, setAsked] = useSearchParams();
  const [busy, setBusy] = useState(false);
  const all = asked.get('all') === 'true';
  const notices = api.useInfiniteQuery('get', '/api/v1/notices', { params: { query: { limit: 50, unread: all ? undefined : true } } }, byPage);

  async function read(items: Notice[]) {
    setBusy(true);
    try {
      for (const one of items) await act('post', '/api/v1/notices/{id}/read', { path: { id: one.id ?? '' } });
    } catch (refused) {
      notifications.show({ color: 'red', message: said(refused) });
    }
    await queries.invalidateQueries({ predicate: ({ queryKey }) => String(queryKey[1]).startsWith('/api/v1/notices') });
    setBusy(false);
  }

  return (
    <Page title={t('notices.title')}>
      <Group mb="md" justify="space-between">
        <SegmentedControl
          aria-label={t('notices.which')} value={all ? 'all' : 'unread'} data={[{ value: 'unread', label: t('notices.unread') }, { value: 'all', label: t('notices.all') }]}
          onChange={(value) => setAsked(value === 'all' ? { all: 'true' } : {}, { replace: true })}
        />
      </Group>
      <Answer of={notices}>
        {(data) => {
          const items = allOf(data);
          const unread = items.filter((one) => !one.read_by);
          if (items.length === 0) return <Text>{t(all ? 'notices.none' : 'notices.noneUnread')}</Text>;
          return (
            <>
              {unread.length > 1 && <Button size="xs" mb="sm" variant="default" loading={busy} onClick={() => void read(unread)}>{t('notices.readAll', { count: unread.length })}</Button>}
              <Table.ScrollContainer minWidth={720}>
                <Table>
                  <Table.Thead>
                    <Table.Tr>{(['what', 'laboratory', 'when', 'state'] as const).map((key) => <Table.Th key={key} scope="col">{t(`notices.${key}`)}</Table.Th>)}<Table.Td /></Table.Tr>
                  </Table.Thead>
                  <Table.Tbody>{items.map((one) => <Row key={one.id} notice={one} busy={busy} read={() => read([one])} />)}</Table.Tbody>
                </Table>
              </Table.ScrollContainer>
              <More of={notices} count={items.length} />
            </>
          );
        }}
      </Answer>
    </Page>
  );
}

function Row({ notice, busy, read }: { notice: Notice; busy: boolean; read: () => Promise<void> }) {
  const { t } = useTranslation('reports');
  const format = useFormat();
  const labs = useLaboratories();
  const runs = useHas('supervisor', 'administrator');
  const place = placeOf(notice, runs);
  const text = t(`notices.key.${notice.key}`, { number: notice.number ?? '' });
  return (
    <Table.Tr>
      <Table.Td fw={notice.read_by ? 400 : 600}>
        {place ? <Anchor size="sm" fw="inherit" component={Link} href={place} onClick={() => void (notice.read_by || read())}>{text}</Anchor> : text}
      </Table.Td>
      <Table.Td>{labs.code(notice.lab)}</Table.Td>
      <Table.Td title={format.moment(notice.created_at)} style={{ whiteSpace: 'nowrap' }}>{format.ago(notice.created_at ?? '')}</Table.Td>
      <Table.Td>{notice.read_by ? <Tag>{t('notices.wasRead', { when: format.day(notice.read_at) })}</Tag> : <Tag tone="wait">{t('notices.new')}</Tag>}</Table.Td>
      <Table.Td ta="right">{!notice.read_by && <Button size="xs" variant="default" disabled={busy} onClick={() => void read()}>{t('notices.read')}</Button>}</Table.Td>
    </Table.Tr>
  );
}
