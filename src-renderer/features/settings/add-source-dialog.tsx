import { useState } from 'react';
import { request } from '../../lib/bridge';
import { useJobProgress } from '../../lib/job-progress';
import { notify, notifyError } from '../../lib/notices';
import { formatAmount } from '../../lib/format';
import { invalidate, useAction } from '../../lib/query';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { ErrorCardOf } from '../../ui/error-card';
import { ProgressBar } from '../../ui/progress-bar';
import { TextField } from '../../ui/text-field';
import { isSourceName, sourceName } from './source-name';

export interface AddSourceDialogProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}

/** Asks for a folder and a name, reads every row, then registers the source; nothing is registered when a row is bad. */
export function AddSourceDialog({ open, onOpenChange }: AddSourceDialogProps) {
  const [path, setPath] = useState('');
  const [name, setName] = useState('');
  const add = useAction('sources:add', {
    onSuccess: (source) => {
      invalidate('sources:list', 'configs:missing-data');
      notify({
        tone: 'ok',
        title: `Added ${source.name}`,
        detail: `${formatAmount(source.rows, 'row')}, fingerprint ${source.fingerprint.slice(0, 12)}`,
      });
      onOpenChange(false);
      setPath('');
      setName('');
    },
  });
  const progress = useJobProgress(add.isPending ? `check ${name}` : null);
  const choose = () => {
    request('app:choose-folder', { title: 'Folder of the source', startAt: path === '' ? null : path })
      .then((chosen) => {
        if (chosen.path === null) return;
        setPath(chosen.path);
        if (name === '') setName(sourceName(chosen.path));
      })
      .catch(notifyError);
  };
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title="Add a source"
      description="The files stay where they are. Every row is read once and checked."
      actions={
        <>
          <Button
            variant="primary"
            icon="plus"
            busy={add.isPending}
            disabled={path === '' || !isSourceName(name)}
            onClick={() => add.mutate({ name, path })}
          >
            Check and add
          </Button>
          <Button variant="ghost" onClick={() => onOpenChange(false)}>
            Cancel
          </Button>
        </>
      }
    >
      <div className="column">
        <div className="row source-folder">
          <TextField className="grow" label="Folder" mono autoFocus value={path} onValueChange={setPath} />
          <Button icon="folder" onClick={choose}>
            Choose
          </Button>
        </div>
        <TextField
          label="Name in experiments"
          mono
          value={name}
          onValueChange={setName}
          error={
            name === '' || isSourceName(name)
              ? undefined
              : 'Small letters, digits and hyphens; a letter or digit first.'
          }
        />
        {add.isPending && (
          <>
            <p className="text-2 text-sm">{progress?.message ?? 'Reading every row'}</p>
            <ProgressBar label="Check of the source" fraction={progress?.fraction ?? null} />
          </>
        )}
        {add.error !== null && <ErrorCardOf error={add.error} />}
      </div>
    </Dialog>
  );
}
