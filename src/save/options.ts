/** What a kind of file lets the user choose, described as data so that one form shows the options of all kinds. */

/** One of a few named values. */
export interface ChoiceOption<Value extends string> {
  readonly type: 'choice';
  readonly label: string;
  /** At least one; the first stands in where the initial value is not among them. */
  readonly choices: readonly Choice<Value>[];
  readonly initial: Value;
}

export interface Choice<Value extends string> {
  readonly value: Value;
  readonly label: string;
}

export interface SwitchOption {
  readonly type: 'switch';
  readonly label: string;
  readonly initial: boolean;
}

export interface RangeOption {
  readonly type: 'range';
  readonly label: string;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly initial: number;
  /** The value as the form prints it, e.g. "12 a second". */
  readonly format: (value: number) => string;
}

export type ExportOption = ChoiceOption<string> | SwitchOption | RangeOption;
export type ExportOptions = Readonly<Record<string, ExportOption>>;

/** What the form holds: values by the options' names. */
export type StoredValues = Readonly<Record<string, string | number | boolean>>;

type OptionValue<Option> =
  Option extends ChoiceOption<infer Value> ? Value : Option extends SwitchOption ? boolean : number;

/** The values of a set of options, each of its own type. */
export type OptionValues<Options extends ExportOptions> = {
  readonly [Name in keyof Options]: OptionValue<Options[Name]>;
};

export function choiceOption<Value extends string>(
  option: Omit<ChoiceOption<Value>, 'type'>,
): ChoiceOption<Value> {
  return { type: 'choice', ...option };
}

export function switchOption(label: string, initial: boolean): SwitchOption {
  return { type: 'switch', label, initial };
}

export function rangeOption(option: Omit<RangeOption, 'type'>): RangeOption {
  return { type: 'range', ...option };
}

/** One value per option: the stored one where it is allowed now, else the initial one. */
export function readValues<Options extends ExportOptions>(
  options: Options,
  stored: StoredValues,
): OptionValues<Options> {
  const entries = Object.entries(options).map(([name, option]) => [name, readValue(option, stored[name])]);
  // The names are those of the options and each value went through its own option, which TypeScript cannot follow.
  return Object.fromEntries(entries) as OptionValues<Options>;
}

function readValue(option: ExportOption, stored: StoredValues[string] | undefined): StoredValues[string] {
  switch (option.type) {
    case 'switch':
      return typeof stored === 'boolean' ? stored : option.initial;
    case 'range':
      if (typeof stored !== 'number' || !Number.isFinite(stored)) return option.initial;
      return Math.min(option.max, Math.max(option.min, stored));
    case 'choice': {
      const offers = (value: unknown) => option.choices.some((choice) => choice.value === value);
      if (typeof stored === 'string' && offers(stored)) return stored;
      return offers(option.initial) ? option.initial : (option.choices[0]?.value ?? option.initial);
    }
  }
}
