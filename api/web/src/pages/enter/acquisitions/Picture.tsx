import { Center, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

/** Picture shows a picture of the service in a square, or says that there is none, as where the address is empty. */
export function Picture({ src, alt, side }: { src: string; alt: string; side: number }) {
  const { t } = useTranslation('enter');
  const [missing, setMissing] = useState(src === '');
  if (missing) return <Center w={side} h={side} bg="var(--mantine-color-default-hover)" p={4}><Text size="xs" c="dimmed" ta="center">{t('noPicture')}</Text></Center>;
  return <img src={src} alt={alt} width={side} height={side} loading="lazy" style={{ objectFit: 'contain', background: '#000' }} onError={() => setMissing(true)} />;
}
