import { Anchor, Button, Group, Image, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { api } from '../../../api/client';
import { useNames } from '../../../parts/people';
import { useFormat } from '../../../text/format';
import { readBack } from '../../../viewer/state';
import type { Viewer } from '../../../viewer/viewer';

/** Snapshots are the pictures of this pair that are kept in the case; the viewer can be put back as it stood for one. */
export function Snapshots({ candidate, viewer }: { candidate: string; viewer: Viewer | null }) {
  const { t } = useTranslation('compare');
  const format = useFormat();
  const name = useNames();
  const { data } = api.useQuery('get', '/api/v1/snapshots', { params: { query: { candidate, limit: 50 } } });
  if (!data || data.items.length === 0) return null;
  return (
    <section style={{ marginTop: 14 }}>
      <Title order={2} size="h5" mb={6}>{t('snapshot.list')}</Title>
      {data.items.map((one) => {
        const picture = `/api/v1/snapshots/${one.id}/picture`;
        const stood = one.view?.address;
        return (
          <Group key={one.id} gap="xs" mb="xs" wrap="nowrap" align="flex-start">
            <Anchor href={picture} target="_blank" rel="noreferrer"><Image src={picture} alt={one.title || t('snapshot.picture')} w={96} h={64} fit="contain" bg="#2b2d30" /></Anchor>
            <div>
              <Text size="sm">{one.title}</Text>
              <Text size="xs" c="dimmed">{name(one.created_by)} · {format.moment(one.created_at)}</Text>
              {viewer && typeof stood === 'string' && (
                <Button size="compact-xs" variant="subtle" onClick={() => viewer.set({ pose: viewer.engine, synchronous: true, profile: null, ...readBack(stood) })}>{t('snapshot.again')}</Button>
              )}
            </div>
          </Group>
        );
      })}
    </section>
  );
}
