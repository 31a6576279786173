import { Button, Grid, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { IconPlus } from '../../../parts/icons';
import { Page } from '../../../parts/Page';
import { Drafts } from './Drafts';
import { RecentCases } from './RecentCases';
import { Unimaged } from './Unimaged';

/** EnterPage is where entering begins: what was begun, what is new, what still lacks its files. */
export default function EnterPage() {
  const { t } = useTranslation('enter');
  return (
    <Page
      title={t('title')}
      actions={
        <>
          <Button size="xs" variant="default" component={Link} href="/firearms/new" leftSection={<IconPlus size={14} aria-hidden />}>{t('firearm.new')}</Button>
          <Button size="xs" component={Link} href="/cases/new" leftSection={<IconPlus size={14} aria-hidden />}>{t('case.new')}</Button>
        </>
      }
    >
      <Grid>
        <Grid.Col span={{ base: 12, lg: 8 }}><RecentCases /></Grid.Col>
        <Grid.Col span={{ base: 12, lg: 4 }}>
          <Stack>
            <Drafts />
            <Unimaged />
          </Stack>
        </Grid.Col>
      </Grid>
    </Page>
  );
}
