import { Anchor, Button, Group, ScrollArea, Stack, Text, TextInput, Title, UnstyledButton } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { useLaboratories } from '../../parts/laboratories';
import { useFormat } from '../../text/format';
import { addressOf, groups, joins, neighbours, type Graph, type Node } from './graph';
import { useNodeNames } from './names';
import classes from './SidePanel.module.css';

interface Props {
  graph: Graph;
  chosen: string | undefined;
  onChoose: (id: string | undefined) => void;
}

/** SidePanel says in words what the graph draws: its groups with their records, and what the chosen one is joined to. */
export function SidePanel({ graph, chosen, onChoose }: Props) {
  const node = graph.nodes.find((one) => one.id === chosen);
  return (
    <ScrollArea h="100%" type="auto" offsetScrollbars>
      <Stack p="md" gap="md">
        {node && <Details graph={graph} node={node} onChoose={onChoose} />}
        <List graph={graph} chosen={chosen} onChoose={onChoose} />
      </Stack>
    </ScrollArea>
  );
}

function Details({ graph, node, onChoose }: { graph: Graph; node: Node; onChoose: Props['onChoose'] }) {
  const { t } = useTranslation('links');
  const format = useFormat();
  const names = useNodeNames();
  const labs = useLaboratories();
  const lab = labs.of(node.lab);
  const address = addressOf(node);
  const place = [node.place?.municipality, node.place?.detail].filter(Boolean).join(' · ');
  return (
    <section aria-labelledby="chosen">
      <Group justify="space-between" align="flex-start" wrap="nowrap">
        <Title order={2} size="h4" id="chosen">{names.full(node)}</Title>
        <Button size="xs" variant="default" style={{ flexShrink: 0 }} onClick={() => onChoose(undefined)}>{t('shell:close')}</Button>
      </Group>
      <Text size="sm" c="dimmed">{[lab ? `${lab.code} · ${lab.name}` : '', format.date(node.date), place].filter(Boolean).join(' · ')}</Text>
      {!node.label && <Text size="sm" mt={4}>{t('hiddenText')}</Text>}
      <ul className={classes.list}>
        {neighbours(graph, node.id).map(({ edge, node: other }) => (
          <li key={`${edge.kind} ${edge.id ?? ''} ${other.id}`}>
            <Text size="sm" component="div">
              {joins(edge) && edge.id ? (
                <>
                  <Anchor size="sm" fw={600} component={Link} href={edge.kind === 'hit' ? `/hits/${edge.id}` : `/leads/${edge.id}`}>{t(`edge.${edge.kind}`)} {edge.number}</Anchor>
                  {edge.at && ` · ${format.day(edge.at)}`}
                  {edge.kind === 'lead' && edge.state && ` · ${t(`terms:leadState.${edge.state}`)}`}
                  <br />
                </>
              ) : `${t(`edge.${edge.kind}`)}: `}
              <UnstyledButton className={classes.name} onClick={() => onChoose(other.id)}>{names.full(other)}</UnstyledButton>
            </Text>
          </li>
        ))}
      </ul>
      {address && <Button mt="sm" size="xs" component={Link} href={address}>{t('open')}</Button>}
    </section>
  );
}

function List({ graph, chosen, onChoose }: Props) {
  const { t } = useTranslation('links');
  const names = useNodeNames();
  const [text, setText] = useState('');
  const all = useMemo(() => groups(graph), [graph]);
  const wanted = (node: Node) => names.full(node).toLowerCase().includes(text.trim().toLowerCase());
  const found = all.map((group) => ({ ...group, nodes: group.nodes.filter(wanted) })).filter((group) => group.nodes.length > 0);
  return (
    <section aria-labelledby="groups">
      <Title order={2} size="h4" mb="xs" id="groups">{t('groups', { count: all.length })}</Title>
      <TextInput type="search" size="xs" mb="sm" aria-label={t('filter')} placeholder={t('filter')} value={text} onChange={(event) => setText(event.currentTarget.value)} />
      {found.map((group, i) => (
        <div key={group.nodes[0]!.id}>
          <Title order={3} size="h6" mt="xs">{t('group', { number: i + 1 })} · {t('findings', { count: group.findings })}</Title>
          <ul className={classes.list}>
            {group.nodes.map((node) => (
              <li key={node.id}>
                <UnstyledButton className={classes.name} aria-pressed={node.id === chosen} onClick={() => onChoose(node.id)}>{names.full(node)}</UnstyledButton>
              </li>
            ))}
          </ul>
        </div>
      ))}
      {found.length === 0 && <Text size="sm" c="dimmed">{t('noneFound')}</Text>}
    </section>
  );
}
