import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Trouble } from '../../../contract/job-shapes.ts';
import type { Notice } from '../../../contract/settings-shapes.ts';
import { Note } from '../../components/note.tsx';
import { TroubleNote } from '../../components/trouble-note.tsx';
import { ask, troubleOf, useAnswer } from '../../stores/ask-engine.ts';
import { instant } from '../../words/figures.ts';
import styles from './jobs-screen.module.css';

/** What a person should know of the ledger, until they put it away. */
export function NoticeList() {
  const { t } = useTranslation('record');
  const { value: notices, reload } = useAnswer('listNotices', {});
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  if (notices === null || notices.length === 0) return null;
  const dismiss = async ({ id }: Notice): Promise<void> => {
    try {
      await ask('dismissNotice', { id });
      setTrouble(null);
    } catch (thrown) {
      setTrouble(troubleOf(thrown));
    }
    reload();
  };
  return (
    <section aria-label={t('notices.label')} className={styles['notices']}>
      {trouble === null ? null : <TroubleNote trouble={trouble} tone="bad" />}
      {notices.map((notice) => (
        <Note key={notice.id} tone="caution" icon="warning" title={instant(notice.at)}>
          <p lang="en">{notice.text}</p>
          <Button
            size="xs"
            mt="xs"
            variant="default"
            aria-label={t('notices.dismissIt', { text: notice.text.slice(0, 80) })}
            onClick={() => void dismiss(notice)}
          >
            {t('notices.dismiss')}
          </Button>
        </Note>
      ))}
    </section>
  );
}
