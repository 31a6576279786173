import { Alert, Button, Grid, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'wouter';
import { api } from '../../../api/client';
import { drafts } from '../../../app/draft';
import { Answer } from '../../../parts/Answer';
import { IconPencil } from '../../../parts/icons';
import { Page } from '../../../parts/Page';
import { Tag } from '../../../parts/Tag';
import { Acquisitions } from '../acquisitions/Acquisitions';
import { Marks } from '../acquisitions/Marks';
import { useMayEnter } from '../labs';
import { Section } from '../parts/Section';
import { Uploads } from '../upload/Uploads';
import { ChangeExhibit } from './ChangeExhibit';
import { Custody } from './Custody';
import { ExhibitFacts } from './ExhibitFacts';
import type { Exhibit } from './ExhibitFields';

/** ExhibitPage is one exhibit: what it is, who had it, its files and marks. */
export default function ExhibitPage() {
  const { id = '' } = useParams<{ id: string }>();
  const found = api.useQuery('get', '/api/v1/exhibits/{id}', { params: { path: { id } } });
  return <Answer of={found}>{(one) => <Shown key={id} one={one} />}</Answer>;
}

function Shown({ one }: { one: Exhibit }) {
  const { t } = useTranslation('enter');
  const id = one.id!;
  const may = useMayEnter(one.lab);
  const draft = `enter.exhibit.${id}`;
  const [editing, edit] = useState(() => drafts(draft).length > 0);
  const of = api.useQuery('get', '/api/v1/cases/{id}', { params: { path: { id: one.case ?? '' } } }, { enabled: Boolean(one.case) });
  const firearm = api.useQuery('get', '/api/v1/firearms/{id}', { params: { path: { id: one.firearm ?? '' } } }, { enabled: Boolean(one.firearm) });
  const path = [
    { name: t('title'), href: '/enter' },
    ...(of.data ? [{ name: t('case.title', { number: of.data.number }), href: `/cases/${one.case}` }] : []),
    ...(firearm.data ? [{ name: t('firearm.title', { number: firearm.data.number }), href: `/firearms/${one.firearm}` }] : []),
  ];
  return (
    <Page
      title={t('exhibit.title', { number: one.number })} path={path}
      actions={
        <>
          <Button size="xs" variant="default" component={Link} href={`/links?exhibit=${id}`}>{t('links')}</Button>
          <Button size="xs" component={Link} href={`/exhibits/${id}/candidates`}>{t('exhibit.candidates')}</Button>
        </>
      }
    >
      {one.withdrawn && <Alert color="orange" mb="md" title={t('exhibit.isWithdrawn')}>{one.withdrawn}</Alert>}
      <Grid>
        <Grid.Col span={{ base: 12, lg: 7 }} order={{ base: 2, lg: editing ? 2 : 1 }}>
          <Stack>
            <Section title={t('acquisition.many')}>
              {may ? <Uploads exhibit={one} /> : <Text size="sm" c="dimmed">{t('exhibit.readOnly')}</Text>}
              <Acquisitions exhibit={id} may={may} />
            </Section>
            <Marks exhibit={id} />
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, lg: editing ? 12 : 5 }} order={{ base: 1, lg: editing ? 1 : 2 }}>
          <Stack>
            <Section
              title={t('exhibit.data')}
              actions={
                <>
                  <Tag>{t(`terms:origin.${one.origin}`)}</Tag>
                  {may && !editing && <Button size="compact-xs" h={24} variant="default" leftSection={<IconPencil size={14} aria-hidden />} onClick={() => edit(true)}>{t('shell:edit')}</Button>}
                </>
              }
            >
              {editing ? <ChangeExhibit one={one} draft={draft} done={() => edit(false)} /> : <ExhibitFacts one={one} />}
            </Section>
            <Custody exhibit={id} may={may} />
          </Stack>
        </Grid.Col>
      </Grid>
    </Page>
  );
}
