"""Captions: what they say, and what is wrong with them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorm_builder.diagnostics import Position
from scorm_builder.source.webvtt import Paragraph, is_webvtt, paragraphs, read_cues


def said(text: str, lang: str = "en") -> list[tuple[str, str]]:
    cues, findings = read_cues(text, "a.vtt")
    assert findings == []
    return [(one.speaker, one.text) for one in paragraphs(cues, lang)]


def cues(*texts: str, gap: float = 0.0) -> str:
    """A file with a caption every four seconds, `gap` of which are silent."""
    blocks = [
        f"00:{4 * n:02}.000 --> 00:{4 * n + 4 - gap:06.3f}\n{text}" for n, text in enumerate(texts)
    ]
    return "\n\n".join(["WEBVTT", *blocks])


def test_captions_become_a_text_with_speakers() -> None:
    text = """\
WEBVTT - the drill

STYLE
::cue { color: white }

NOTE made by hand
on two lines

intro
00:00:01.000 --> 00:00:03.500 line:0 align:start
<v Ann>Do you hear
the <i>be</i>ll?

00:03.500 --> 00:05.000
<v.loud Ann>I <c.sign>do</c>.</v> <v Bob &amp; Co>So do <00:00:04.000>we.

00:10.000 --> 00:12.000
[a door]

01:00:00.000 --> 01:00:01.000
&lt;Out&gt;&nbsp;now.
"""
    assert said(text) == [
        ("Ann", "Do you hear the bell? I do."),
        ("Bob & Co", "So do we."),
        ("", "[a door]"),
        ("", "<Out> now."),
    ]


def test_a_silence_begins_a_paragraph() -> None:
    assert said(cues("One.", "Two.")) == [("", "One. Two.")]
    assert said(cues("One.", "Two.", gap=2.5)) == [("", "One."), ("", "Two.")]


def test_a_long_text_is_divided_where_a_sentence_ends() -> None:
    sentence = "word " * 50 + "and"
    found = said(cues(sentence, f"{sentence} so", "on.", "Then."))
    assert [text[-3:] for _, text in found] == ["on.", "en."]


def test_a_dialogue_is_a_paragraph_a_line() -> None:
    assert said(cues("- Out?\n- Out.\nNow.", "Go.")) == [("", "Out?"), ("", "Out. Now. Go.")]
    assert said(cues("It is\n- you know it - late.")) == [("", "It is - you know it - late.")]


def test_a_caption_that_stays_is_read_once() -> None:
    assert said(cues("Stairs", "Stairs", "Roof")) == [("", "Stairs Roof")]


def test_chinese_has_no_spaces_between_captions() -> None:
    assert said(cues("走", "楼梯。"), "zh-Hans") == [("", "走楼梯。")]


@pytest.mark.parametrize(
    ("block", "line", "message", "hint"),
    [
        ("00:00:01,000 --> 00:00:02,000\nHi", 3, "`00:00:01,000 --> 00:00:02,000` is no time of a caption", "comma"),
        ("1\n0:01.000 --> 0:02.000\nHi", 4, "`0:01.000 --> 0:02.000` is no time of a caption", "with hours"),
        ("00:02.000 --> 00:01.000\nHi", 3, "this caption ends before it begins", "first time"),
        ("Hello there", 3, "`Hello there` has no time, so browsers do not show it", "00:01.000 -->"),
    ],
)  # fmt: skip
def test_what_browsers_would_leave_out(block: str, line: int, message: str, hint: str) -> None:
    good = "00:05.000 --> 00:06.000\nGood."
    found, (finding,) = read_cues(f"WEBVTT\n\n{block}\n\n{good}\n", "a.vtt")
    assert [cue.text for cue in found] == ["Good."]
    assert finding.position == Position("a.vtt", line, 1)
    assert (finding.code, finding.message) == ("bad-captions", message)
    assert hint in finding.hint


def test_a_file_of_another_kind_is_not_reported_without_end() -> None:
    _, findings = read_cues("WEBVTT\n\n" + "text\n\n" * 500, "a.vtt")
    assert len(findings) == 20


@pytest.mark.parametrize(
    ("text", "is_one"),
    [("WEBVTT", True), ("WEBVTT\n", True), ("WEBVTT for all", True), ("WEBVTTS", False), ("1\n00:", False)],
)  # fmt: skip
def test_the_first_line_says_what_it_is(text: str, is_one: bool) -> None:
    assert is_webvtt(text) is is_one


@given(st.text(st.sampled_from("WEBVT\n <>v/.a1:0-&;—")))
def test_any_text_can_be_read(text: str) -> None:
    found, _ = read_cues("WEBVTT\n\n00:01.000 --> 00:02.000\n" + text, "a.vtt")
    for paragraph in paragraphs(found, "en"):
        assert paragraph == Paragraph(paragraph.speaker, paragraph.text.strip())
        assert paragraph.text
