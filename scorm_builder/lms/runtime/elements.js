'use strict';
// The elements of a data model as an LMS has them: which name means what, and which value it takes. The model is the standard's
// table, the settings are those of a profile.

/** A name, a number between its points, and a name: where a record stands. */
const LMS_INDEX = /\.(0|[1-9]\d*)(?=\.)/g;

class LmsElements {
  /** @type {Map<string, number>} how far the elements of a record have come in their order */
  #ranks = new Map();

  /**
   * @param {LmsModel} model
   * @param {ElementSettings} settings
   */
  constructor(model, settings) {
    this.model = model;
    this.settings = settings;
    this.faults = { ...model.faults, ...settings.codes };
    this.names = Object.keys(model.elements);
    this.types = { ...model.types };
    for (const [name, longest] of Object.entries(settings.limits)) this.types[name] = { ...this.types[name], longest };
    for (const [name, form] of Object.entries(settings.forms)) {
      const { longest, least, most, number } = this.types[name] ?? {};
      this.types[name] = { longest, least, most, number, form };
    }
  }

  /** Whether these are the arguments that the book asks for: as many as there should be, all of them texts, and an empty one
   * where there is nothing to say.
   * @param {string} role
   * @param {number} count
   * @param {any[]} args */
  static texts(role, count, args) {
    if (args.length !== count || args.some((arg) => typeof arg !== 'string')) return false;
    return role === 'get' || role === 'set' || args[0] === '';
  }

  /** `cmi.objectives.3.id` is an element of the table as `cmi.objectives.n.id`.
   * @param {string} element */
  general(element) {
    let depth = 0;
    const plain = this.model.parameter ? element.replace(this.model.parameter, '{target}') : element;
    return plain.replace(LMS_INDEX, () => (depth++ ? '.m' : '.n'));
  }

  /** The row of an element, or the code of what is wrong with its name.
   * @param {string} element
   * @returns {{ row?: ElementRow, fault?: number }} */
  find(element) {
    const general = this.general(element);
    const row = this.model.elements[general];
    if (!row || /\.[nm]\./.test(element)) return { fault: this.#unknown(element, general) };
    return this.has(general) ? { row } : { fault: this.faults.not_implemented };
  }

  /** Whether this LMS has an element of the table.
   * @param {string} general */
  has(general) {
    return (this.settings.optional || this.model.elements[general][1] !== 'O') && !this.lacks(general);
  }

  /** Whether a profile names it as missing.
   * @param {string} general */
  lacks(general) {
    return this.settings.missing.some((name) => general === name || general.startsWith(`${name}.`));
  }

  #unknown(element, general) {
    const leaf = /^(.+)\._(children|count)$/.exec(general);
    const known = leaf && this.names.some((name) => name === leaf[1] || name.startsWith(`${leaf[1]}.`));
    if (known) return leaf[2] === 'count' ? this.faults.no_count : this.faults.no_children;
    return /^[A-Za-z_]\w*(\.\w+)+$/.test(element) ? this.faults.unknown : this.faults.malformed;
  }

  /** What stands below an element: of `cmi.core`, `student_id` and so on.
   * @param {string} general */
  children(general) {
    const prefix = `${general}.`;
    const below = this.names.filter((name) => name.startsWith(prefix) && this.has(name))
      .map((name) => name.slice(prefix.length).replace(/^[nm]\./, '').split('.')[0]);
    return [...new Set(below)].filter((name) => !name.startsWith('_'));
  }

  /** How many records a list has.
   * @param {string} list
   * @param {Record<string, string>} values */
  count(list, values) {
    let count = 0;
    const prefix = `${list}.`;
    for (const name of Object.keys(values)) {
      const index = name.startsWith(prefix) ? parseInt(name.slice(prefix.length)) : -1;
      if (index >= count) count = index + 1;
    }
    return count;
  }

  /** The lists that a name goes through, each with the index in it and what it asks of the record.
   * @param {string} element
   * @returns {{ list: string, index: number, leaf: string }[]} */
  lists(element) {
    return [...element.matchAll(LMS_INDEX)].map((found) => ({
      list: element.slice(0, found.index), index: +found[1], leaf: element.slice(found.index + found[0].length + 1),
    }));
  }

