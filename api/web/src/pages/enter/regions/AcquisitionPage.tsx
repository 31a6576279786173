import { Box, Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useParams } from 'wouter';
import { api } from '../../../api/client';
import { Answer } from '../../../parts/Answer';
import { IconDownload } from '../../../parts/icons';
import { Page } from '../../../parts/Page';
import { Tag } from '../../../parts/Tag';
import { HowMade, tones, type Acquisition } from '../acquisitions/AcquisitionCard';
import { RegionDesk } from './RegionDesk';
import { usePicture } from './usePicture';

/** AcquisitionPage shows one file with the marks that were found on it, and lets people draw them better. */
export default function AcquisitionPage() {
  const { id = '' } = useParams<{ id: string }>();
  const found = api.useQuery('get', '/api/v1/acquisitions/{id}', { params: { path: { id } } });
  return <Answer of={found}>{(one) => <Shown key={id} one={one} />}</Answer>;
}

function Shown({ one }: { one: Acquisition }) {
  const { t } = useTranslation('enter');
  const id = one.id!;
  const exhibit = api.useQuery('get', '/api/v1/exhibits/{id}', { params: { path: { id: one.exhibit ?? '' } } });
  const regions = api.useQuery('get', '/api/v1/acquisitions/{id}/regions', { params: { path: { id } } });
  const { found: picture, href, size } = usePicture(id);
  return (
    <Page
      title={one.file_name || t('acquisition.unnamed')}
      path={[{ name: t('title'), href: '/enter' }, { name: t('exhibit.title', { number: exhibit.data?.number ?? '' }), href: `/exhibits/${one.exhibit}` }]}
      actions={
        <>
          <span role="status"><Tag tone={tones[one.state ?? 'queued']}>{t(`acquisition.states.${one.state}`)}</Tag></span>
          <Button size="xs" variant="default" component="a" href={`/api/v1/acquisitions/${id}/original`} download={one.file_name} leftSection={<IconDownload size={14} aria-hidden />}>{t('acquisition.original')}</Button>
        </>
      }
    >
      <Box fz="sm" c="dimmed" mt={-12} mb="xs"><HowMade one={one} /></Box>
      <Answer of={regions}>
        {(all) => <Answer of={picture}>{() => size && <RegionDesk acquisition={one} regions={all} reread={() => regions.refetch().then(({ data }) => data)} href={href} size={size} />}</Answer>}
      </Answer>
    </Page>
  );
}
