import { Button, Kbd } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMemo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../../../api/client';
import { useHas } from '../../../app/rights';
import { Page } from '../../../parts/Page';
import { BlindSwitch } from './BlindSwitch';
import { ListTabs } from './ListTabs';
import { NewSearch } from './NewSearch';

/** useHelp opens and closes the list of keys. */
export function useHelp() {
  const [opened, { open, close }] = useDisclosure(false);
  return useMemo(() => ({ opened, open, close }), [opened, open, close]);
}

interface Props {
  exhibit: string;
  probe: Schemas['Party'];
  /** The mark that a new search is begun with. */
  mark?: string;
  /** The search that is shown; none on the fused list. */
  at?: string;
  help: { open: () => void };
  children: ReactNode;
}

/** ListFrame is what stands around a list: what was searched for, the exhibit's other lists, a new search. */
export function ListFrame({ exhibit, probe, mark, at, help, children }: Props) {
  const { t } = useTranslation('decide');
  const [asking, form] = useDisclosure(false);
  const searches = useHas('technician', 'examiner', 'supervisor');
  const path = [
    ...(probe.case ? [{ name: probe.case_number || t('terms:case_one'), href: `/cases/${probe.case}` }] : []),
    { name: probe.number || t('terms:exhibit_one'), href: `/exhibits/${exhibit}` },
  ];
  return (
    <Page
      title={t('title.list', { number: probe.number ?? '' })} path={path}
      actions={
        <>
          <BlindSwitch />
          <Button size="xs" variant="default" onClick={help.open} rightSection={<Kbd size="xs">?</Kbd>}>{t('keys.title')}</Button>
          {searches && mark && <Button size="xs" onClick={form.open}>{t('new.open')}</Button>}
        </>
      }
    >
      <ListTabs exhibit={exhibit} at={at} />
      {children}
      {mark && <NewSearch mark={mark} probe={probe} opened={asking} close={form.close} />}
    </Page>
  );
}
