import { ActionIcon, Anchor, Button, Group, Progress, Table, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { useStore } from '../../../api/store';
import { IconX } from '../../../parts/icons';
import { Tag } from '../../../parts/Tag';
import { useFormat } from '../../../text/format';
import { ended, summaryOf, type Item, type State } from './item';
import { again, anyway, drop, tidy, uploads, type Details } from './queue';

const tones: Record<State, 'good' | 'bad' | 'wait' | 'calm'> = {
  waiting: 'calm', checking: 'calm', elsewhere: 'wait', sending: 'calm', busy: 'wait', lost: 'wait', kept: 'good', duplicate: 'wait', refused: 'bad', dropped: 'calm',
};

/** UploadList shows the files of an exhibit on their way, one by one and over all. */
export function UploadList({ exhibit, details }: { exhibit: string; details: Details }) {
  const { t } = useTranslation('enter');
  const items = useStore(uploads).filter((one) => one.exhibit === exhibit);
  const format = useFormat();
  const sum = summaryOf(items);
  const said = [
    t('upload.summary', { count: sum.files, ended: sum.ended }),
    sum.duplicate > 0 && t('upload.summaryDuplicate', { count: sum.duplicate }),
    sum.refused > 0 && t('upload.summaryRefused', { count: sum.refused }),
    sum.asked > 0 && t('upload.summaryAsked', { count: sum.asked }),
  ].filter(Boolean).join(' ');
  return (
    <>
      <Text size="sm" mt="sm" role="status">{items.length > 0 && said}</Text>
      {items.length > 0 && (
        <>
          <Group gap="xs" mt={4} wrap="nowrap">
            <Progress.Root flex={1}><Progress.Section value={sum.done * 100} aria-label={t('upload.all')} /></Progress.Root>
            <Text size="xs" className="numbers" w={44} ta="right">{format.percent(sum.done)}</Text>
          </Group>
          <Table mt="xs" verticalSpacing={4}>
            <Table.Thead className="visually-hidden">
              <Table.Tr>{(['file', 'state', 'progress', 'actions'] as const).map((key) => <Table.Th key={key} scope="col">{t(`upload.${key}`)}</Table.Th>)}</Table.Tr>
            </Table.Thead>
            <Table.Tbody>{items.map((one) => <Row key={one.key} one={one} details={details} />)}</Table.Tbody>
          </Table>
          {items.some((one) => ended.includes(one.state)) && <Button size="compact-xs" h={24} variant="subtle" onClick={() => tidy(exhibit)}>{t('upload.tidy')}</Button>}
        </>
      )}
    </>
  );
}

function Row({ one, details }: { one: Item; details: Details }) {
  const { t } = useTranslation('enter');
  const format = useFormat();
  const part = one.size === 0 ? 0 : Math.min(1, one.sent / one.size);
  const over = ended.includes(one.state);
  const moves = !over && one.state !== 'elsewhere';
  return (
    <Table.Tr>
      <Table.Td style={{ minWidth: 150 }}>
        <Text size="sm" style={{ overflowWrap: 'break-word' }}>{one.acquisition ? <Anchor inherit component={Link} href={`/acquisitions/${one.acquisition.id}`}>{one.name}</Anchor> : one.name}</Text>
        <Text size="xs" c="dimmed">{format.bytes(one.size)}</Text>
      </Table.Td>
      <Table.Td>
        <Tag tone={tones[one.state]}>{t(`upload.states.${one.state}`)}</Tag>
        <Why one={one} />
      </Table.Td>
      <Table.Td w={moves ? 130 : 1} px={moves ? undefined : 0}>
        {moves && (
          <Progress.Root><Progress.Section value={part * 100} aria-label={t('upload.of', { name: one.name })} /></Progress.Root>
        )}
      </Table.Td>
      <Table.Td w={1} style={{ whiteSpace: 'nowrap' }}>
        {one.state === 'elsewhere' && <Button size="compact-xs" h={24} variant="default" onClick={() => anyway(one.key)}>{t('upload.anyway')}</Button>}
        {one.state === 'refused' && <Button size="compact-xs" h={24} variant="default" onClick={() => again(one.key, details)}>{t('shell:again')}</Button>}
        {!over && <ActionIcon ml={4} variant="subtle" color="gray" aria-label={t('upload.drop1', { name: one.name })} onClick={() => drop(one.key)}><IconX size={16} /></ActionIcon>}
      </Table.Td>
    </Table.Tr>
  );
}

/** Why tells what a person should know about a file's state. */
function Why({ one }: { one: Item }) {
  const { t } = useTranslation('enter');
  const other = one.other;
  if (one.problem) return <Text size="xs" mt={2}>{one.problem.status === 0 ? t('upload.unreadable') : one.problem.detail}</Text>;
  if (one.state === 'elsewhere' && other)
    return <Text size="xs" mt={2}>{t('upload.elsewhere', { name: other.file_name })} <Anchor inherit component={Link} href={`/exhibits/${other.exhibit}`}>{t('upload.elsewhereOpen')}</Anchor></Text>;
  if (one.state === 'duplicate') return <Text size="xs" mt={2}>{t('upload.duplicate', { name: one.acquisition?.file_name })}</Text>;
  return null;
}
