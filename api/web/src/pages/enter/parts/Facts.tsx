import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './Facts.module.css';

/** Facts are what is recorded, as pairs of name and value; what is not recorded is left out. */
export function Facts({ of }: { of: [string, ReactNode][] }) {
  const { t } = useTranslation();
  const known = of.filter(([, value]) => value !== undefined && value !== '' && value !== null && value !== false);
  if (known.length === 0) return <Text c="dimmed" size="sm">{t('none')}</Text>;
  return (
    <dl className={styles.facts}>
      {known.map(([name, value]) => [<dt key={`${name}.name`}>{name}</dt>, <dd key={name}>{value}</dd>])}
    </dl>
  );
}
