import { Anchor, Chip, Group, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { useFormat } from '../../../text/format';
import { useRecorded } from '../parts/recorded';
import { address, groups, instant, sentence, type Group as Kind, type Moment } from './sentence';
import styles from './Timeline.module.css';

/** Timeline tells everything that happened, in order, in sentences. */
export function Timeline({ moments, about }: { moments: Moment[]; about: string }) {
  const { t } = useTranslation('enter');
  const [only, setOnly] = useState<Kind[]>([]);
  const there = (Object.keys(groups) as Kind[]).filter((group) => moments.some((one) => within(group, one)));
  const shown = only.length === 0 ? moments : moments.filter((one) => only.some((group) => within(group, one)));
  if (moments.length === 0) return <Text c="dimmed" size="sm">{t('timeline.empty')}</Text>;
  return (
    <>
      {there.length > 1 && (
        <Chip.Group multiple value={only} onChange={(value) => setOnly(value as Kind[])}>
          <Group gap="xs" mb="sm" role="group" aria-label={t('timeline.only')}>
            {there.map((group) => <Chip key={group} size="sm" value={group}>{t(`timeline.group.${group}`)}</Chip>)}
          </Group>
        </Chip.Group>
      )}
      <ol className={styles.list} aria-label={t('timeline.title')}>
        {shown.map((one, i) => <Entry key={`${one.what}.${one.id}.${i}`} moment={one} about={about} />)}
      </ol>
    </>
  );
}

const within = (group: Kind, moment: Moment) => (groups[group] as readonly string[]).includes(moment.what);

function Entry({ moment, about }: { moment: Moment; about: string }) {
  const { t } = useTranslation('enter');
  const format = useFormat();
  const recorded = useRecorded();
  const said = sentence(moment);
  const words = Object.fromEntries(Object.entries(said.named).map(([name, key]) => [name, t(key).toLowerCase()]));
  const text = t(`timeline.${said.key}`, { ...said.given, ...words });
  const href = address(moment);
  const zoned = instant(moment);
  return (
    <li className={`${styles.entry} ${within('decision', moment) ? styles.decision : ''}`}>
      <time dateTime={zoned ?? moment.at}>{zoned ? format.moment(zoned) : recorded(moment.at)}</time>
      <span>{href && moment.id !== about ? <Anchor inherit component={Link} href={href}>{text}</Anchor> : text}</span>
    </li>
  );
}
