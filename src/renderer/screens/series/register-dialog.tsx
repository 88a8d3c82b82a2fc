import { Button, Modal, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Draft } from '../../../contract/draft-shapes.ts';
import type { Registration } from '../../../contract/profile-shapes.ts';
import { Figures } from '../../components/figures.tsx';
import { LoadingNote } from '../../components/loading-note.tsx';
import { Table } from '../../components/table.tsx';
import { TroubleAlert } from '../../components/trouble-alert.tsx';
import { useAnswer } from '../../stores/ask-engine.ts';
import { count } from '../../words/figures.ts';
import { fileName } from '../../words/file-name.ts';
import styles from './series.module.css';

interface RegisterDialogProps {
  readonly draft: Draft;
  readonly onRegister: (clientName: string) => void;
  readonly onClose: () => void;
}

/** What registering would do, and the question whether it should. */
export function RegisterDialog({ draft, onRegister, onClose }: RegisterDialogProps) {
  const { t } = useTranslation('series');
  const plan = useAnswer('planRegistration', { draftId: draft.id });
  const [clientName, setClientName] = useState('Meterhaul');
  const name = clientName.trim();
  return (
    // Its scroll lock would add a style element, which the policy of the pages forbids.
    <Modal.Root opened onClose={onClose} size="46rem" lockScroll={false}>
      <Modal.Overlay />
      <Modal.Content>
        <Modal.Body p="lg" className={styles['dialog']}>
          <Modal.Title className={styles['title']}>{t('register.ask')}</Modal.Title>
          {plan.isLoading ? <LoadingNote text={t('register.planning')} /> : null}
          <TroubleAlert trouble={plan.trouble} />
          {plan.value === null ? null : <PlannedRegistration plan={plan.value} />}
          <TextInput
            className={styles['narrow'] ?? ''}
            label={t('register.clientName')}
            description={t('register.clientNameHint')}
            value={clientName}
            error={name === '' ? t('register.clientNameMissing') : null}
            onChange={({ currentTarget }) => setClientName(currentTarget.value)}
          />
          <div className={styles['row']}>
            <Button variant="default" className={styles['end']} onClick={onClose} data-autofocus>
              {t('register.keep')}
            </Button>
            <Button disabled={plan.value === null || name === ''} onClick={() => onRegister(name)}>
              {t('register.confirm')}
            </Button>
          </div>
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}

function PlannedRegistration({ plan }: { plan: Registration }) {
  const { t } = useTranslation('series');
  return (
    <>
      <p>{t('register.does', { database: fileName(plan.database) })}</p>
      <Figures
        figures={[
          { name: t('register.vens'), value: count(plan.vens) },
          { name: t('register.loads'), value: count(plan.loads) },
        ]}
      />
      <Table
        caption={t('register.examples')}
        rows={plan.examples}
        rowKey={({ series }) => series}
        columns={[
          { title: t('grid.name'), cell: ({ name }) => name },
          { title: t('grid.ven'), cell: ({ ven }) => ven },
        ]}
      />
    </>
  );
}
