import { Alert, Anchor, Button, Code, CopyButton, Group, Table, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../../../api/client';
import { act } from '../../../api/outbox';
import { Fault } from '../../../parts/Fault';
import { useNames } from '../../../parts/people';
import { useFormat } from '../../../text/format';
import { words } from './filter';
import { inTime } from './inTime';
import { useNaming } from './useNaming';

type Search = Schemas['Search'];

/** Searched says what a list was made of, so that it can be made again, and makes it again. */
export function Searched({ search }: { search: Search }) {
  const { t } = useTranslation('decide');
  const format = useFormat();
  const naming = useNaming();
  const name = useNames();
  const [open, details] = useDisclosure(false);
  const filter = words(search.filter, t, naming);
  const { compared, shortlisted, partial } = inTime(search);
  return (
    <div>
      {partial && (
        <Alert mb="xs" color="yellow" variant="light" role="alert" title={t('searched.partial', { count: compared, number: format.number(compared), shortlisted: format.number(shortlisted) })}>
          {t('searched.partialRemedy')}
        </Alert>
      )}
      <Text size="sm">
        {t('searched.line', { count: search.searched, number: format.number(search.searched ?? 0), filter: filter.length > 0 ? filter.join(' · ') : t('filter.none') })}{' '}
        <Text span size="sm" c="dimmed">{format.moment(search.finished)}</Text>{' '}
        <Anchor component="button" type="button" size="sm" aria-expanded={open} onClick={details.toggle}>{t(open ? 'searched.less' : 'searched.more')}</Anchor>
      </Text>
      {open && (
        <Table withRowBorders={false} verticalSpacing={2} mt={4} maw={760} fz="sm" variant="vertical">
          <Table.Tbody>
            <Row name={t('searched.filter')}>{filter.length > 0 ? filter.join(' · ') : t('filter.none')}</Row>
            <Row name={t('searched.marks')}>
              {format.number(search.searched ?? 0)}
              {search.missing ? ` · ${t('searched.missing', { count: search.missing })}` : ''}
            </Row>
            {shortlisted > 0 && <Row name={t('searched.compared')}>{t('searched.comparedOf', { compared: format.number(compared), shortlisted: format.number(shortlisted) })}</Row>}
            <Row name={t('searched.kept')}>{t('searched.keptOf', { found: search.found, top: search.top })}</Row>
            <Row name={t('searched.by')}>{search.automatic ? t('searched.automatic') : name(search.created_by)} · {format.moment(search.created_at)}</Row>
            <Row name={t('searched.took')}>{t('searched.seconds', { seconds: format.number((search.millis ?? 0) / 1000, 1) })}</Row>
            <Row name={t('searched.engine')}>{search.engine}</Row>
            <Row name={t('searched.params')}><Code>{search.params}</Code></Row>
            <Row name={t('searched.snapshot')}>
              <Code style={{ overflowWrap: 'anywhere' }}>{search.snapshot}</Code>{' '}
              <CopyButton value={search.snapshot ?? ''}>
                {({ copied, copy }) => <Anchor component="button" type="button" size="xs" onClick={copy}>{t(copied ? 'copied' : 'copy')}</Anchor>}
              </CopyButton>
            </Row>
          </Table.Tbody>
        </Table>
      )}
      {open && !partial && <Repeat search={search.id ?? ''} />}
    </div>
  );
}

function Row({ name, children }: { name: string; children: ReactNode }) {
  return (
    <Table.Tr>
      <Table.Th scope="row" w={190} fw={500}>{name}</Table.Th>
      <Table.Td>{children}</Table.Td>
    </Table.Tr>
  );
}

/** Repeat runs the search again on what it searched and says whether the list is the same. */
function Repeat({ search }: { search: string }) {
  const { t } = useTranslation('decide');
  const format = useFormat();
  const [answer, setAnswer] = useState<Schemas['Repetition']>();
  const [error, setError] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const run = async () => {
    setBusy(true);
    setError(undefined);
    setAnswer(undefined);
    try {
      setAnswer(await act('post', '/api/v1/searches/{id}/repeat', { path: { id: search } }));
    } catch (refused) {
      setError(refused);
    } finally {
      setBusy(false);
    }
  };
  return (
    <div>
      <Group mt="xs" gap="sm">
        <Button size="xs" variant="default" loading={busy} onClick={() => void run()}>{t('repeat.go')}</Button>
        <Text size="sm" c="dimmed">{t('repeat.what')}</Text>
      </Group>
      <div role="status">
        {answer && (
          <Alert mt="xs" color={answer.same ? 'petrol' : 'red'} variant="light" title={t(answer.same ? 'repeat.same' : 'repeat.differs')}>
            {t('repeat.said', { number: format.number(answer.searched), engine: answer.engine })}
            {answer.first_change && <Text size="sm" mt={4}>{t('repeat.first')} <Code>{answer.first_change}</Code></Text>}
          </Alert>
        )}
      </div>
      {error !== undefined && <Fault error={error} />}
    </div>
  );
}
