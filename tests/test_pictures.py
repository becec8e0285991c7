"""Pictures in several sizes: which, of what, and kept how."""

from __future__ import annotations

import io
import os
import random
import subprocess
import sys
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageCms

from scorm_builder.build import build
from scorm_builder.source.load import load
from scorm_builder.source.page import Page
from scorm_builder.source.pictures import BadPictureError, Sizes, sizes
from scorm_builder.targets import TARGETS
from tests.courses import OUTLINE, ROOT, write

TEXT = "![A door.](media/door.jpg)\n"


@pytest.fixture(autouse=True)
def kept(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which sizes are kept: none for the first who asks."""
    folder = tmp_path_factory.mktemp("cache") / "kept"
    monkeypatch.setenv("SCORM_BUILDER_CACHE", str(folder))
    return folder


def photo(width: int, height: int, noise: int = 12) -> Image.Image:
    """Something like a photo: soft shapes with a grain."""
    grain = Image.frombytes("RGB", (width, height), random.Random(1).randbytes(3 * width * height))
    shapes = [Image.radial_gradient("L"), Image.linear_gradient("L")]
    bands = [shapes[0], shapes[1], shapes[0].transpose(Image.Transpose.ROTATE_90)]
    soft = Image.merge("RGB", bands).resize((width, height))
    return Image.blend(soft, grain, noise / 100)


def save(image: Image.Image, file: Path, **how: Any) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    image.save(file, **how)
    return file


def page(folder: Path, text: str = TEXT) -> Page:
    course, findings = load(write(folder, {"first.md": text}))
    assert findings == []
    assert course
    return course.pages["first.md"]


def opened(content: bytes | Path | None) -> Image.Image:
    assert content is not None
    return Image.open(io.BytesIO(content if isinstance(content, bytes) else content.read_bytes()))


def test_a_photo_is_packed_in_sizes_and_not_as_it_was(tmp_path: Path) -> None:
    file = save(photo(3000, 2000), tmp_path / "media/door.jpg", quality=90)
    made = page(tmp_path)
    key = sizes(file, 3000).key[:8]  # type: ignore[union-attr]
    names = [f"files/media/door-{width}-{key}.webp" for width in (480, 960, 1440, 2160)]
    listed = ", ".join(f"{name} {name.split('-')[1]}w" for name in names)
    assert made.html == (
        f'<p><img src="{names[-1]}" alt="A door." srcset="{listed}"'
        ' sizes="auto, (min-width: 40em) 38em, 100vw" width="2160" height="1440" loading="lazy"'
        ' decoding="async"></p>\n'
    )
    assert made.files == set()
    built = build(tmp_path, TARGETS["scorm12"])
    assert built.diagnostics == []
    assert built.package
    packed = {n: c for n, c in built.package.files.items() if n.startswith("files/")}
    assert sorted(packed) == sorted(names)
    for name, content in packed.items():
        shown = opened(content)
        assert shown.format == "WEBP"
        assert f"-{shown.width}-" in name
        assert shown.height == round(shown.width * 2 / 3)
    assert sum(Path(str(content)).stat().st_size for content in packed.values()) < (
        file.stat().st_size
    )


@pytest.mark.parametrize(
    ("width", "widths"),
    [(700, [480, 700]), (1000, [480, 1000]), (1300, [480, 960, 1300]), (2160, [480, 960, 1440, 2160])],
)  # fmt: skip
def test_no_size_is_wider_than_the_picture(tmp_path: Path, width: int, widths: list[int]) -> None:
    file = save(photo(width, 600), tmp_path / "a.jpg", quality=95)
    found = sizes(file, width)
    assert found
    assert [size.width for size in found.all] == widths


def test_every_size_has_clearly_fewer_bytes_than_the_next(tmp_path: Path) -> None:
    file = save(photo(1600, 900), tmp_path / "a.jpg", quality=85)
    found = sizes(file, 1600)
    assert found
    lengths = [size.content.stat().st_size for size in found.all]  # type: ignore[union-attr]
    lengths.append(file.stat().st_size)
    assert all(less <= 0.75 * more for less, more in pairwise(lengths[:-1]))
    assert lengths[-2] < lengths[-1]


def test_the_authors_own_file_is_the_widest_when_nothing_is_smaller(tmp_path: Path) -> None:
    file = save(photo(1200, 900, noise=60), tmp_path / "media/door.jpg", quality=20)
    found = sizes(file, 1200)
    assert found
    assert found.all[-1].content is None
    made = page(tmp_path)
    assert made.files == {"media/door.jpg"}
    assert '<img src="files/media/door.jpg" alt' in made.html
    assert "files/media/door.jpg 1200w" in made.html


def test_a_drawing_keeps_every_pixel(tmp_path: Path) -> None:
    """A screenshot: WebP without loss has fewer bytes than with."""
    drawn = Image.new("RGB", (1200, 800), "white")
    dots = random.Random(2)
    for _ in range(9000):
        box = (x := dots.randrange(1190), y := dots.randrange(790), x + 9, y + 2)
        drawn.paste(dots.choice(["black", "navy", "red"]), box)
    file = save(drawn, tmp_path / "a.png")
    found = sizes(file, 1200)
    assert found
    widest = opened(found.all[-1].content)
    assert widest.convert("RGB").tobytes() == drawn.tobytes()


def test_what_is_transparent_stays_so(tmp_path: Path) -> None:
    image = photo(1000, 500).convert("RGBA")
    image.putalpha(Image.linear_gradient("L").resize((1000, 500)))
    found = sizes(save(image, tmp_path / "a.png"), 1000)
    assert found
    for size in found.all:
        shown = opened(size.content)
        assert shown.mode == "RGBA"
        assert shown.getpixel((5, 0))[3] < 8  # type: ignore[index]
        assert shown.getpixel((5, shown.height - 1))[3] > 247  # type: ignore[index]


def test_a_picture_is_upright_and_says_nothing_of_where_it_was_taken(tmp_path: Path) -> None:
    image = photo(1600, 1000, noise=40)
    image.paste("red", (0, 0, 1600, 200))
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned a quarter to the right
    exif[0x8825] = {1: "N", 2: (52.0, 22.0, 26.0)}
    save(image, tmp_path / "media/door.jpg", quality=25, exif=exif)
    made = page(tmp_path)
    assert 'width="1000" height="1600"' in made.html
    assert made.files == set()  # though WebP has more bytes here
    for one in made.made.values():
        shown = opened(one.content)
        assert not shown.getexif()
        assert shown.width < shown.height
        red, green, _blue = shown.convert("RGB").getpixel((shown.width - 5, 9))  # type: ignore[misc]
        assert red > 200 > 90 > green


def test_colours_are_those_that_the_profile_means(tmp_path: Path) -> None:
    image = Image.blend(Image.new("RGB", (1000, 700), (60, 120, 90)), photo(1000, 700), 0.1)
    plain = (62, 118, 92)
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    swapped = profile.replace(b"rXYZ", b"????").replace(b"gXYZ", b"rXYZ").replace(b"????", b"gXYZ")
    cases = [
        (save(image, tmp_path / "a.png"), plain),
        (save(image, tmp_path / "b.png", icc_profile=profile), plain),
        (save(image, tmp_path / "c.png", icc_profile=b"no profile"), plain),
        (save(image, tmp_path / "d.png", icc_profile=swapped), (118, 62, 92)),
        (save(image.convert("CMYK"), tmp_path / "e.jpg", quality=95), plain),
    ]
    for file, meant in cases:
        found = sizes(file, 1000)
        assert found
        shown = opened(found.all[0].content)
        assert "icc_profile" not in shown.info
        mean = shown.convert("RGB").resize((1, 1)).getpixel((0, 0))
        assert isinstance(mean, tuple)
        assert all(abs(a - b) < 14 for a, b in zip(mean, meant, strict=True)), (file.name, mean)


def animated(kind: str) -> Callable[[Path], Path]:
    def make(file: Path) -> Path:
        frames = [photo(700, 500), photo(700, 500, noise=20)]
        return save(frames[0], file, format=kind, save_all=True, append_images=frames[1:])

    return make


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("a.gif", animated("GIF")),
        ("a.png", animated("PNG")),
        ("a.webp", animated("WEBP")),
        ("narrow.png", lambda file: save(photo(600, 400), file)),
        ("light.png", lambda file: save(Image.new("RGB", (900, 600)), file)),
        ("a.svg", lambda file: file.write_text(
            '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 900 600">' + " " * 40_000 + "</svg>"
        )),
    ],
)  # fmt: skip
def test_some_pictures_stay_as_they_are_and_cost_nothing(
    tmp_path: Path, name: str, make: Callable[[Path], Path]
) -> None:
    """In a process of its own, since here Pillow is loaded."""
    make(tmp_path / name)
    write(tmp_path, {"first.md": f"![It.]({name})"})
    script = (
        "import sys; from scorm_builder.source.load import load; from pathlib import Path;"
        "course, findings = load(Path(sys.argv[1])); assert not findings, findings;"
        "page = course.pages['first.md']; assert 'srcset' not in page.html;"
        "print(*page.files, *page.made, 'PIL' in sys.modules, 'platformdirs' in sys.modules)"
    )
    command = [sys.executable, "-c", script, str(tmp_path)]
    said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert said.split() == [name, "False", "False"]


def test_the_same_bytes_with_and_without_what_was_kept(
    tmp_path: Path, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = save(photo(1500, 1000), tmp_path / "a.png")

    def contents(found: Sizes | None) -> list[bytes]:
        assert found
        return [
            content if isinstance(content := size.content, bytes) else content.read_bytes()  # type: ignore[union-attr]
            for size in found.all
        ]

    cold = contents(sizes(file, 1500))
    assert len(list(kept.rglob("*.webp"))) == len(cold) == 3
    assert not list(kept.rglob("*.tmp"))
    monkeypatch.setattr("scorm_builder.source.pictures._make", lambda _data: pytest.fail("made"))
    assert contents(sizes(file, 1500)) == cold
    monkeypatch.undo()
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("SCORM_BUILDER_CACHE", str(tmp_path / "file/kept"))
    assert contents(sizes(file, 1500)) == cold
    assert all(isinstance(size.content, bytes) for size in sizes(file, 1500).all)  # type: ignore[union-attr]


@pytest.mark.parametrize("harm", ["cut", "gone", "index", "list"])
def test_what_was_kept_and_is_broken_is_made_again(tmp_path: Path, kept: Path, harm: str) -> None:
    file = save(photo(900, 600), tmp_path / "a.jpg", quality=90)
    sizes(file, 900)
    before = {one.name: one.read_bytes() for one in kept.rglob("*.*")}
    first = min(kept.rglob("*.webp"))
    (index,) = kept.rglob("*.json")
    match harm:
        case "cut":
            first.write_bytes(first.read_bytes()[:-10])
        case "gone":
            first.unlink()
        case "index":
            index.write_text("[[480")
        case "list":
            index.write_text("{}")
    again = sizes(file, 900)
    assert again
    assert len(again.all) == 2
    assert {one.name: one.read_bytes() for one in kept.rglob("*.*")} == before


def test_a_picture_that_gains_nothing_is_looked_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = save(photo(640, 400, noise=90), tmp_path / "a.jpg", quality=60)
    file.write_bytes(file.read_bytes())
    monkeypatch.setattr("scorm_builder.source.pictures._make", lambda _data: ())
    assert sizes(file, 640) is None
    monkeypatch.setattr("scorm_builder.source.pictures._make", lambda _data: pytest.fail("again"))
    assert sizes(file, 640) is None


def test_a_damaged_picture_is_a_finding(tmp_path: Path, report: Callable[[Path], str]) -> None:
    file = save(photo(900, 600), tmp_path / "media/door.jpg", quality=90)
    file.write_bytes(file.read_bytes()[:-5000])
    said = report(write(tmp_path, {"first.md": TEXT}))
    assert "the picture `media/door.jpg` is damaged" in said
    assert "[bad-image]" in said


def test_bytes_at_random_are_a_picture_or_damaged(tmp_path: Path) -> None:
    """Whatever a file holds, it is never a fault of ours."""
    good = [
        save(photo(700, 500), tmp_path / f"a.{kind}").read_bytes()
        for kind in ("png", "jpg", "webp")
    ]
    dice = random.Random(3)
    for number in range(60):
        data = bytearray(good[number % 3])
        for _ in range(dice.randrange(1, 40)):
            data[dice.randrange(dice.choice([60, 2000, len(data)]))] = dice.randrange(256)
        file = tmp_path / "b.bin"
        file.write_bytes(data)
        try:
            sizes(file, 700)
        except BadPictureError as problem:
            assert problem.args[0] == "is damaged" or "million" in problem.args[0]


def test_too_many_pixels_are_a_finding(tmp_path: Path) -> None:
    """A file of a few kB that would fill the memory."""
    file = save(Image.new("1", (30_000, 30_000)), tmp_path / "a.png")
    assert file.stat().st_size > 30_000
    with pytest.raises(BadPictureError, match="has more than 89 million pixels"):
        sizes(file, 30_000)


def test_names_stay_within_a_hundred_characters(tmp_path: Path) -> None:
    name = f"{'long' * 10}/{'name' * 12}.jpg"
    save(photo(900, 600), tmp_path / name, quality=90)
    made = page(tmp_path, f"![A door.]({name})")
    assert len(made.made) == 2
    assert all(len(one) <= 100 and one.isascii() for one in made.made)


def test_pages_that_share_a_picture_share_its_sizes(tmp_path: Path) -> None:
    save(photo(900, 600), tmp_path / "media/door.jpg", quality=90)
    figure = ':::figure {src="media/door.jpg" alt="A door."}\n:::\n'
    made = page(tmp_path, TEXT + figure)
    assert len(made.made) == 2
    assert made.html.count("srcset=") == 2
    linked = page(tmp_path, TEXT + "[whole](media/door.jpg)")
    assert linked.files == {"media/door.jpg"}


def test_a_poster_is_packed_as_it_is(tmp_path: Path) -> None:
    """A video can name one file only."""
    save(photo(900, 600), tmp_path / "media/door.jpg", quality=90)
    captions = "WEBVTT\n\n00:01.000 --> 00:02.000\nOut.\n"
    write(tmp_path, {"a.mp4": "", "a.vtt": captions})
    video = ":::video {#film src=a.mp4 captions=a.vtt poster=media/door.jpg}\n:::\n"
    made = page(tmp_path, video)
    assert 'poster="files/media/door.jpg"' in made.html
    assert made.made == {}


def test_heavy_pictures_are_shared_among_processes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Few pages, but with photos: what came of another process is packed all the same."""
    steps = "".join(f"      - {{id: s{n}, title: S{n}, page: s{n}.md}}\n" for n in range(3))
    outline = OUTLINE.partition("      - {id: first")[0] + steps
    for number in range(3):
        save(photo(1200, 900, noise=30 + number), tmp_path / f"{number}.jpg", quality=98)
    pages = {f"s{n}.md": f"![A door.]({n}.jpg)\n" for n in range(3)}
    folder = write(tmp_path, {"course.yaml": outline, **pages})
    forks: list[int] = []
    fork = os.fork
    monkeypatch.setattr("os.fork", lambda: forks.append(1) or fork())
    monkeypatch.setattr("os.sched_getaffinity", lambda _pid: {0, 1})
    heard: list[tuple[int, int]] = []
    two = build(
        folder, TARGETS["scorm12"], progress=lambda done, total: heard.append((done, total))
    )
    assert len(forks) == 1
    assert heard == [(2, 3), (3, 3)]
    monkeypatch.setattr("os.sched_getaffinity", lambda _pid: {0})
    one = build(folder, TARGETS["scorm12"])
    assert len(forks) == 1
    assert two.package
    assert one.package
    assert two.package.files == one.package.files
    assert sum(name.endswith(".webp") for name in two.package.files) >= 6


def test_builds_at_once_do_not_harm_each_other(tmp_path: Path) -> None:
    save(photo(900, 600), tmp_path / "course/media/door.jpg", quality=90)
    write(tmp_path / "course", {"first.md": TEXT})
    command = [sys.executable, "-m", "scorm_builder", "build", str(tmp_path / "course"), "-o"]
    builds = [
        subprocess.Popen([*command, str(tmp_path / f"out{n}")], cwd=ROOT, env={**os.environ})
        for n in range(3)
    ]
    assert [build.wait() for build in builds] == [0, 0, 0]
    zips = {next((tmp_path / f"out{n}").glob("*.zip")).read_bytes() for n in range(3)}
    assert len(zips) == 1
