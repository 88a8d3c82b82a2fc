import { Button, CloseButton, Group, Modal, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { SubmitEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { EngineOutput } from '../../../contract/engine-api.ts';
import type { Trouble } from '../../../contract/job-shapes.ts';
import type { MappingDocument } from '../../../contract/mapping-document.ts';
import { TroubleAlert } from '../../components/trouble-alert.tsx';
import { announce } from '../../stores/announcements.ts';
import { ask, troubleOf } from '../../stores/ask-engine.ts';
import styles from './mapping.module.css';
import { nameToKeep } from './pickable-mappings.ts';

interface KeepDialogProps {
  readonly isOpen: boolean;
  readonly mapping: MappingDocument;
  readonly kept: EngineOutput<'listMappings'>;
  readonly onChanged: () => void;
  readonly onClose: () => void;
}

/** Keeps a mapping by name for the next file of its kind; a name that is taken is replaced only when said so. */
export function KeepDialog(props: KeepDialogProps) {
  const { isOpen, onClose } = props;
  const { t } = useTranslation('mapping');
  return (
    // Its scroll lock would add a style element, which the policy of the pages forbids.
    <Modal.Root opened={isOpen} onClose={onClose} centered lockScroll={false}>
      <Modal.Overlay />
      <Modal.Content>
        <div className={styles['dialogHead']}>
          <Modal.Title className={styles['dialogTitle']}>{t('keep.title')}</Modal.Title>
          <CloseButton onClick={onClose} aria-label={t('keep.close')} />
        </div>
        <Modal.Body>
          <KeepForm {...props} />
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}

function KeepForm({ mapping, kept, onChanged, onClose }: KeepDialogProps) {
  const { t } = useTranslation('mapping');
  const [name, setName] = useState(nameToKeep(mapping));
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const trimmed = name.trim();
  const isTaken = kept.some((each) => each.name === trimmed);
  const attempt = (work: Promise<unknown>, said: string, isEnd: boolean): void => {
    setTrouble(null);
    work.then(
      () => {
        announce(said);
        onChanged();
        if (isEnd) onClose();
      },
      (thrown: unknown) => setTrouble(troubleOf(thrown)),
    );
  };
  const keep = (event: SubmitEvent): void => {
    event.preventDefault();
    if (trimmed !== '')
      attempt(ask('keepMapping', { name: trimmed, mapping }), t('keep.done', { name: trimmed }), true);
  };
  const forget = (forgotten: string): void =>
    attempt(ask('forgetMapping', { name: forgotten }), t('keep.forgotten', { name: forgotten }), false);
  return (
    <form className={styles['form']} onSubmit={keep}>
      <TextInput
        label={t('keep.name')}
        description={isTaken ? t('keep.taken', { name: trimmed }) : t('keep.hint')}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        data-autofocus
      />
      <TroubleAlert trouble={trouble} />
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          {t('keep.cancel')}
        </Button>
        <Button type="submit" color={isTaken ? 'red' : 'blue'}>
          {isTaken ? t('keep.replace') : t('keep.save')}
        </Button>
      </Group>
      <KeptList kept={kept} onForget={forget} />
    </form>
  );
}

interface KeptListProps {
  readonly kept: KeepDialogProps['kept'];
  readonly onForget: (name: string) => void;
}

function KeptList({ kept, onForget }: KeptListProps) {
  const { t } = useTranslation('mapping');
  if (kept.length === 0) return null;
  return (
    <section aria-labelledby="kept-mappings">
      <h3 className={styles['smallTitle']} id="kept-mappings">
        {t('keep.list')}
      </h3>
      <ul className={styles['kept']}>
        {kept.map(({ name, trouble }) => (
          <li key={name} className={styles['keptItem']}>
            <span>
              {name}
              {trouble === null ? null : <span className={styles['bad']}> {trouble}</span>}
            </span>
            <Button
              size="xs"
              variant="default"
              aria-label={`${t('keep.forget')} ${name}`}
              onClick={() => onForget(name)}
            >
              {t('keep.forget')}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
