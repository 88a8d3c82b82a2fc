import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Trouble } from '../../../contract/job-shapes.ts';
import { csvLines, csvSeparator, csvText } from '../../files/csv-text.ts';
import { pageFiles } from '../../files/page-files.ts';
import { ask, troubleOf } from '../../stores/ask-engine.ts';

const rowsAtOnce = 1000;

interface ExportState {
  /** Rows gathered so far; null while nothing is exported. */
  readonly done: number | null;
  readonly total: number;
  /** Rows in the file that was saved last. */
  readonly saved: number | null;
  readonly trouble: Trouble | null;
}

const idle: ExportState = { done: null, total: 0, saved: null, trouble: null };

/** Gathers all rows that were left out and saves them as a CSV where the person says. */
export function useLeftOutExport(draftId: string, outcome: 'rejected' | 'ignored') {
  const { t } = useTranslation('preview');
  const [state, setState] = useState<ExportState>(idle);
  const turn = useRef(0);
  useEffect(
    () => () => {
      turn.current += 1;
    },
    [],
  );
  const save = async (): Promise<void> => {
    const mine = (turn.current += 1);
    const isMine = (): boolean => turn.current === mine;
    const separator = csvSeparator();
    const parts = [csvText([['file', 'series', 'row', 'field', 'found', 'reason']], separator)];
    let gathered = 0;
    setState({ ...idle, done: 0 });
    try {
      for (let done = 0, total = 1; done < total;) {
        const page = await ask('listLeftOut', { draftId, outcome, offset: done, limit: rowsAtOnce });
        if (!isMine()) return;
        const lines = page.rows.map(({ file, series = '', row, field, text, reason }) => {
          return [file, series, String(row), field, text, reason];
        });
        parts.push(csvLines(lines, separator));
        gathered += lines.length;
        done = page.rows.length === 0 ? page.total : done + page.rows.length;
        total = page.total;
        setState({ ...idle, done, total });
      }
      const name = `${t(`leftOut.fileName.${outcome}`)}.csv`;
      const isSaved = await pageFiles().save(name, new Blob(parts, { type: 'text/csv' }));
      if (isMine()) setState({ ...idle, saved: isSaved ? gathered : null });
    } catch (thrown) {
      if (isMine()) setState({ ...idle, trouble: troubleOf(thrown) });
    }
  };
  return {
    ...state,
    save: () => void save(),
    stop: (): void => {
      turn.current += 1;
      setState(idle);
    },
  };
}
