// What the scripts of this folder promise each other; read by the type checker, not part of a package.
//
// The scripts count against a size budget, so their comments name what LMSs and browsers do by these marks:
//   S3   the LMS defines its API after the frame has begun to load
//   S6   the LMS keeps one API for a page load: a window opened twice gets false, 101
//   S9   lesson_mode is empty or unknown, and still an ordinary visit: only the exact words forbid saving
//   S10  answers are booleans, numbers, NaN or undefined
//   Q2   an answer has 255 characters at most
//   Q3   an LMS without objectives or interactions answers _count with nonsense; only a whole number means that there are any
//   Q5   an LMS takes descriptions of 250 characters at most, without line breaks
//   Q6   an LMS of SCORM 1.2 knows exact numbers, no ranges
//   Q8   an LMS may ask for the elements of an interaction in their order
//   C1   a status never set becomes `completed` at Finish
//   C7, C8  an LMS takes the grade when the status is set, from the score that it has then
//   X2   phones fire no unload
//   X3   browsers and LMSs forbid unload
//   X4   a page may come back from the cache after its Finish
//   X6   a visit that crashed is resumed only when exit was `suspend`
//   X8   an LMS of SCORM 2004 leaves a learner in an empty frame, unless it is told where to go
//   X9   a session in which nothing is heard for long is ended
//   2-3  in SCORM 2004 a value that nobody has set is read with error 403, which is none
//   2-5  an LMS of SCORM 2004 shows progress only when it is told in numbers

interface CourseStep {
  id: string;
  title: string;
  tag: number;
  done: 'viewed' | 'confirm' | 'blocks' | 'finished' | 'passed';
  required: boolean;
  /** Of its blocks and their parts with a state of their own. */
  tags: number[];
  /** Whether it counts towards completion. Progress finds it, and what topics need. */
  counts?: boolean;
}

interface CourseTopic {
  id: string;
  title: string;
  required: boolean;
  steps: CourseStep[];
  counts?: boolean;
  /** It is finished when these are: the required steps, or all when none is. */
  needs?: CourseStep[];
}

/** The JSON in the document. */
interface CourseData {
  id: string;
  version: string;
  /** The number of this release in a support code. */
  release: number;
  title: string;
  lang: string;
  count: 'steps' | 'topics';
  order: 'free' | 'linear';
  report: 'completed' | 'passed' | 'passed-failed';
  /** Where the course has a score. */
  score?: ScoreRule;
  /** Whether there is a certificate. */
  certificate: boolean;
  /** The tag of the date of completion. */
  completed: number;
  /** The most characters that the LMS keeps. */
  limit: number;
  topics: CourseTopic[];
  messages: Record<string, string | Record<string, string>>;
  /** On a website: the files of pages that are not called as their step, by route. */
  files?: Record<string, string>;
}

/** The address of a route, of a page or of something on one, is given by the script that knows where the pages of a target are:
 * `addressOf`. */

/** What a learner did, by tag. */
interface LearnerState {
  attempt: string;
  counter: number;
  done: Set<number>;
  items: Map<number, string>;
}

interface StateApi {
  fresh(): LearnerState;
  encode(state: LearnerState): string;
  /** Null when the text is not ours. */
  decode(text: string): LearnerState | null;
  /** Drops what the course does not know (any more), but only when the text is too long. */
  fit(state: LearnerState, known: Set<number>, limit: number): string;
  /** Everything that either holds, in the attempt of the first; the higher counter answers, and `b` when equal. */
  merge(a: LearnerState, b: LearnerState): LearnerState;
  /** Bits, as text of 0 and 1, and the six of each base64url character. */
  pack(bits: string): string;
  unpack(text: string): string;
}

interface HostSession {
  where: Where;
  learner: string;
  /** As people write it, "" when it was not asked for or is not known. */
  name: string;
  state: string;
  location: string;
  /** Whether the LMS has a final status. */
  complete: boolean;
  /** Why it is lost: a call and its error code, "" otherwise. */
  error: string;
}

/** An answer that was checked, in no standard's words. */
interface AnswerRecord {
  /** `step_question`. */
  id: string;
  /** What was asked, in words. */
  text: string;
  /** choice, true-false, fill-in, long-fill-in, numeric, matching, sequencing, likert, performance */
  type: string;
  /** When it was checked, in ms. */
  at: number;
  /** How long it took. */
  seconds: number;
  weight: number;
  /** What was answered: letters (`t` and `f` for true and false), one text, one number with a point, or pairs of source and target,
   * of a situation and what was chosen in it. */
  response: AnswerPart[];
  /** What would have been right, each in that form; more than one are alternatives. Of numbers a pair is the least and the most. */
  patterns: AnswerPart[][];
  /** From 0 to 1, null where an answer cannot be right or wrong. */
  credit: number | null;
  /** Where a question has one record, which its last answer overwrites: what `Results.add` gave for the answer before this
   * one, `AA` at first. "" where each answer is a record of its own. */
  place: string;
}

