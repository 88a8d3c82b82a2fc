import { Button, Modal } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { RejectRow } from '../../../contract/job-shapes.ts';
import { Figures } from '../../components/figures.tsx';
import { count } from '../../words/figures.ts';
import styles from './job.module.css';

/** One reject with all that is known of it: the table cuts long texts. */
export function RejectDialog({ row, onClose }: { row: RejectRow | null; onClose: () => void }) {
  const { t } = useTranslation('outcome');
  return (
    // Its scroll lock would add a style element, which the policy of the pages forbids.
    <Modal.Root opened={row !== null} onClose={onClose} size="42rem" lockScroll={false}>
      <Modal.Overlay />
      <Modal.Content>
        <Modal.Body p="lg" className={styles['dialog']}>
          {row === null ? null : (
            <>
              <Modal.Title className={styles['title']}>{t('rejects.open')}</Modal.Title>
              <p className={styles['text']} lang="en">
                {row.reason}
              </p>
              <Figures
                figures={[
                  { name: t('rejects.load'), value: row.load },
                  { name: t('rejects.ven'), value: row.ven },
                  { name: t('rejects.file'), value: row.file ?? '–' },
                  { name: t('rejects.row'), value: row.row === null ? '–' : count(row.row) },
                  { name: t('rejects.field'), value: row.field },
                  { name: t('rejects.text'), value: row.text },
                ]}
              />
              <div className={styles['end']}>
                <Button onClick={onClose}>{t('rejects.close')}</Button>
              </div>
            </>
          )}
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
