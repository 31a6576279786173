import { Group, Text } from '@mantine/core';
import { type KeyboardEvent, type Ref } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { Schemas } from '../../api/client';
import { Tag } from '../../parts/Tag';
import { useFormat } from '../../text/format';
import classes from './FindPage.module.css';
import { usePlaces } from './useWords';

type Found = Schemas['Found'];

const pages: Record<string, string> = { case: '/cases', exhibit: '/exhibits', firearm: '/firearms', hit: '/hits', trace_request: '/traces' };

/** Results are what was found. Arrows go from one to the next, Enter opens. */
export function Results({ items, ref }: { items: Found[]; ref: Ref<HTMLUListElement> }) {
  const { t } = useTranslation('find');
  const move = (event: KeyboardEvent<HTMLUListElement>) => {
    const links = [...event.currentTarget.querySelectorAll('a')];
    const at = links.indexOf(document.activeElement as HTMLAnchorElement);
    const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: links.length - 1 }[event.key];
    if (next === undefined || at < 0) return;
    event.preventDefault();
    links[Math.max(0, Math.min(next, links.length - 1))]!.focus();
  };
  return (
    <ul ref={ref} className={classes.results} aria-label={t('results')} onKeyDown={move}>
      {items.map((one) => (
        <li key={one.id}>
          <Link href={`${pages[one.kind] ?? ''}/${one.id}`} className={classes.result}>
            <Group gap="xs" wrap="nowrap" justify="space-between">
              <span><Text span inherit size="sm" c="dimmed">{t(`kind.${one.kind}`)}</Text>{' '}<span className={classes.title}>{one.title}</span></span>
              {one.glance && <State kind={one.kind} glance={one.glance} />}
            </Group>
            {one.glance && <Details one={one} glance={one.glance} />}
          </Link>
        </li>
      ))}
    </ul>
  );
}

function State({ kind, glance }: { kind: string; glance: Schemas['Glance'] }) {
  const { t } = useTranslation(['find', 'terms']);
  if (glance.withdrawn) return <Tag tone="bad">{t('withdrawn')}</Tag>;
  if (glance.status) return <Tag tone={glance.status === 'open' || glance.status === 'sent' ? 'wait' : 'calm'}>{t(`status.${glance.status}`)}</Tag>;
  if (kind === 'exhibit' && glance.origin) return <Tag tone={glance.origin === 'questioned' ? 'wait' : 'calm'}>{t(`terms:origin.${glance.origin}`)}</Tag>;
  return null;
}

/** Details tell a record apart from others like it. */
function Details({ one, glance }: { one: Found; glance: Schemas['Glance'] }) {
  const { t } = useTranslation('find');
  const format = useFormat();
  const { place } = usePlaces();
  const firearm = [glance.type && t(`firearmType.${glance.type}`), glance.maker, glance.model].filter(Boolean).join(' ');
  const serial = glance.serial ? t('serial', { serial: glance.serial }) : glance.obliterated ? t('obliterated') : '';
  const about = {
    case: [glance.offence, glance.agency],
    exhibit: [glance.calibre, glance.brand, glance.firearm_label ? t('ofFirearm', { firearm: glance.firearm_label }) : '', glance.description],
    firearm: [firearm, glance.calibre, serial],
    hit: [glance.probe_number && glance.other_number ? t('between', { one: glance.probe_number, other: glance.other_number }) : glance.probe_number],
    trace_request: [firearm, glance.calibre, serial],
  }[one.kind] ?? [];
  const where = [
    one.kind !== 'case' && glance.case_number ? t('ofCase', { number: glance.case_number }) : '',
    format.date(glance.occurred?.slice(0, 10)), place(glance.place), glance.lab_code,
  ];
  const line = (parts: (string | undefined)[]) => parts.filter(Boolean).join(' · ');
  return (
    <>
      {line(about) && <Text size="sm" lineClamp={2} style={{ overflowWrap: 'anywhere' }}>{line(about)}</Text>}
      <Text size="sm" c="dimmed">{line(where)}</Text>
    </>
  );
}
