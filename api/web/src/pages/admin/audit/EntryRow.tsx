import { Button, Code, Group, Modal, Table, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../../../api/client';
import { useLaboratories } from '../../../parts/laboratories';
import type { Filter } from './filter';
import { ProofView } from './ProofView';
import { inWords } from './words';

/** EntryRow is one entry in words; what else it says is shown on demand. */
export function EntryRow({ entry: { n, event }, narrow }: { entry: Schemas['Entry']; narrow: (more: Filter) => void }) {
  const { t, i18n } = useTranslation('admin');
  const labs = useLaboratories();
  const [open, setOpen] = useState(false);
  const [proof, setProof] = useState(false);
  const rest: [string, string | undefined][] = [
    ['subject', event.subject], ['body', event.body], ['request', event.request], ['address', event.address],
    ...Object.entries(event.detail ?? {}).map(([name, value]) => [`detail.${name}`, value] as [string, string]),
  ];
  const at = new Date(event.at).toLocaleString(i18n.language === 'en' ? 'en-US' : 'es-MX', { dateStyle: 'medium', timeStyle: 'medium' });
  return (
    <>
      <Table.Tr style={open ? { borderBottom: 'none' } : undefined}>
        <Table.Th scope="row" fw={500} className="numbers">{n}</Table.Th>
        <Table.Td style={{ whiteSpace: 'nowrap' }} title={event.at}>{at}</Table.Td>
        <Table.Td>{event.name || t('audit.service')}</Table.Td>
        <Table.Td>{inWords(event, t)}</Table.Td>
        <Table.Td>{labs.code(event.lab)}</Table.Td>
        <Table.Td ta="right"><Button size="compact-xs" variant="default" aria-expanded={open} aria-label={t('audit.detailsOf', { n })} onClick={() => setOpen(!open)}>{t('audit.details')}</Button></Table.Td>
      </Table.Tr>
      {open && (
        <Table.Tr>
          <Table.Td colSpan={6} pt={0}>
            <Table withRowBorders={false} verticalSpacing={2}>
              <Table.Tbody>
                {rest.filter(([, value]) => value).map(([name, value]) => (
                  <Table.Tr key={name}>
                    <Table.Th scope="row" w={240} fw={500}>{name.startsWith('detail.') ? t('audit.detail', { name: name.slice(7) }) : t(`audit.entry.${name}`)}</Table.Th>
                    <Table.Td><Code style={{ wordBreak: 'break-all' }}>{value}</Code></Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
            <Group gap="xs" mt="xs">
              {event.subject && <Button size="xs" variant="default" onClick={() => narrow({ subject: event.subject })}>{t('audit.sameRecord')}</Button>}
              {event.account && <Button size="xs" variant="default" onClick={() => narrow({ account: event.account })}>{t('audit.samePerson')}</Button>}
              <Button size="xs" variant="default" onClick={() => setProof(true)}>{t('audit.prove')}</Button>
            </Group>
            <Modal opened={proof} onClose={() => setProof(false)} size="xl" title={t('audit.proofOf', { n })} closeButtonProps={{ 'aria-label': t('shell:close') }}>
              <Text size="sm" mb="sm">{t('audit.proofText')}</Text>
              <ProofView n={n} />
            </Modal>
          </Table.Td>
        </Table.Tr>
      )}
    </>
  );
}
