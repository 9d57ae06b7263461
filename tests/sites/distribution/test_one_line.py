"""The one-line diagram says in words what it shows."""

from xml.etree import ElementTree as ET

from sites.distribution.one_line import WIDTH, Box, Path, one_line

SVG = "{http://www.w3.org/2000/svg}"


def drawn(*paths: Path) -> ET.Element:
    return ET.fromstring(one_line(paths, load="Hall A load 24 MW", title="2N holds."))  # noqa: S314


def path(heading: str, *tags: str, state: str = "passed", stage: int = 0) -> Path:
    return Path(heading=heading, boxes=[Box(tag=t, stage=stage, state=state) for t in tags])


def texts(picture: ET.Element) -> list[str]:
    return [text.text or "" for text in picture.iter(f"{SVG}text")]


def test_each_asset_is_a_box_with_its_tag_and_its_state_in_words():
    picture = drawn(path("Path A", "UPS-A1", state="energised"), path("Path B", "UPS-B1"))

    assert texts(picture) == [
        *("Path A", "UPS-A1", "energised"),
        *("Path B", "UPS-B1", "passed"),
        "Hall A load 24 MW",
    ]
    assert picture.get("aria-label") == "2N holds."


def test_no_box_leaves_the_picture_or_covers_another():
    blocks = [path(f"Block {n}", f"LU-{n}") for n in range(9)]
    for picture in (drawn(*blocks), drawn(path("", *(f"CH-{n:02}" for n in range(18))))):
        height = float(picture.get("viewBox", "").split()[3])
        corners = [
            (float(box.get("x", 0)), float(box.get("y", 0))) for box in picture.iter(f"{SVG}rect")
        ]
        assert len(set(corners)) == len(corners) in (9, 18)
        assert all(0 <= x <= WIDTH - 72 and 0 <= y <= height - 36 for x, y in corners)


def test_a_tag_longer_than_its_box_is_shortened():
    assert "A-VERY-LON…" in texts(drawn(path("Path A", "A-VERY-LONG-TAG-OF-40")))


def test_a_distribution_without_assets_is_still_a_picture():
    assert texts(drawn(path("Path A"), path("Path B")))[-1] == "Hall A load 24 MW"
