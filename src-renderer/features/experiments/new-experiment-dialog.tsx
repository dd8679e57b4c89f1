import { useState } from 'react';
import { FAMILY_IDS } from '#contract/ids';
import { goTo, PATHS } from '../../lib/navigation';
import { useAction } from '../../lib/query';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { ErrorCardOf } from '../../ui/error-card';
import { Select } from '../../ui/select';
import { TextField } from '../../ui/text-field';
import { configNameOf } from './config-groups';

const TEMPLATE = 'template';

/** Asks for a name and what to start from; the new file opens. */
export function NewExperimentDialog({
  open,
  onOpenChange,
  copyOf,
  experiments,
}: {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  /** File that is offered first, usually the open one. */
  readonly copyOf: string | null;
  readonly experiments: readonly string[];
}) {
  const [name, setName] = useState('');
  const [family, setFamily] = useState(FAMILY_IDS[0]!);
  const [start, setStart] = useState(copyOf ?? TEMPLATE);
  const create = useAction('configs:create', {
    onSuccess: ({ path }) => {
      onOpenChange(false);
      goTo(PATHS.experiment(path));
    },
  });
  const submit = () => create.mutate({ name: name.trim(), family, copyOf: start === TEMPLATE ? null : start });
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title="New experiment"
      description="A file in configs / experiments. One run is trained for each of its seeds."
      actions={
        <>
          <Button variant="primary" busy={create.isPending} disabled={name.trim() === ''} onClick={submit}>
            Create experiment
          </Button>
          <Button onClick={() => onOpenChange(false)}>Cancel</Button>
        </>
      }
    >
      <form
        className="column"
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim() !== '') submit();
        }}
      >
        <TextField label="Name" value={name} onValueChange={setName} autoFocus placeholder="ranker without minutes" />
        <Select
          label="Start from"
          value={start}
          onValueChange={setStart}
          options={[
            { value: TEMPLATE, label: 'The defaults of the family' },
            ...experiments.map((path) => ({ value: path, label: `A copy of ${configNameOf(path)}` })),
          ]}
        />
        {start === TEMPLATE && FAMILY_IDS.length > 1 && (
          <Select
            label="Family"
            value={family}
            onValueChange={setFamily}
            options={FAMILY_IDS.map((id) => ({ value: id, label: id }))}
          />
        )}
        {create.error !== null && <ErrorCardOf error={create.error} />}
      </form>
    </Dialog>
  );
}
