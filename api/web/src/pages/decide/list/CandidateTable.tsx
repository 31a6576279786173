import { Table } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import { connection } from '../../../api/connection';
import { useStore } from '../../../api/store';
import { refusals, usePending } from '../../../parts/decision/judge';
import { CandidateRow } from './CandidateRow';
import classes from './CandidateTable.module.css';
import type { Entry } from './entry';
import type { Cursor } from './useCursor';

interface Props {
  label: string;
  entries: readonly Entry[];
  cursor: Cursor;
  blind: boolean;
  pick: (candidate: string) => void;
  open: (candidate: string) => void;
}

/** CandidateTable is a list of candidates in which one is the current one. */
export function CandidateTable({ label, entries, cursor, blind, pick, open }: Props) {
  const { t } = useTranslation('decide');
  const wide = useMediaQuery('(min-width: 1800px)');
  const pending = usePending();
  const { lost } = useStore(connection);
  const refused = useStore(refusals);
  return (
    <Table stickyHeader stickyHeaderOffset="var(--desk-header)" aria-label={label} highlightOnHover layout={wide ? 'auto' : 'fixed'} horizontalSpacing={6} fz="sm" className={classes.table}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col" ta="right" w={50}><abbr title={t(blind ? 'column.place' : 'terms:rank')}>{t(blind ? 'column.placeShort' : 'column.rankShort')}</abbr></Table.Th>
          <Table.Th scope="col" w={128}>{t('column.pair')}</Table.Th>
          {!blind && <Table.Th scope="col" w={90}>{t('terms:score')}</Table.Th>}
          <Table.Th scope="col">{t('terms:exhibit_one')}</Table.Th>
          <Table.Th scope="col" w="17%">{t('column.when')}</Table.Th>
          <Table.Th scope="col" w={80}>{t('column.what')}</Table.Th>
          <Table.Th scope="col" w={112}>{t('column.state')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {entries.map((entry, i) => (
          <CandidateRow
            key={entry.candidate} entry={entry} place={i + 1} current={i === cursor.index} blind={blind} ref={i === cursor.index ? cursor.row : undefined}
            pending={pending.get(entry.candidate)} unsent={lost && pending.has(entry.candidate)} refused={refused.get(entry.candidate)}
            pick={pick} open={open}
          />
        ))}
      </Table.Tbody>
    </Table>
  );
}
