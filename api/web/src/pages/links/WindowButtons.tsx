import { ActionIcon, Group } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { IconFocusCentered, IconMinus, IconPlus } from '../../parts/icons';

/** WindowButtons zoom a drawing and show all of it. */
export function WindowButtons({ zoom, reset }: { zoom: (factor: number) => void; reset: () => void }) {
  const { t } = useTranslation('links');
  return (
    <Group pos="absolute" right={8} top={8} gap={4}>
      <ActionIcon variant="default" size="lg" aria-label={t('zoomIn')} onClick={() => zoom(1.25)}><IconPlus size={16} /></ActionIcon>
      <ActionIcon variant="default" size="lg" aria-label={t('zoomOut')} onClick={() => zoom(0.8)}><IconMinus size={16} /></ActionIcon>
      <ActionIcon variant="default" size="lg" aria-label={t('whole')} onClick={reset}><IconFocusCentered size={16} /></ActionIcon>
    </Group>
  );
}
