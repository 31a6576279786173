import { Kbd, Modal, Table, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { toolKeys } from '../../../viewer/keys';
import { modes } from '../../../viewer/state';

const moves = [
  ['arrows', '← ↑ → ↓'], ['fine', 'Shift + ← ↑ → ↓'], ['zoom', '+ −'], ['turn', ', .'], ['enter', 'Enter'], ['escape', 'Esc'], ['space', '␣'],
  ['fit', '0'], ['cells', 'C'], ['synchronous', 'S'], ['register', 'R'], ['whole', 'F'],
] as const;

const hands = ['double', 'wheel', 'wheelTurn', 'shiftDrag', 'ctrlDrag', 'fingers'] as const;

/** KeysHelp lists what keys and hands do on the stage. */
export function KeysHelp({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation('compare');
  return (
    <Modal opened={opened} onClose={onClose} title={t('keys.title')} size="lg" closeButtonProps={{ 'aria-label': t('shell:close') }}>
      <Text size="sm" mb="xs">{t('keys.where')}</Text>
      <Table withRowBorders={false} verticalSpacing={2}>
        <Table.Tbody>
          {modes.map((mode, i) => <Row key={mode} keys={String(i + 1)} what={t(`mode.${mode}`)} />)}
          {Object.entries(toolKeys).map(([key, tool]) => <Row key={tool} keys={key.toUpperCase()} what={t(`tool.${tool}`)} />)}
          {moves.map(([name, key]) => <Row key={name} keys={key} what={t(`keys.${name}`)} />)}
        </Table.Tbody>
      </Table>
      <Text size="sm" fw={600} mt="sm">{t('keys.hands')}</Text>
      <Table withRowBorders={false} verticalSpacing={2}>
        <Table.Tbody>{hands.map((name) => <Row key={name} keys={t(`keys.${name}.how`)} what={t(`keys.${name}.what`)} />)}</Table.Tbody>
      </Table>
    </Modal>
  );
}

function Row({ keys, what }: { keys: string; what: string }) {
  return (
    <Table.Tr>
      <Table.Th scope="row" w={190} fw={400}><Kbd>{keys}</Kbd></Table.Th>
      <Table.Td>{what}</Table.Td>
    </Table.Tr>
  );
}
