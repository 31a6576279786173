import { Anchor, Button, Checkbox, Group, Table, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { api, type Schemas } from '../../../api/client';
import { Answer } from '../../../parts/Answer';
import { allOf, byPage, More } from '../../../parts/More';
import { Tag } from '../../../parts/Tag';
import { AdminPage } from '../AdminPage';
import { useRolesInWords } from './roles';

/** PeoplePage: who may sign in, with their roles. */
export default function PeoplePage() {
  const { t } = useTranslation('admin');
  const inWords = useRolesInWords();
  const [text, setText] = useState('');
  const [gone, setGone] = useState(false);
  const people = api.useInfiniteQuery('get', '/api/v1/accounts', { params: { query: { limit: 500, disabled: gone ? undefined : false } } }, byPage);
  const wanted = (one: Schemas['Account']) => `${one.name} ${one.login} ${one.post ?? ''}`.toLowerCase().includes(text.trim().toLowerCase());
  return (
    <AdminPage title={t('section.people')} actions={<Button component={Link} href="/admin/people/new">{t('people.new')}</Button>}>
      <Group mb="md">
        <TextInput type="search" aria-label={t('people.find')} placeholder={t('people.find')} value={text} onChange={(event) => setText(event.currentTarget.value)} w={320} />
        <Checkbox label={t('people.withDisabled')} checked={gone} onChange={(event) => setGone(event.currentTarget.checked)} />
      </Group>
      <Answer of={people}>
        {(data) => {
          const items = allOf(data).filter(wanted).sort((a, b) => a.name.localeCompare(b.name));
          if (items.length === 0) return <Text>{t('people.none')}</Text>;
          return (
            <>
              <Table.ScrollContainer minWidth={720}>
                <Table>
                  <Table.Thead>
                    <Table.Tr>{(['name', 'login', 'post', 'roles', 'state'] as const).map((key) => <Table.Th key={key} scope="col">{t(`people.${key}`)}</Table.Th>)}</Table.Tr>
                  </Table.Thead>
                  <Table.Tbody>
                    {items.map((one) => (
                      <Table.Tr key={one.id}>
                        <Table.Th scope="row" fw={500}><Anchor size="sm" component={Link} href={`/admin/people/${one.id}`}>{one.name}</Anchor></Table.Th>
                        <Table.Td>{one.login}</Table.Td>
                        <Table.Td>{one.post}</Table.Td>
                        <Table.Td>{inWords(one.memberships) || <Text span size="sm" c="dimmed">{t('people.noRoles')}</Text>}</Table.Td>
                        <Table.Td>
                          {one.disabled ? <Tag tone="bad">{t('people.disabled')}</Tag> : one.must_change ? <Tag tone="wait">{t('people.mustChange')}</Tag> : <Tag tone="good">{t('people.active')}</Tag>}
                        </Table.Td>
                      </Table.Tr>
                    ))}
                  </Table.Tbody>
                </Table>
              </Table.ScrollContainer>
              <More of={people} count={items.length} />
            </>
          );
        }}
      </Answer>
    </AdminPage>
  );
}
