import { Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { api } from '../../../api/client';
import { Answer } from '../../../parts/Answer';
import { allOf, byPage, More } from '../../../parts/More';
import { AcquisitionCard } from './AcquisitionCard';

/** Acquisitions are the files of an exhibit, the latest first, with what became of each. */
export function Acquisitions({ exhibit, may }: { exhibit: string; may: boolean }) {
  const { t } = useTranslation('enter');
  const found = api.useInfiniteQuery('get', '/api/v1/exhibits/{id}/acquisitions', { params: { path: { id: exhibit }, query: { limit: 25 } } }, byPage);
  return (
    <Answer of={found}>
      {(data) => {
        const items = allOf(data);
        if (items.length === 0) return <Text mt="sm" size="sm" c="dimmed">{t('acquisition.none')}</Text>;
        return (
          <>
            <Stack mt="md" gap="xs" component="ul" p={0} style={{ listStyle: 'none' }} aria-label={t('acquisition.many')}>
              {items.map((one) => <AcquisitionCard key={one.id} one={one} may={may} />)}
            </Stack>
            <More of={found} count={items.length} />
          </>
        );
      }}
    </Answer>
  );
}