  /** The code of what forbids to set an element in its list, 0 when nothing does.
   * @param {string} element
   * @param {Record<string, string>} values */
  misplaced(element, values) {
    for (const place of this.lists(element)) {
      const code = this.#misplacedIn(place, values);
      if (code) return code;
    }
    const type = this.types[this.model.elements[this.general(element)]?.[2]];
    if (type?.needs && this.#sibling(element, type.by, values) === undefined) return this.faults.dependency;
    return this.settings.ordered && this.disordered(element) ? this.faults.order : 0;
  }

  #misplacedIn({ list, index, leaf }, values) {
    const count = this.count(list, values);
    if (index > count) return this.faults.gap;
    if (index < count) return 0;
    const general = this.general(`${list}.`).slice(0, -1);
    const key = this.model.keys[general];
    if (key && key !== leaf && this.settings.id_first) return this.faults.dependency;
    const { by, of } = this.model.most[general] ?? {};
    return by && index >= of[values[`${list.replace(/\.\w+$/, '')}.${by}`]] ? this.faults.gap : 0;
  }

  /** Whether an element is an id that stays what it is.
   * @param {string} element */
  isFixed(element) {
    return element.endsWith('.id') && this.model.fixed.includes(element.replace(/\.\d+\.id$/, ''));
  }

  /** The code of an id that another record of its list has, or that is another one than before; 0 when it may be set.
   * @param {string} element
   * @param {string} value
   * @param {Record<string, string>} values */
  repeated(element, value, values) {
    const { list, leaf } = this.lists(element).at(-1) ?? {};
    if (!list || leaf !== 'id') return 0;
    const general = this.general(`${list}.`).slice(0, -1);
    const changed = this.isFixed(element) && values[element] !== undefined && values[element] !== value;
    const others = Object.keys(values).filter((name) => name !== element && name.startsWith(`${list}.`) && /^\d+\.id$/.test(name.slice(list.length + 1)));
    const twin = this.model.unique.includes(general) && others.some((name) => values[name] === value);
    return changed || twin ? this.faults.repeated : 0;
  }

  /** Whether something that belongs behind an element was set before it, since its record was given its id in this visit.
   * @param {string} element */
  disordered(element) {
    const place = this.#place(element);
    return place !== null && place.rank > 0 && place.rank < (this.#ranks.get(place.record) ?? 0);
  }

  /** Remembers that an element was set.
   * @param {string} element */
  note(element) {
    const place = this.#place(element);
    if (place) this.#ranks.set(place.record, place.rank);
  }

  /** The place of an element in the order of its record, where there is one. */
  #place(element) {
    const [outer] = this.lists(element);
    const order = outer && this.model.order[this.general(outer.list)];
    return order ? { record: `${outer.list}.${outer.index}`, rank: order.indexOf(outer.leaf.split('.')[0]) } : null;
  }

  /** What a value is refused for: `type`, `range`, `overlong`, or nothing.
   * @param {string} element
   * @param {ElementRow} row
   * @param {string} value
   * @param {Record<string, string>} values
   * @returns {'' | 'type' | 'range' | 'overlong'} */
  refused(element, row, value, values) {
    const type = this.types[row[2]];
    if (type.words && !type.words.includes(value)) return 'type';
    if (type.form !== undefined && !new RegExp(type.form).test(value)) return 'type';
    if (value !== '' && (+value < (type.least ?? -Infinity) || +value > (type.most ?? Infinity))) return 'range';
    if (type.longest !== undefined && this.#counted(type, value) > type.longest) return 'overlong';
    const kind = type.by && this.#sibling(element, type.by, values);
    const form = kind && type.forms?.[kind];
    if (form && !new RegExp(form).test(value)) return 'type';
    const [least, most] = type.ranges?.includes(kind ?? '') ? value.split('[:]') : [];
    return least && most && +least > +most ? 'type' : '';
  }

  /** How many characters of a value count. */
  #counted(type, value) {
    return type.prefix ? value.replace(new RegExp(type.prefix), '').length : value.length;
  }

  /** The value beside an element in its record: the type of the interaction that a pattern belongs to. */
  #sibling(element, name, values) {
    const [outer] = this.lists(element);
    return outer ? values[`${outer.list}.${outer.index}.${name}`] : undefined;
  }

  /** A value as an LMS stores it that has no room for all of it; null when it stores nothing.
   * @param {string} element
   * @param {string} value */
  fitted(element, value) {
    const row = this.model.elements[this.general(element)];
    const longest = row && this.types[row[2]].longest;
    if (longest === undefined || value.length <= longest) return value;
    return { refuse: value, cut: value.slice(0, longest), drop: null }[this.settings.overlong];
  }
}
