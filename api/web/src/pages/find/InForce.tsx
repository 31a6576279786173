import { Button, Group } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { IconX } from '../../parts/icons';
import { inForce, narrowed, type Filter, type Query } from './query';
import { useWords } from './useWords';

/** InForce are the filters that narrow; each can be taken off. */
export function InForce({ query, to }: { query: Query; to: (query: Query) => void }) {
  const { t } = useTranslation('find');
  const word = useWords();
  const all = inForce(query);
  if (all.length === 0) return null;
  const off = (names: Filter[]) => to(narrowed(query, Object.fromEntries(names.map((name) => [name, undefined]))));
  return (
    <Group gap="xs" mb="sm" role="group" aria-label={t('inForce')}>
      {all.map(({ names, value }) => {
        const name = names.length > 1 ? 'year' : names[0]!;
        const text = t('filterIs', { filter: t(`filter.${name}`), value: word(names[0]!, value) });
        return (
          <Button
            key={name} size="compact-sm" variant="light" rightSection={<IconX size={14} aria-hidden />}
            aria-label={t('takeOff', { filter: text })} onClick={() => off(names)}
          >
            {text}
          </Button>
        );
      })}
      {all.length > 1 && (
        <Button size="compact-sm" variant="subtle" onClick={() => off(all.flatMap(({ names }) => names))}>{t('takeOffAll')}</Button>
      )}
    </Group>
  );
}
