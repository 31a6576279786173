import { Alert } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Part } from './Bench';
import classes from './Bench.module.css';

/** Pictures shows both marks as they were kept, where the browser cannot draw their relief. */
export function Pictures({ probe, candidate, instead }: { probe: Part; candidate: Part; instead?: ReactNode }) {
  const { t } = useTranslation('compare');
  return (
    <>
      <Alert color="orange" role="alert" mb="xs" title={t('graphics.title')}>{t('graphics.text')}</Alert>
      {instead ?? (
        <div className={classes.pictures}>
          {[probe, candidate].map((part) => (
            <figure key={part.picture}>
              <figcaption>{part.name}</figcaption>
              <img src={part.picture} alt={part.name} />
            </figure>
          ))}
        </div>
      )}
    </>
  );
}
