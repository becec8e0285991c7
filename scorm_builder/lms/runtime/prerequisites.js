'use strict';
// Prerequisites of an item by SCORM 1.2: AICC's script of identifiers, & | ~ = <> ( ) and n*{a, b}. One that cannot be read is not met.
const LmsPrerequisites = (() => {
  const SIGNS = /\s*(<>|[&|~=(){},*]|"[^"]*"|[^\s&|~=<>(){},*"]+)/y;

  const tokens = (script) => {
    const found = [];
    SIGNS.lastIndex = 0;
    for (let at = 0; script.slice(at).trim(); at = SIGNS.lastIndex) {
      const match = SIGNS.exec(script);
      if (!match) return null;
      found.push(match[1]);
    }
    return found;
  };

  class Reader {
    constructor(signs, status) {
      this.signs = signs;
      this.status = status;
    }

    take(sign) {
      if (this.signs[0] !== sign) return false;
      this.signs.shift();
      return true;
    }

    expect(sign) {
      if (!this.take(sign)) throw new SyntaxError(sign);
    }

    any() {
      let met = this.every();
      while (this.take('|')) met = this.every() || met;
      return met;
    }

    every() {
      let met = this.one();
      while (this.take('&')) met = this.one() && met;
      return met;
    }

    one() {
      if (this.take('~')) return !this.one();
      if (this.take('(')) {
        const met = this.any();
        this.expect(')');
        return met;
      }
      const name = this.signs.shift();
      if (!name || /^[&|~=(){},*]$|^<>$/.test(name)) throw new SyntaxError(name);
      return this.take('*') ? this.some(+name) : this.compared(name);
    }

    /** n*{a, b, c}: so many of them. */
    some(count) {
      this.expect('{');
      let met = 0;
      do met += +this.any(); while (this.take(','));
      this.expect('}');
      return met >= count;
    }

    compared(name) {
      const same = this.take('=');
      if (!same && !this.take('<>')) return /^(completed|passed)$/.test(this.status(name) ?? '');
      const wanted = /^"(.*)"$/.exec(this.signs.shift() ?? '')?.[1];
      return ((this.status(name) ?? 'not attempted') === wanted) === same;
    }
  }

  return {
    /** Whether a script is met, by the status of each item.
     * @param {string} script
     * @param {(id: string) => string | undefined} status */
    met(script, status) {
      if (!script) return true;
      const signs = tokens(script);
      if (!signs) return false;
      const reader = new Reader(signs, status);
      try {
        return reader.any() && !reader.signs.length;
      } catch (problem) {
        if (!(problem instanceof SyntaxError)) throw problem;
        return false;
      }
    },
  };
})();
