// What the scripts of this folder promise each other; read by the type checker, not shipped in a course.

/** Access (r, w, rw), M or O, the name of a type, and the value before any is set; without it there is none. */
type ElementRow = string[];

interface ElementType {
  words?: string[];
  /** A regular expression for the whole value. */
  form?: string;
  longest?: number;
  least?: number;
  most?: number;
  /** What does not count as a character: a regular expression for the beginning of a value. */
  prefix?: string;
  /** Whether some LMSs give it as a number of JavaScript. */
  number?: boolean;
  /** The element beside this one whose value picks one of `forms`; where it `needs` that, it must be there. */
  by?: string;
  needs?: boolean;
  forms?: Record<string, string>;
  /** For which values of that it is a range, whose first number is not above the second. */
  ranges?: string[];
}

/** A standard, whatever its edition. */
type LmsFamily = 'scorm12' | 'scorm2004';

/** A standard as data. */
interface LmsModel {
  name: string;
  /** Under which name the API stands on a window. */
  object: string;
  /** What `version` of that object says; "" where it has none. */
  version: string;
  names: {
    family: LmsFamily;
    status: string;
    fresh: string[];
    done: string[];
    final: string[];
    scores: string[];
    max: string;
    mark: string;
    exit: string;
    mode: string;
    credit: string;
    progress: string;
    threshold: string;
  };
  elements: Record<string, ElementRow>;
  types: Record<string, ElementType>;
  /** What a function does (initialize, finish, get, set, commit, code, text, diagnostic) and its number of arguments. */
  functions: Record<string, [string, number]>;
  errors: Record<string, string>;
  /** By what a function does and the phase: the code. */
  refused: Record<string, Record<string, number>>;
  faults: Record<string, number>;
  /** By list: what its records begin with. */
  keys: Record<string, string>;
  /** Lists in which an id stands once, and those where it stays what it is. */
  unique: string[];
  fixed: string[];
  /** By list: how many records it has at most, by a value of the record that it stands in. */
  most: Record<string, { by: string; of: Record<string, number> }>;
  /** The element that some LMSs append to. */
  appended: string;
  /** A part of a name that stands for any value. */
  parameter: RegExp | null;
  order: Record<string, string[]>;
}

interface ElementSettings {
  optional?: boolean;
  missing: string[];
  anything: boolean;
  limits: Record<string, number>;
  forms: Record<string, string>;
  codes: Record<string, number>;
  overlong: 'refuse' | 'cut' | 'drop';
  unset: 'first' | 'empty';
  comments?: 'replace' | 'append';
  id_first: boolean;
  ordered: boolean;
}

/** The settings of a standard's rules: those of each stand in profile.py. */
interface RuleSettings {
  unset_status: 'completed' | 'not attempted';
  mastery: 'never' | 'unset' | 'final' | 'any';
  completion: 'measure' | 'course';
  success: 'measure' | 'course';
  judges_review: boolean;
  reopens: 'normal' | 'review' | 'blank' | 'new';
  unsuspended: 'kept' | 'new' | 'blank';
  entry: 'exit' | 'ab-initio';
  time: 'finish' | 'end';
  names: 'last, first' | 'first last';
}

/** A kind of LMS: what each setting means stands in profile.py and docs/profiles.md. */
interface LmsProfile {
  name: string;
  title: string;
  player: { window: 'frame' | 'popup'; launches: 'item' | 'resource'; state: 'item' | 'package'; api_after: number; closing: 'leave' | 'remove' };
  answers: {
    states: boolean;
    ends: boolean;
    arguments: 'text' | 'any';
    results: 'text' | 'numbers' | 'native';
    codes: boolean;
    wait: number;
    failing: number;
    failing_calls: string[];
    seed: number;
  };
  elements: ElementSettings;
  saving: { stores: string[]; resends: boolean; offline: 'true' | 'false'; leaving: 'beacon' | 'request'; expires: number };
  rules: RuleSettings;
}

/** One attempt as the LMS has it. */
interface LmsAttempt extends LmsSummary {
  values: Record<string, string>;
  /** Whether the last visit ended with Finish. */
  finished: boolean;
}

/** An attempt in short, taken from its values. Success and progress are what SCORM 2004 alone has. */
interface LmsSummary {
  status: string;
  success?: string;
  score: Record<string, string>;
  progress?: string;
  total_time: string;
}