/** The part of an adapter that tells a platform of questions, in a course that has any. Only where the learner has an LMS. */
interface ResultsApi {
  start(lms: { get(element: string): string; clock(seconds: number): string; unsent: Map<string, string> }): void;
  /** An answer goes with the next save, which `Progress.put` asks for; gives the place of its record. In review, without an LMS and
   * after the end it goes nowhere. */
  add(record: AnswerRecord): string;
  /** So does a score, before a status; says whether it is another one. */
  score(grade: string | undefined): boolean;
  /** The LMS did not take an element; says whether it is one of these. */
  refused(element: string, fault: string): boolean;
  /** Another value that one of these elements may have. */
  other(element: string, value: string): string | undefined;
}

/** What the standards say differently of questions. Values are in the order in which they are set; empty ones are left out. */
interface ScormResultsWords {
  /** The elements of a score from 0 to 100. */
  score(value: string): string[][];
  /** What is behind `cmi.interactions.n.` for an answer. */
  fields(record: AnswerRecord, clock: (seconds: number) => string): string[][];
  /** Two values that an element may have whatever the answer is, by its last word. */
  others: Record<string, string[]>;
}

/** When a course is complete, and which score it has. In a course whose score is reported. */
interface ScoreRule {
  /** The quizzes that count: the tag of the step's quiz, what it weighs, and how often it may be done; 0 is without end. */
  quizzes: { step: string; tag: number; weight: number; attempts: number }[];
  complete: 'all-required' | 'quiz-passed' | 'both';
  /** The least score with which a learner passes; 0 where the score decides nothing. */
  pass: number;
  /** Whether every attempt is reported, also one below `pass` that is not the last. */
  early: boolean;
  /** The tag of having passed, which lasts. */
  passed: number;
}

/** A quiz as its item in the state tells: 12 digits. */
interface QuizState {
  /** The number of this attempt, or of the last one; 0 before the first. */
  attempt: number;
  /** Whether this attempt is going on. */
  begun: boolean;
  /** Whether any attempt was finished. */
  finished: boolean;
  /** Whether one was passed. */
  passed: boolean;
  /** Whether the time of this attempt was over. */
  late: boolean;
  /** What the questions of this attempt and their order are drawn by: 24 bits. */
  seed: number;
  /** That counts, of the best attempt or the last, in hundredths of a per cent. */
  score: number;
  /** Spent in this attempt, with what a learner was given more: 18 bits, as the quiz likes. */
  time: number;
}

/** What is reached; what a score means is there where there is one. */
interface Verdict {
  complete: boolean;
  /** The status for the platform, "" while it is `incomplete`. */
  report: '' | 'completed' | 'passed' | 'failed';
  /** Whether the score was enough, for a platform that keeps it apart; "" while that is open, nothing where no mark decides. */
  success?: '' | 'passed' | 'failed';
  /** From 0 to 100 with two decimals at most; null while there is none. */
  score?: number | null;
  /** The score for the platform, "" while it must have none. */
  grade?: string;
  /** Whether the score was enough, now or before. */
  passed?: boolean;
  /** Whether no attempt is left in any quiz that counts. */
  spent?: boolean;
  /** For a support code. */
  figures?: string;
}

interface ScoreApi {
  /** What a quiz keeps. */
  read(value: string): QuizState;
  write(quiz: QuizState): string;
  /** Points of so many as hundredths of a per cent, rounded half up. */
  share(points: number, total: number): number;
  /** `all`: the required steps are done. That a learner has passed is kept in the state. */
  verdict(course: CourseData, state: LearnerState, all: boolean): Verdict;
}

interface HostValues {
  state: string;
  location: string;
  /** Spent since open. */
  seconds: number;
  /** Ids of the finished steps, then of the finished topics. */
  objectives: string[];
  /** The status of a finished course, "" before its end. */
  report: string;
  /** As a verdict has it. */
  success?: string;
  /** How much of what counts is done, from 0 to 1. */
  share: number;
  /** The score from 0 to 100; "" or nothing while there is none for the platform. */
  grade?: string;
}

/** An adapter: one standard. Nothing in it rejects, and only `save` tells its fault. In review, without an LMS, when
 * lost and after the end, every call is taken and does nothing, but that a review is closed too. */
interface HostApi {
  /** The learner's name is asked for only where it is shown. `title` is that of a step or a topic, by its id. */
  open(named: boolean, title: (id: string) => string): Promise<HostSession>;
  /** The fault, or "". The first save of a visit opens it: it is short and without objectives. */
  save(values: HostValues): Promise<string>;
  /** The state, with what the entry on the device has of other windows where they count. */
  meet(state: LearnerState, kept: string | undefined): LearnerState;
  /** `asked`: by the learner, with the button; else the page went away. */
  close(values: HostValues, asked: boolean): Promise<void>;
}

