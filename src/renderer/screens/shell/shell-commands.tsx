import { Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import type { Trouble } from '../../../contract/job-shapes.ts';
import type { MappingDocument } from '../../../contract/mapping-document.ts';
import type { ShellCommand } from '../../../contract/page-bridge.ts';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { TroubleAlert } from '../../components/trouble-alert.tsx';
import { routes } from '../../routes.ts';
import { announce } from '../../stores/announcements.ts';
import { ask, troubleOf } from '../../stores/ask-engine.ts';
import { useConnection } from '../../stores/connection-store.ts';
import { takeCommand, useShellCommands } from '../../stores/shell-commands-store.ts';
import { openedAs, routeOf } from './opened-files.ts';

/** Does what menus, the tray, notifications and opened files of the desktop app ask for; nothing in a browser. */
export function ShellCommands() {
  const [, goTo] = useLocation();
  const isConnected = useConnection(({ state }) => state.phase === 'open');
  const next = useShellCommands(({ waiting }) => waiting[0]);
  const [mapping, setMapping] = useState<MappingDocument | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);

  useEffect(() => {
    // What opens files needs the engine; it waits until there is one.
    const command = next !== undefined && isConnected ? takeCommand() : null;
    if (command === null) return;
    follow(command, goTo).then(
      (opened) => {
        setTrouble(null);
        if (opened !== null) setMapping(opened);
      },
      (thrown: unknown) => setTrouble(troubleOf(thrown)),
    );
  }, [next, isConnected, goTo]);

  return (
    <>
      <TroubleAlert trouble={trouble} />
      <KeepMapping mapping={mapping} onDone={() => setMapping(null)} onTrouble={setTrouble} />
    </>
  );
}

/** Resolves with the mapping when one was opened, which the person is asked about. */
async function follow(command: ShellCommand, goTo: (path: string) => void): Promise<MappingDocument | null> {
  const route = routeOf(command);
  if (route !== null) {
    goTo(route);
    return null;
  }
  const paths =
    command.kind === 'open-files' ? command.paths : ((await window.meterhaul?.chooseFiles()) ?? []);
  const { mappings, hauls, files } = openedAs(paths);
  const [haul] = hauls;
  if (haul !== undefined) goTo(routes.takeOver(haul));
  if (files.length > 0) {
    const draft = await ask('createDraft', { files: [...files] });
    goTo(routes.draft(draft.id, 'sources'));
  }
  const [path] = mappings;
  return path === undefined ? null : ask('readMappingFile', { path });
}

interface KeepMappingProps {
  readonly mapping: MappingDocument | null;
  readonly onDone: () => void;
  readonly onTrouble: (trouble: Trouble) => void;
}

/** A mapping that was opened is kept by its name, when the person says so. */
function KeepMapping({ mapping, onDone, onTrouble }: KeepMappingProps) {
  const { t } = useTranslation();
  const name = mapping?.name ?? '';
  const keep = async (): Promise<void> => {
    onDone();
    if (mapping === null) return;
    try {
      await ask('keepMapping', { name, mapping });
      announce(t('opened.kept', { name }));
    } catch (thrown) {
      onTrouble(troubleOf(thrown));
    }
  };
  return (
    <ConfirmDialog
      isOpen={mapping !== null}
      title={t('opened.title', { name })}
      confirmWord={t('opened.keep')}
      keepWord={t('opened.leave')}
      onConfirm={() => void keep()}
      onKeep={onDone}
    >
      <Text>{t('opened.text', { name })}</Text>
    </ConfirmDialog>
  );
}
