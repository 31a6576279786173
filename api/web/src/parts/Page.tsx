import { Box, Breadcrumbs, Anchor, Group, Title, type BoxProps } from '@mantine/core';
import { useEffect, type ReactNode } from 'react';
import { Link } from 'wouter';

interface Props extends BoxProps {
  title: string;
  /** Where the page stands: pairs of name and address, from the outside in. */
  path?: { name: string; href: string }[];
  /** Buttons beside the title. */
  actions?: ReactNode;
  children: ReactNode;
}

/** Page is the frame of every page: its title, also of the window, where it stands, its actions. */
export function Page({ title, path, actions, children, ...box }: Props) {
  useEffect(() => {
    document.title = `${title} · Cotejo`;
  }, [title]);
  return (
    <Box p="md" {...box}>
      {path && path.length > 0 && (
        <Breadcrumbs mb={4} separatorMargin={6}>
          {path.map((step) => <Anchor key={step.href} size="sm" component={Link} href={step.href}>{step.name}</Anchor>)}
        </Breadcrumbs>
      )}
      <Group justify="space-between" mb="md" align="flex-end">
        <Title order={1} size="h2">{title}</Title>
        {actions && <Group gap="xs">{actions}</Group>}
      </Group>
      {children}
    </Box>
  );
}
