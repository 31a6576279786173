import { Alert, Button, Group, Stack, Table, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { isProblem } from '../../api/client';
import { Fault } from '../Fault';
import type { Difference } from './rebase';

interface Props {
  form: {
    error: unknown; busy: boolean; touched: boolean; restored: boolean; stale: boolean;
    bound: Set<string>; changes: Difference[]; adopt: () => void; drop: () => void;
  };
  /** The name of a field. */
  label: (path: string) => string;
  /** A value as people read it. */
  show?: (path: string, value: unknown) => string;
  /** What the button that sends says, if it does not save. */
  send?: string;
  /** It can be sent as it is: a new record that is all prefilled. */
  ready?: boolean;
  children?: ReactNode;
}

/** FormFoot ends a form over a record: why it was refused, what somebody else changed meanwhile, and the buttons. */
export function FormFoot({ form, label, show, send, ready, children }: Props) {
  const { t } = useTranslation('record');
  const stale = form.stale || (isProblem(form.error) && form.error.type.endsWith(':record.stale'));
  return (
    <Stack gap="sm" mt="md">
      {form.restored && !form.error && <Text size="sm" c="dimmed" role="status">{t('restored')}</Text>}
      {stale ? <Changed form={form} label={label} show={show ?? plainly} /> : <Fault error={form.error} except={[...form.bound]} />}
      <Group>
        <Button type="submit" loading={form.busy} disabled={(!form.touched && !ready) || form.stale}>{send ?? t('shell:save')}</Button>
        <Button variant="default" onClick={form.drop} disabled={!form.touched}>{t('drop')}</Button>
        {children}
      </Group>
    </Stack>
  );
}

const plainly = (_: string, value: unknown) => (typeof value === 'string' || typeof value === 'number' ? String(value) : value ? JSON.stringify(value) : '');

function Changed({ form, label, show }: Required<Pick<Props, 'form' | 'label' | 'show'>>) {
  const { t } = useTranslation('record');
  return (
    <Alert color="orange" role="alert" title={t('stale.title')}>
      <Stack gap="sm">
        <Text size="sm">{t('stale.text')}</Text>
        {form.changes.length > 0 && (
          <Table>
            <Table.Thead>
              <Table.Tr>
                {(['field', 'before', 'theirs', 'mine'] as const).map((key) => <Table.Th key={key} scope="col">{t(`stale.${key}`)}</Table.Th>)}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {form.changes.map((one) => (
                <Table.Tr key={one.path}>
                  <Table.Th scope="row">{label(one.path)}</Table.Th>
                  <Table.Td>{show(one.path, one.before) || '—'}</Table.Td>
                  <Table.Td>{show(one.path, one.theirs) || '—'}</Table.Td>
                  <Table.Td fw={one.conflict ? 700 : undefined}>{one.conflict ? show(one.path, one.mine) || t('stale.emptied') : t('stale.untouched')}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        )}
        <Group>
          <Button size="xs" onClick={form.adopt}>{t('stale.adopt')}</Button>
          <Button size="xs" variant="default" onClick={form.drop}>{t('stale.drop')}</Button>
        </Group>
      </Stack>
    </Alert>
  );
}
