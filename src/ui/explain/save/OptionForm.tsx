import { useId } from 'react';
import type { ChoiceOption, ExportOption, ExportOptions, StoredValues } from '../../../save/options.ts';
import { Segments } from '../../controls/Segments.tsx';
import { Select } from '../../controls/Select.tsx';
import { Slider } from '../../controls/Slider.tsx';
import { Switch } from '../../controls/Switch.tsx';
import styles from './SaveDialog.module.css';

interface OptionFormProps {
  readonly options: ExportOptions;
  /** One for each option. */
  readonly values: StoredValues;
  readonly disabled: boolean;
  readonly onChange: (name: string, value: string | number | boolean) => void;
}

/** The options of a kind of file, each as the control that suits it. */
export function OptionForm({ options, values, disabled, onChange }: OptionFormProps) {
  return (
    <fieldset className={styles.options} disabled={disabled} aria-label="Options">
      {Object.entries(options).map(([name, option]) => (
        <Option
          key={name}
          option={option}
          value={values[name] ?? option.initial}
          onChange={(value) => onChange(name, value)}
        />
      ))}
    </fieldset>
  );
}

interface OptionProps<Kind extends ExportOption> {
  readonly option: Kind;
  readonly value: string | number | boolean;
  readonly onChange: (value: string | number | boolean) => void;
}

function Option({ option, value, onChange }: OptionProps<ExportOption>) {
  switch (option.type) {
    case 'switch':
      return <Switch label={option.label} checked={value === true} onChange={onChange} />;
    case 'range':
      return (
        <Slider
          label={option.label}
          value={Number(value)}
          min={option.min}
          max={option.max}
          step={option.step}
          format={option.format}
          onChange={onChange}
        />
      );
    case 'choice':
      return <Choice option={option} value={value} onChange={onChange} />;
  }
}

/** Letters of all choices that still fit beside each other. */
const SEGMENT_LETTERS = 42;

function Choice({ option, value, onChange }: OptionProps<ChoiceOption<string>>) {
  const id = useId();
  const { label, choices } = option;
  const letters = choices.reduce((sum, choice) => sum + choice.label.length, 0);
  const Control = choices.length <= 4 && letters <= SEGMENT_LETTERS ? Segments : Select;
  return (
    <div className={styles.choice}>
      <span id={id} aria-hidden>
        {label}
      </span>
      <Control label={label} options={choices} value={String(value)} onChange={onChange} />
    </div>
  );
}
