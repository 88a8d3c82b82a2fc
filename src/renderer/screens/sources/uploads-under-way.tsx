import { Button, Progress } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { TroubleNote } from '../../components/trouble-note.tsx';
import { bytes, percentText } from '../../words/figures.ts';
import styles from './sources.module.css';
import type { Uploads } from './use-uploads.ts';

/** How far each upload is, with the button that ends it. */
export function UploadsUnderWay({ uploads }: { uploads: Uploads }) {
  const { t } = useTranslation('sources');
  if (uploads.underWay.length === 0) return null;
  return (
    <ul className={styles['uploads']} aria-label={t('uploading')}>
      {uploads.underWay.map(({ id, name, sizeBytes, sentBytes, trouble }) => (
        <li key={id} className={styles['uploadItem']}>
          <div className={styles['uploadWords']}>
            <span id={id}>{name}</span>
            {trouble === null ? (
              <span className={styles['quiet']}>
                {t('uploaded', {
                  sent: bytes(sentBytes),
                  total: bytes(sizeBytes),
                  share: percentText(sentBytes, sizeBytes),
                })}
              </span>
            ) : null}
            <Button
              size="xs"
              variant="default"
              onClick={() => uploads.stop(id)}
              aria-label={`${trouble === null ? t('stopUpload') : t('dismiss')} ${name}`}
            >
              {trouble === null ? t('stopUpload') : t('dismiss')}
            </Button>
          </div>
          {trouble === null ? (
            <Progress.Root size="md">
              <Progress.Section
                value={sizeBytes === 0 ? 100 : (sentBytes / sizeBytes) * 100}
                color="var(--app-accent)"
                aria-labelledby={id}
              />
            </Progress.Root>
          ) : (
            <div role="alert">
              <TroubleNote trouble={trouble} tone="bad" />
            </div>
          )}
        </li>
      ))}
    </ul>
  );
}
