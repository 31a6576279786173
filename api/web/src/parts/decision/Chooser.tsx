import { Button, Group, Kbd, Stack, Text, TextInput, UnstyledButton } from '@mantine/core';
import { useEffect, useRef, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useDraft } from '../../app/draft';
import classes from './Chooser.module.css';
import type { Verdict } from './judge';

/** The reason given last for each verdict: whoever discards ten in a row gives it once. */
const before = new Map<Verdict, string>();

const letter: Record<Verdict, string> = { keep: 'k', discard: 'd', inconclusive: 'i' };

interface Props {
  candidate: string;
  verdict: Verdict;
  chosen: (reason: string) => void;
  cancelled: () => void;
}

/** Chooser asks for the reason of a verdict: by number, the last one again, or typed. */
export function Chooser({ candidate, verdict, chosen, cancelled }: Props) {
  const { t } = useTranslation('decide');
  const draft = useDraft(`reason.${candidate}`, '');
  const field = useRef<HTMLInputElement>(null);
  const quick = t(`quick.${verdict}`, { returnObjects: true }) as string[];
  const last = before.get(verdict);
  const reasons = last && !quick.includes(last) ? [...quick, last] : quick;
  const again = Math.max(reasons.indexOf(last ?? ''), 0);

  const give = (reason: string) => {
    before.set(verdict, reason);
    draft.clear('');
    chosen(reason);
  };

  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const inField = event.target === field.current;
      const take = (act: () => void) => {
        event.preventDefault();
        event.stopImmediatePropagation();
        act();
      };
      if (event.key === 'Escape') return take(cancelled);
      if (inField) return;
      const byNumber = /^[1-9]$/.test(event.key) ? reasons[Number(event.key) - 1] : undefined;
      if (byNumber) return take(() => give(byNumber));
      if (event.key.toLowerCase() === letter[verdict]) return take(() => give(reasons[again]!));
      if (event.key === '0') return take(() => field.current?.focus());
    };
    window.addEventListener('keydown', pressed, true);
    return () => window.removeEventListener('keydown', pressed, true);
  });

  const typed = (event: FormEvent) => {
    event.preventDefault();
    if (draft.value.trim()) give(draft.value.trim());
  };

  return (
    <Stack gap={4} role="group" aria-label={t(`why.${verdict}`)} className={classes.chooser} data-verdict={verdict}>
      <Text size="sm" fw={600}>{t(`why.${verdict}`)}</Text>
      {reasons.map((reason, i) => (
        <UnstyledButton key={reason} className={classes.reason} autoFocus={i === again} onClick={() => give(reason)}>
          <Kbd size="xs">{i + 1}</Kbd>
          <span>{reason}</span>
          {i === again && <Kbd size="xs" aria-label={t('again')}>{letter[verdict].toUpperCase()}</Kbd>}
        </UnstyledButton>
      ))}
      <form onSubmit={typed}>
        <Group gap={4} wrap="nowrap" align="flex-end">
          <TextInput
            ref={field} size="xs" flex={1} maxLength={4000} label={<>{t('otherReason')} <Kbd size="xs">0</Kbd></>}
            value={draft.value} onChange={(event) => draft.set(event.currentTarget.value)}
          />
          <Button type="submit" size="xs" disabled={!draft.value.trim()}>{t('give')}</Button>
        </Group>
      </form>
      <Button size="compact-xs" variant="subtle" color="gray" onClick={cancelled}>{t('shell:cancel')} · Esc</Button>
    </Stack>
  );
}
