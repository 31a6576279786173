import { Group, Paper, Title } from '@mantine/core';
import type { ReactNode } from 'react';

/** Section is a part of a page with its own heading and actions. */
export function Section({ title, actions, children }: { title: string; actions?: ReactNode; children: ReactNode }) {
  return (
    <Paper withBorder p="md" component="section">
      <Group justify="space-between" mb="sm" wrap="nowrap" align="flex-start">
        <Title order={2} size="h4">{title}</Title>
        {actions && <Group gap="xs" justify="flex-end" wrap="nowrap">{actions}</Group>}
      </Group>
      {children}
    </Paper>
  );
}
