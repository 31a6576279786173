import { Button, Group, Paper, Text, Title } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

const first = 6;

interface Props<T> {
  title: string;
  /** What one is to do here. */
  hint: string;
  /** How many there are in truth; items may be fewer. */
  count: number;
  items: T[];
  children: (items: T[]) => ReactNode;
}

/** Section is one kind of work that waits; nothing when none does. The first few are shown, the others when asked for. */
export function Section<T>({ title, hint, count, items, children }: Props<T>) {
  const { t } = useTranslation('work');
  const [all, setAll] = useState(false);
  if (count === 0) return null;
  return (
    <Paper withBorder p="sm" component="section" aria-label={title}>
      <Group gap="xs" align="baseline">
        <Title order={2} size="h4">{title}</Title>
        <Text fw={700} className="numbers">{count}</Text>
      </Group>
      <Text size="sm" c="dimmed" mb="xs">{hint}</Text>
      {children(all ? items : items.slice(0, first))}
      {items.length > first && (
        <Button variant="subtle" size="compact-sm" mt={4} aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? t('fewer') : t('all', { count: items.length })}
        </Button>
      )}
      {all && count > items.length && <Text size="sm" c="dimmed" mt={4}>{t('newest', { count: items.length })}</Text>}
    </Paper>
  );
}
