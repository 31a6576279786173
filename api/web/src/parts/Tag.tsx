import { Badge } from '@mantine/core';
import type { ReactNode } from 'react';

const tones = { good: 'var(--mantine-color-green-6)', bad: 'var(--mantine-color-red-6)', wait: 'var(--mantine-color-yellow-6)', calm: 'var(--mantine-color-gray-5)' };

/** Tag is the state of a record. The word says it; the dot only helps the eye. */
export function Tag({ tone = 'calm', children }: { tone?: keyof typeof tones; children: ReactNode }) {
  return (
    <Badge
      variant="default" radius="sm" tt="none" fw={500} miw="max-content"
      leftSection={<span aria-hidden style={{ display: 'inline-block', width: 8, height: 8, borderRadius: 4, background: tones[tone] }} />}
    >
      {children}
    </Badge>
  );
}