/** What a course is launched with. */
interface LmsLaunch {
  learner: { id: string; name: string };
  credit?: 'credit' | 'no-credit';
  mode?: 'normal' | 'review' | 'browse';
  mastery_score?: string;
  launch_data?: string;
  max_time_allowed?: string;
  time_limit_action?: string;
  completion_threshold?: string;
  /** The ids of objectives that the manifest names. */
  objectives?: string[];
  /** Where a course may ask to go, as elements. */
  requests?: Record<string, string>;
}

/** An item with its last attempt. */
interface LmsItemState extends LmsItem {
  attempt?: LmsAttempt;
}

interface LmsRules {
  /** What the items of a course come to together; null is not known. The measure is from 0 to 1, or from -1. */
  course(items: LmsItemState[]): { completed: boolean | null; satisfied: boolean | null; measure: number | null };
  /** Whether a learner may choose an item now. */
  isOpen(item: LmsItem, items: LmsItemState[]): boolean;
  /** Where a course that has ended asked to go: the id of an item, `close`, or "". */
  next(values: Record<string, string>, item: LmsItem, items: LmsItem[]): string;
  /** Which attempt this visit belongs to (from 0), and what the course reads at first. */
  begin(from: { attempts: LmsAttempt[]; launch: LmsLaunch; rules: RuleSettings }): { number: number; values: Record<string, string> };
  /** What an element has: what was set, or what the LMS makes of that. */
  read(element: string, values: Record<string, string>, rules: RuleSettings): string | undefined;
  /** What Finish makes of the values. */
  end(values: Record<string, string>, rules: RuleSettings): void;
  summary(values: Record<string, string>, rules: RuleSettings): LmsSummary;
}

interface LmsAdvice {
  id: string;
  text: string;
  /** Built-in profiles in which this goes wrong. */
  profiles: string[];
}

/** A call that is going to be made. */
interface ComingCall {
  role: string;
  args: any[];
  element: string;
  value: string;
  lms: SimulatedLms;
}

interface LmsWarning {
  id: string;
  text: string;
  /** By standard the built-in profiles in which this goes wrong. It is not told in a standard that is not named. */
  profiles: Partial<Record<LmsFamily, string[]>>;
  /** Told once in a visit, or once for each thing that it is about. */
  once?: boolean;
  about?(call: ComingCall): string;
  when(call: ComingCall): boolean | undefined;
}

interface LmsCall {
  /** Milliseconds since the launch. */
  at: number;
  name: string;
  args: string[];
  result: any;
  code: number;
  warnings: LmsAdvice[];
}

/** What is sent to be stored: attempt `attempt` is now `state`. */
interface LmsMessage {
  attempt: number;
  state: LmsAttempt;
  event: string;
}

interface LmsOptions {
  model: LmsModel;
  rules: LmsRules;
  profile: LmsProfile;
  attempts?: LmsAttempt[];
  launch: LmsLaunch;
  send(message: LmsMessage, how: 'request' | 'beacon'): 'stored' | 'refused' | 'offline';
  /** Milliseconds. */
  now?(): number;
  /** From 0 to 1. */
  random?(): number;
  /** Blocks for so many milliseconds. */
  wait?(ms: number): void;
  /** After each call. */
  heard?(call: LmsCall): void;
}

interface LmsRule {
  combination: string;
  conditions: string[];
  /** The item that they are about; "" for its own. */
  of: string;
}

/** Something to launch, as the manifest has it. */
interface LmsItem {
  id: string;
  title: string;
  href: string;
  /** Under which name its attempts are kept. */
  state: string;
  /** What it counts for in the whole, and the rules under which nobody comes past it or opens it: see manifest.py. */
  rollup: { completion: boolean; objective: boolean; weight: number; completion_set: boolean; objective_set: boolean };
  stops: LmsRule[];
  disabled: LmsRule[];
  mastery_score: string;
  [name: string]: any;
}

/** launch.json: see launch.py. */
interface PlayerLaunch {
  standard: 'scorm12' | 'scorm2004-2' | 'scorm2004-3' | 'scorm2004-4';
  profile: LmsProfile;
  title: string;
  base: string;
  items: LmsItem[];
  learner: { id: string; name: string };
  values: Record<string, any>;
  record: { format: 1; items: Record<string, LmsAttempt[]> };
}

interface PlayerOptions {
  /** Where the frame goes. */
  place: HTMLElement;
  launch: PlayerLaunch;
  /** Where messages go, by POST. */
  address: string;
  /** Where the launch comes from, for the next visit. */
  source: string;
}

interface Window {
  lms: LmsPlayer;
  /** Whether the page in this window is watched for its leaving. */
  lmsWatches?: boolean;
}
