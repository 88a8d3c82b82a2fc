import { Button, Modal, TextInput } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { EngineOutput } from '../../../contract/engine-api.ts';
import type { VtnResource } from '../../../contract/profile-shapes.ts';
import { LoadingNote } from '../../components/loading-note.tsx';
import { TroubleNote } from '../../components/trouble-note.tsx';
import { usePages } from '../../components/use-pages.ts';
import { useSettled } from '../../components/use-settled.ts';
import { VirtualTable } from '../../components/virtual-table.tsx';
import type { VirtualColumn } from '../../components/virtual-table.tsx';
import { ask } from '../../stores/ask-engine.ts';
import styles from './series.module.css';

interface LookupDialogProps {
  readonly isOpen: boolean;
  readonly profile: string;
  readonly name: string;
  readonly onClose: () => void;
  readonly onTake: (resource: string) => void;
}

type ResourcePage = EngineOutput<'listVtnResources'>;
const rowsOf = ({ rows }: ResourcePage): readonly VtnResource[] => rows;
const settleMs = 300;

/** The resources that the VTN has, to take one of them. */
export function LookupDialog({ isOpen, profile, name, onClose, onTake }: LookupDialogProps) {
  const { t } = useTranslation('series');
  return (
    // Its scroll lock would add a style element, which the policy of the pages forbids.
    <Modal.Root opened={isOpen} onClose={onClose} size="60rem" lockScroll={false}>
      <Modal.Overlay />
      <Modal.Content>
        <Modal.Body p="lg" className={styles['dialog']}>
          <Modal.Title className={styles['title']}>{t('lookup.title', { name })}</Modal.Title>
          <ResourceList profile={profile} onTake={onTake} />
          <div className={styles['row']}>
            <Button variant="default" className={styles['end']} onClick={onClose}>
              {t('details.close')}
            </Button>
          </div>
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}

function ResourceList({ profile, onTake }: { profile: string; onTake: (resource: string) => void }) {
  const { t, i18n } = useTranslation('series');
  const { language } = i18n;
  const [text, setText] = useState('');
  const asked = useSettled(text, settleMs);
  const pages = usePages<ResourcePage, VtnResource>({
    question: JSON.stringify([profile, asked]),
    fetchPage: (offset, limit) => ask('listVtnResources', { profile, text: asked, offset, limit }),
    rowsOf,
  });
  const columns = useMemo(() => resourceColumns(i18n.getFixedT(language, 'series')), [i18n, language]);
  return (
    <>
      <TextInput
        type="search"
        label={t('lookup.search')}
        placeholder={t('lookup.searchHint')}
        maxLength={200}
        value={text}
        data-autofocus
        onChange={({ currentTarget }) => setText(currentTarget.value)}
      />
      {pages.trouble === null ? null : (
        <div role="alert">
          <TroubleNote trouble={pages.trouble} tone="bad" title={t('lookup.failed')} />
        </div>
      )}
      {pages.total === null ? (
        pages.trouble === null ? (
          <LoadingNote />
        ) : null
      ) : (
        <VirtualTable<VtnResource>
          label={t('lookup.label')}
          columns={columns}
          total={pages.total}
          rowAt={pages.rowAt}
          onRange={pages.onRange}
          isStale={pages.isStale}
          height="min(50vh, 26rem)"
          onOpen={({ id }) => onTake(id)}
          empty={t('lookup.empty')}
        />
      )}
      <p className={styles['quiet']}>{t('lookup.take')}</p>
    </>
  );
}

function resourceColumns(
  t: ReturnType<typeof useTranslation<'series'>>['t'],
): readonly VirtualColumn<VtnResource>[] {
  return [
    { id: 'name', title: t('lookup.name'), cell: ({ name }) => name, width: 12, grows: true, opens: true },
    { id: 'ven', title: t('lookup.ven'), cell: ({ ven }) => ven, width: 9 },
    { id: 'external', title: t('lookup.externalId'), cell: ({ externalId }) => externalId, width: 9 },
    { id: 'id', title: t('lookup.id'), cell: ({ id }) => id, width: 19 },
  ];
}
