import { Switch } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { setBlind, useBlind } from '../../../app/blind';

/** BlindSwitch hides what could sway a reviewer: scores, ranks, cells, order, what others said. */
export function BlindSwitch() {
  const { t } = useTranslation('decide');
  return <Switch size="sm" checked={useBlind()} onChange={(event) => setBlind(event.currentTarget.checked)} label={t('blind.switch')} title={t('blind.what')} />;
}
