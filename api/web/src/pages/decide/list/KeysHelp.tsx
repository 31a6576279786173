import { Group, Kbd, Modal, Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';

const keys: [string[], string][] = [
  [['K'], 'keep'], [['Shift', 'K'], 'keepWhy'], [['D'], 'discard'], [['D', 'D'], 'again'], [['I'], 'inconclusive'], [['1', '…', '9'], 'reason'], [['0'], 'typed'], [['L'], 'lead'],
  [['J', '↓', 'N'], 'next'], [['U', '↑', 'P'], 'previous'], [['Enter'], 'open'], [['Z'], 'undo'], [['B'], 'blind'], [['?'], 'help'],
];

/** KeysHelp lists the keys of a list. */
export function KeysHelp({ opened, close }: { opened: boolean; close: () => void }) {
  const { t } = useTranslation('decide');
  return (
    <Modal opened={opened} onClose={close} title={t('keys.title')} closeButtonProps={{ 'aria-label': t('shell:close') }}>
      <Table withRowBorders={false} verticalSpacing={4}>
        <Table.Tbody>
          {keys.map(([names, what]) => (
            <Table.Tr key={what}>
              <Table.Th scope="row" w={130} fw={400}><Group gap={4}>{names.map((name, i) => <Kbd key={i} size="sm">{name}</Kbd>)}</Group></Table.Th>
              <Table.Td>{t(`keys.${what}`)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Modal>
  );
}
