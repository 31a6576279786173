import { Button, Group, Text } from '@mantine/core';
import { useRef, useState, type DragEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { IconUpload } from '../../../parts/icons';
import { chosen } from './chosen';
import styles from './DropArea.module.css';

/** DropArea takes files by drag and drop or by a button. */
export function DropArea({ take }: { take: (files: File[]) => void }) {
  const { t } = useTranslation('enter');
  const [over, setOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    void chosen(event.dataTransfer).then((files) => files.length > 0 && take(files));
  };
  return (
    <div
      className={`${styles.area} ${over ? styles.over : ''}`} onDrop={drop} onDragLeave={() => setOver(false)}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
    >
      <Group justify="center" gap="xs">
        <Button size="xs" leftSection={<IconUpload size={14} aria-hidden />} onClick={() => input.current?.click()}>{t('upload.choose')}</Button>
        <Text size="sm">{t('upload.drop')}</Text>
      </Group>
      <Text size="xs" c="dimmed" mt={4}>{t('upload.kinds')}</Text>
      <input
        ref={input} type="file" multiple hidden aria-label={t('upload.choose')} accept=".x3p,.al3d,.png,.tif,.tiff,.jpg,.jpeg,.bmp"
        onChange={(event) => {
          const files = [...(event.currentTarget.files ?? [])];
          event.currentTarget.value = '';
          if (files.length > 0) take(files);
        }}
      />
    </div>
  );
}
