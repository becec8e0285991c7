"""What there is to do on a page of a course of ours, in the order in which a person comes upon it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from scorm_builder.playtest.answers import Asked

if TYPE_CHECKING:
    from playwright.sync_api import ElementHandle, Frame

_FIND = """() => {
    const found = [];
    const add = (kind, element, tag) => element && found.push({ kind, element, tag: +(tag ?? 0) });
    const each = (box) => [...box.children].forEach(look);
    const tabs = (box) => {
        const all = box.querySelectorAll(':scope > [role=tablist] > [role=tab]');
        box.querySelectorAll(':scope > section').forEach((panel, i) => {
            add('tab', all[i], panel.dataset.part);
            each(panel);
        });
    };
    const look = (box) => {
        const { tag, part } = box.dataset ?? {};
        if (box.matches('.quiz')) return add('quiz', box, tag);
        if (box.matches('.question')) return add('question', box, tag);
        if (box.matches('.tabs')) return tabs(box);
        if (box.matches('details[data-part]')) add('part', box.querySelector('summary'), part);
        if (box.matches('.reveal')) add('reveal', box.querySelector('button'), tag);
        if (box.matches('.reflection')) add('text', box.querySelector('textarea'), tag);
        if (box.matches('.media[data-required]')) add('recording', box, tag);
        if (box.matches('input[type=checkbox][data-tag]')) add('tick', box, tag);
        if (box.matches('.confirm')) add('confirm', box);
        each(box);
    };
    each(document.querySelector('.page.here'));
    return found;
}"""

_ASKED = """box => {
    const letters = (name) => Array.from(box.querySelectorAll(`[data-${name}]`), (one) => one.dataset[name]);
    const option = (one) => ({ letter: one.dataset.option, to: one.dataset.to, points: +one.dataset.points, best: 'best' in one.dataset });
    const moments = Array.from(box.querySelectorAll('[data-moment]'),
        (one) => [one.dataset.moment, Array.from(one.querySelectorAll('[data-option]'), option)]);
    const field = box.querySelector('.answer :is(input[type=text], textarea)');
    const sources = letters('source');
    return {
        type: box.dataset.type, data: { ...box.dataset }, options: sources.length ? sources.sort() : letters('option').sort(),
        targets: letters('target'), moments: Object.fromEntries(moments), longest: field?.maxLength ?? 0, lang: document.documentElement.lang,
    };
}"""


@dataclass(frozen=True)
class Task:
    """Something to do: what kind of thing it is, its element, and the tag under which it is kept, 0 for none."""

    kind: str
    element: ElementHandle
    tag: int


def tasks(course: Frame) -> list[Task]:
    """What there is to do on the page that is shown."""
    found = course.evaluate_handle(_FIND)
    told = found.evaluate("all => all.map(({ kind, tag }) => [kind, tag])")
    elements = found.evaluate_handle("all => all.map(({ element }) => element)").get_properties()
    return [
        Task(kind, cast("ElementHandle", element.as_element()), tag)
        for (kind, tag), element in zip(told, elements.values(), strict=True)
    ]


def asked(question: ElementHandle) -> Asked:
    """A question as its element tells."""
    return Asked(**question.evaluate(_ASKED))
