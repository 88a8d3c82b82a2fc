import { Button, NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DraftMapping } from '../../../contract/draft-shapes.ts';
import type { EngineOutput } from '../../../contract/engine-api.ts';
import type { Trouble } from '../../../contract/job-shapes.ts';
import { TroubleNote } from '../../components/trouble-note.tsx';
import { pageFiles } from '../../files/page-files.ts';
import { announce } from '../../stores/announcements.ts';
import { ask, troubleOf, useAnswer } from '../../stores/ask-engine.ts';
import { changeMapping } from './mapping-edits.ts';
import type { MappedFile } from './mapping-edits.ts';
import styles from './mapping.module.css';
import { KeepDialog } from './keep-dialog.tsx';
import { chooseTextFile } from './choose-text-file.ts';
import { mappingsFor, nameToKeep, pickOf } from './pickable-mappings.ts';

interface MappingPickerProps {
  readonly mapped: MappedFile;
  readonly current: DraftMapping | null;
}

/** Where the mapping comes from, and what can be done with it: kept by name, exported, brought in from a file. */
export function MappingPicker({ mapped, current }: MappingPickerProps) {
  const { t } = useTranslation('mapping');
  const kept = useAnswer('listMappings', {});
  const recipes = useAnswer('listRecipes', {});
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [isKeeping, setIsKeeping] = useState(false);
  const attempt = (work: Promise<unknown>): void => {
    setTrouble(null);
    work.catch((thrown: unknown) => setTrouble(troubleOf(thrown)));
  };
  const exported = async ({ mapping }: DraftMapping): Promise<void> => {
    const text = `${JSON.stringify(mapping, null, 2)}\n`;
    const isSaved = await pageFiles().save(`${nameToKeep(mapping)}.haulmap`, new TextEncoder().encode(text));
    if (isSaved) announce(t('exported'));
  };
  return (
    <div className={styles['picker']}>
      <PickSelect mapped={mapped} current={current} kept={kept.value ?? []} recipes={recipes.value ?? []} />
      <Button size="xs" variant="default" onClick={() => attempt(importMapping(mapped))}>
        {t('import')}
      </Button>
      {current === null ? null : (
        <>
          <Button size="xs" variant="default" onClick={() => attempt(exported(current))}>
            {t('export')}
          </Button>
          <Button size="xs" variant="default" onClick={() => setIsKeeping(true)}>
            {t('keep.open')}
          </Button>
          <KeepDialog
            isOpen={isKeeping}
            mapping={current.mapping}
            kept={kept.value ?? []}
            onChanged={kept.reload}
            onClose={() => setIsKeeping(false)}
          />
        </>
      )}
      {trouble === null ? null : (
        <div role="alert" className={styles['wide']}>
          <TroubleNote trouble={trouble} tone="bad" />
        </div>
      )}
    </div>
  );
}

/** Brings in a mapping from a file of the person's own computer. */
async function importMapping(mapped: MappedFile): Promise<void> {
  const text = await chooseTextFile();
  if (text === null) return;
  const mapping = await ask('parseMapping', { text });
  await changeMapping(mapped, { kind: 'pick', field: 'file', origin: 'imported', mapping });
}

interface PickSelectProps extends MappingPickerProps {
  readonly kept: EngineOutput<'listMappings'>;
  readonly recipes: EngineOutput<'listRecipes'>;
}

function PickSelect({ mapped, current, kept, recipes }: PickSelectProps) {
  const { t } = useTranslation('mapping');
  const { file } = mapped;
  if (file === null) return null;
  const groups = mappingsFor(file, kept, recipes);
  const options = (list: readonly { id: string; name: string }[]) =>
    list.map(({ id, name }) => ({ value: id, label: name }));
  const isPicked = current !== null && current.origin !== 'detected';
  return (
    <NativeSelect
      label={t('pick.label')}
      value={isPicked ? 'present' : current === null ? '' : 'detected'}
      data={[
        ...(current === null ? [{ value: '', label: t('pick.choose') }] : []),
        ...(isPicked
          ? [{ value: 'present', label: t(`pick.${current.origin}`, { name: current.mapping.name }) }]
          : []),
        ...(file.proposal === null ? [] : [{ value: 'detected', label: t('pick.detected') }]),
        ...(groups.fitting.length === 0
          ? []
          : [{ group: t('pick.fitting'), items: options(groups.fitting) }]),
        ...(groups.others.length === 0 ? [] : [{ group: t('pick.others'), items: options(groups.others) }]),
      ]}
      onChange={(event) => {
        const change = pickOf(event.currentTarget.value, file, [...groups.fitting, ...groups.others]);
        if (change !== null) void changeMapping(mapped, change);
      }}
    />
  );
}
