"""Write the neutral benchmark corpus (course.json + assets/) as a course in our format.

    python benchmarks/corpus_to_course.py CORPUS_DIR OUT_DIR

Only the standard library. The corpus' questions are left out: this format has none yet. Step ids
are `<topic>-page-<n>`: among 2,000 ids one pair in the mean shares a 21-bit tag, which the build
refuses (docs/architecture.md, State), and so it does for the corpus' own ids. Among these none does.
"""

import json
import os
import re
import sys
from pathlib import Path


def markdown(blocks: list[dict[str, object]]) -> str:
    parts = []
    level = 1
    for block in blocks:
        kind, text = block["t"], block.get("x", "")
        if kind == "h":
            level = min(int(block["level"]), level + 1)
            parts.append("#" * level + " " + text)
        elif kind == "p":
            parts.append(text)
        elif kind == "ul":
            parts.append("\n".join("- " + item for item in block["items"]))
        elif kind == "ol":
            parts.append("\n".join(f"{n}. {item}" for n, item in enumerate(block["items"], 1)))
        elif kind == "table":
            rows = [block["head"], ["---"] * len(block["head"]), *block["rows"]]
            parts.append("\n".join("| " + " | ".join(row) + " |" for row in rows))
        elif kind == "code":
            parts.append(f"```{block['lang']}\n{text}\n```")
        elif kind == "quote":
            parts.append("> " + text)
        elif kind == "img":
            parts.append(f"![{block['alt']}](../assets/{block['src']})")
    return "\n\n".join(parts) + "\n"


def main(source: Path, out: Path) -> None:
    course = json.loads((source / "course.json").read_text("utf-8"))
    quoted = json.dumps
    lines = [
        "format: 1",
        f"id: {course['id']}",
        f"title: {quoted(course['title'])}",
        f"lang: {course['language']}",
        'version: "1"',
        f"description: {quoted(course['description'])}",
        "topics:",
    ]
    for topic in course["topics"]:
        lines += [
            f"  - id: {topic['id']}",
            f"    title: {quoted(topic['title'])}",
            f"    summary: {quoted(topic['summary'])}",
            "    steps:",
        ]
        for number, step in enumerate(topic["steps"], 1):
            page = f"{topic['id']}/{step['id']}.md"
            lines += [
                f"      - id: {topic['id']}-page-{number}",
                f"        title: {quoted(step['title'])}",
                f"        page: {page}",
            ]
            file = out / page
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(markdown(step["blocks"]), encoding="utf-8")
    videos = [f"assets/{name}" for name in course.get("videos", [])]
    if videos:
        first = out / f"{course['topics'][0]['id']}/{course['topics'][0]['steps'][0]['id']}.md"
        links = "\n".join(f"[The video](../{name})" for name in videos)
        first.write_text(first.read_text("utf-8") + "\n" + links + "\n", encoding="utf-8")
    (out / "course.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    for file in sorted((source / "assets").rglob("*")):
        if file.is_file():
            copy = out / file.relative_to(source)
            copy.parent.mkdir(parents=True, exist_ok=True)
            if not copy.exists():
                os.link(file, copy)


if __name__ == "__main__":
    if len(sys.argv) != 3 or re.match("-", sys.argv[1]):
        sys.exit(__doc__)
    main(Path(sys.argv[1]), Path(sys.argv[2]))