/** What the standards of SCORM say differently. */
interface ScormWords {
  /** The name of the platform's object, what its functions begin with, and the one that ends a session. */
  api: string;
  prefix: string;
  end: string;
  /** The error code of a value that nobody has set. */
  unset?: number;
  /** What the names of elements begin with: of all, of those of the lesson, of those of the learner. */
  core: string;
  lesson: string;
  person: string;
  /** What a course can be, from low to high; the first is the one by which it is complete. */
  statuses: { element: string; ranks: string[]; of(values: HostValues): string }[];
  clock(seconds: number): string;
  /** What is set at each save besides. */
  more?(values: HostValues, isComplete: boolean, set: (element: string, value: string) => string): void;
  /** What is behind `cmi.objectives.n.` when it is reached, but for the id. */
  objective(id: string, title: (id: string) => string): string[][];
  /** Another value that an element of the above may have. */
  other(element: string, value: string): string;
  /** What is set before the end, where the learner asked for it. */
  leave?: [string, string];
}

/** lms, review, device, or lost: there is an LMS, but it does not let us in. */
type Where = string;

interface Standing {
  where: Where;
  /** When, in ms; 0 is not yet. */
  saved: number;
  /** "" is fine. */
  fault: string;
  /** The last that the LMS refused in this visit: a call and its error code, such as "Commit 101"; "" is none. */
  error: string;
  /** Whether the device keeps a copy. */
  kept: boolean;
  /** Steps that this device gave back to the LMS. */
  restored: number;
  /** Steps of another attempt on this device, which the LMS does not have. */
  offer: boolean;
  /** The route of the last step, or "". */
  resume: string;
  /** Whether the LMS has a final status. */
  reported: boolean;
  closed: boolean;
  /** Of the learner, "" where it is not known or not needed. */
  name: string;
}

interface Snapshot extends Standing, Verdict {
  /** Of what counts, from 0 to 1. */
  share: number;
  /** Ids of the finished steps, then of the finished topics. */
  done: Set<string>;
  opened: Set<string>;
  /** The day on which all was done first, counted from 2025; 0 is not yet. */
  completed: number;
  /** Whether something is not in the LMS yet. */
  pending: boolean;
}

interface ProgressApi {
  open(course: CourseData): Promise<void>;
  on(listener: (snapshot: Snapshot) => void): void;
  snapshot(): Snapshot;
  /** The state of a block, "" at first. */
  value(tag: number): string;
  /** Four characters, drawn when the learner began. */
  attempt(): string;
  /** Whether a step, a block or a part has this tag among what is done. */
  isDone(tag: number): boolean;
  /** A block or a part is done, which it stays. Saves within a second, together with what else comes. */
  tick(tag: number): void;
  /** Saves at once. */
  complete(step: string): void;
  /** Saves within a second, together with what else comes. */
  put(tag: number, value: string): void;
  /** What stays on this device alone, for this learner and course: what was kept under a name, undefined at first. With a
   * value it is kept, and the answer is whether it is: not in review, and not where storage fails. In this visit it is known all the same. */
  device(name: string, value?: any): any;
  /** The page of a step was opened. */
  move(route: string): void;
  retry(): void;
  accept(): void;
  decline(): void;
  /** Takes over what other windows did. */
  refresh(): void;
  /** Final values, then the end of the session. */
  exit(): Promise<void>;
}

interface SupportApi {
  /** A number as so many bits; one that is too large is the largest. */
  bits(n: number, width: number): string;
  /** Bits as a code of a kind, with its check. */
  write(kind: string, bits: string): string;
  code(course: CourseData, now: Snapshot, agent: string): string;
  /** Shows the code, and keeps it up to date. */
  start(course: CourseData): void;
}
/** What a block asks for before its step is done: where to do it, and the message that says so; `always` when it asks before
 * the end of a page is reached too. */
interface Need { control: any; key: string; always?: boolean }

interface CompletionApi {
  /** A day counted from 2025. */
  day(days: number): Date;
  inWords(days: number): string;
  paint(now: Snapshot): void;
}

interface CertificateApi {
  code(course: CourseData, name: string, days: number): string;
  start(course: CourseData): void;
}

