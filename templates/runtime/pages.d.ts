// What the page scripts add to the types of the runtime; read by the type checker, not part of a package.

/** A step, with where it is. */
interface Page extends CourseStep {
  page: any;
  /** From 0, over the course. */
  place: number;
  /** Whether it counts towards completion. */
  counts: boolean;
}

type OfPage = (page: Page) => any;

/** Elements are known by the templates that make them, so they are not typed. */
type OfElement = (element: any) => any;
type Find = (root: any, selector: string) => any;
type Tell = (...texts: string[]) => void;
type Translate = (key: string, values?: any) => string;
type Mark = (state: any, name: string, text: string) => void;

interface VideoApi {
  /** How much of it was played. */
  percent: OfElement;
  start(changed: OfElement): void;
}
