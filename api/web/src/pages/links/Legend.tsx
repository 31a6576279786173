import { Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './GraphView.module.css';

/** Legend says what the shapes and lines mean. */
export function Legend() {
  const { t } = useTranslation('links');
  return (
    <Group gap="sm" px="sm" py={4} component="section" aria-label={t('legend')}>
      {(['case', 'exhibit', 'firearm'] as const).map((kind) => (
        <Group key={kind} gap={4}>
          <svg width={22} height={20} viewBox="-20 -18 40 36" aria-hidden>
            <g className={classes.node} data-kind={kind}>
              {kind === 'case' && <rect className={classes.shape} x={-15} y={-15} width={30} height={30} rx={4} />}
              {kind === 'exhibit' && <circle className={classes.shape} r={15} />}
              {kind === 'firearm' && <path className={classes.shape} d="M-18 0 L-9 -16 L9 -16 L18 0 L9 16 L-9 16 Z" />}
              <text className={classes.letter} y={5}>{t(`letter.${kind}`)}</text>
            </g>
          </svg>
          <Text size="xs">{t(`terms:${kind}`, { count: 1 })}</Text>
        </Group>
      ))}
      {(['hit', 'lead', 'belongs'] as const).map((kind) => (
        <Group key={kind} gap={4}>
          <svg width={28} height={10} aria-hidden><line className={classes.edge} data-kind={kind} x1={0} y1={5} x2={28} y2={5} /></svg>
          <Text size="xs">{t(`line.${kind}`)}</Text>
        </Group>
      ))}
    </Group>
  );
}