/** Elements are known by the templates that make them, so they are not typed. */
interface BlocksApi {
  /** A message of the learner's interface, `run.` left off; its plural form is picked by `count`. */
  text(key: string, values?: Record<string, any>): string;
  /** What is done with each element of a selector when the page is ready. `ready` is given what to call when a learner
   * has changed something, and answers what is still missing: a function, or nothing when it never asks for anything. */
  add(selector: string, ready: (box: any, changed: () => void) => (() => Need | false | null | undefined) | null | void): void;
  /** Makes those in a place ready. */
  start(changed: () => void, place: any): void;
  /** What the first unfinished block of a page asks for, where a step is done in this way. */
  missing(page: any, done: string): Need | null;
  /** Texts, and all that the learner wrote, as a file for the learner. */
  take(texts: string[]): void;
  /** Opens all that hides an element. */
  show(target: any): void;
}

/** What one type of questions does itself: `Questions.type(name, …)`. An answer is a text of letters, digits, - and _, as the state keeps
 * it, and "" is none. What was kept may be of an earlier release: any text must be taken. Controls are told by events: a button in `.answer`
 * that changes the answer dispatches `change` on itself, bubbling, and does nothing while its question has `data-locked`. What is
 * left out is as for options: `[data-option]`, each with an input, a `.text` and a `.mark`, and their right letters in `data-answer`. */
interface QuestionType {
  /** The type of its records, "choice" when left out. */
  interaction?: string;
  /** Whether every try begins without the answer of the last: then it can be practised again also when it was right. */
  fresh?: boolean;
  /** The answer that the controls hold now. */
  read?(box: any): string;
  /** Controls as they were for an answer; also to take back what was changed in a locked question. */
  write?(box: any, answer: string): void;
  /** Whether there is an answer that counts; when left out, every one but "". */
  answered?(box: any, answer: string): boolean;
  /** What keeps a learner from checking an answer: what is said, and the control that gives what is missing. Null when nothing does;
   * when left out, "" lacks an answer. */
  lacks?(box: any, answer: string): { key: string; control?: any } | null;
  /** From 0 to 1, where exactly 1 is right; null is not scored. Of "" it is 0 or null. */
  credit?(box: any, answer: string): number | null;
  /** For its record: single values, or pairs of source and target. */
  response?(box: any, answer: string): AnswerPart[];
  /** What would be right: each pattern is such a response. */
  patterns?(box: any): AnswerPart[][];
  /** An answer for people, to read back and to take along: a line for each part. */
  words?(box: any, answer: string): string[];
  /** Puts in another order what `data-shuffle` asks for, with `Questions.shuffled`. */
  arrange?(box: any, seed: string): void;
  /** Marks the parts of an answer, by `Questions.mark`: nothing unless `told`; what would have been right only when `solved`. */
  show?(box: any, answer: string, told: boolean, solved: boolean): void;
}

type AnswerPart = string | [string, string];

/** What a quiz decides for its questions. */
interface QuestionRule {
  /** Whether each question is checked by a button of its own. */
  checks: boolean;
  /** Whether nothing can be answered: before and after an attempt. */
  closed(): boolean;
  /** Whether the right answer and its explanation may be seen, by the credit of the answer given. */
  solves(credit: number | null): boolean;
  changed(): void;
}

/** One question on the page, its answer being in `Progress`. */
interface Question {
  box: any;
  tag: number;
  weight: number;
  /** The page is ready, or another attempt begins. */
  start(seed: string): void;
  paint(): void;
  /** Checks what was answered and not checked: a record, and nothing is said. */
  settle(): void;
  /** Shows that there is no answer yet, and gives it the focus. */
  refuse(): void;
  reset(): void;
  credit(): number | null;
  /** right, partly, wrong, kept (not scored), none */
  verdict(): string;
  isAnswered(): boolean;
  /** Right, or without tries left. */
  isFinal(): boolean;
  /** Whether anything was done with it in this attempt. */
  isTouched(): boolean;
  words(): string[];
  /** Where its answering goes on. */
  control(): any;
}

interface WritingApi {
  pack(text: string): string;
  unpack(digits: string): string;
  /** How many words a text has; in Chinese and Japanese, characters. */
  words(text: string): number;
}

interface QuestionsApi {
  type(name: string, own: QuestionType): void;
  /** What a type does that says nothing itself. */
  choice: Required<Omit<QuestionType, 'fresh'>>;
  /** A question of a quiz; those outside of one are opened by the page. */
  open(box: any, rule: QuestionRule, changed: () => void): Question;
  /** Items in an order that hangs on a seed and on the name of each, and on nothing else. */
  shuffled(items: any[], seed: string, name: (item: any) => string | number): any[];
  /** The credit of so many right parts of `data-answer`: a share only with `data-partial`, and never below 0. */
  worth(box: any, right: number): number;
  /** A sign and words on a `.mark`: right, wrong, answer (which was not given, and is right), partly, none, empty, kept; "" is no mark. */
  mark(place: any, name: string, text?: string): void;
  /** Says texts, and behind them what `after` has said. */
  say(texts: string[], after: () => void): void;
}

interface MenuApi {
  /** A page is shown. */
  at(page: any): void;
  start(): void;
}
