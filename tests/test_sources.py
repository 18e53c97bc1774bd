import os

import pytest

from srs.errors import Missing
from srs.sources import find, is_below, is_gone, read_bytes


def make(folder, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"# {name}\n")


def places(found) -> list[str]:
    return [source.place for source in found.sources]


def test_a_folder_gives_its_text_files_in_a_stable_order(tmp_path):
    make(tmp_path, "b.md", "a.txt", "c/d.org", "c/E.HTML", "B2.markdown", "x.mdx", "y.htm", "z.py", "picture.png")

    assert places(find([tmp_path])) == ["a.txt", "b.md", "B2.markdown", "c/d.org", "c/E.HTML", "x.mdx", "y.htm"]


def test_hidden_files_and_folders_of_other_things_are_left_out(tmp_path):
    make(tmp_path, "a.md", ".hidden.md", ".git/b.md", "node_modules/c.md", "exports/d.md", "deep/node_modules/e.md")

    assert places(find([tmp_path])) == ["a.md"]


def test_a_file_that_is_named_is_read_whatever_its_name(tmp_path):
    make(tmp_path, ".hidden", "script.py")

    found = find([tmp_path / ".hidden", tmp_path / "script.py"])

    assert places(found) == [".hidden", "script.py"]


def test_paths_are_as_given(tmp_path, monkeypatch):
    make(tmp_path, "notes/mlops/rag.md", "one.md")
    monkeypatch.chdir(tmp_path)

    found = find(["notes", "one.md"])

    assert [(s.path, s.place, s.deck) for s in found.sources] == [
        ("notes/mlops/rag.md", "mlops/rag.md", None),
        ("one.md", "one.md", None),
    ]
    assert found.sources[0].location == str(tmp_path.resolve() / "notes/mlops/rag.md")


def test_a_file_that_is_reached_twice_is_one_source(tmp_path):
    make(tmp_path, "a.md")
    (tmp_path / "link.md").symlink_to(tmp_path / "a.md")

    assert len(find([tmp_path, tmp_path / "a.md", tmp_path]).sources) == 1


def test_the_deck_that_is_named_holds_for_all(tmp_path):
    make(tmp_path, "a.md", "b.md")

    assert {source.deck for source in find([tmp_path], deck="go").sources} == {"go"}


def test_a_path_that_does_not_exist_stops_the_search(tmp_path):
    make(tmp_path, "a.md")

    with pytest.raises(Missing, match="absent"):
        find([tmp_path, tmp_path / "absent"])


def test_links_in_a_circle_end(tmp_path):
    make(tmp_path, "a/b/c.md")
    (tmp_path / "a/b/up").symlink_to(tmp_path / "a", target_is_directory=True)
    (tmp_path / "a/b/self.md").symlink_to("self.md")

    assert places(find([tmp_path])) == ["a/b/c.md"]


def test_a_large_file_is_left_out_with_a_problem(tmp_path):
    make(tmp_path, "a.md", "b.md")
    (tmp_path / "b.md").write_bytes(b"x" * 2_000_001)

    found = find([tmp_path], largest=1_000_000)

    assert places(found) == ["a.md"]
    assert [problem.path for problem in found.problems] == [str(tmp_path / "b.md")]
    assert "2 MB" in found.problems[0].message


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names here")
def test_what_is_no_file_is_a_problem_and_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe.md")

    found = find([tmp_path / "pipe.md"])

    assert found.sources == ()
    assert "no file" in found.problems[0].message


def test_a_file_that_goes_away_before_it_is_read_is_a_problem(tmp_path):
    make(tmp_path, "a.md")
    source = find([tmp_path]).sources[0]
    (tmp_path / "a.md").unlink()

    problem = read_bytes(source)

    assert not isinstance(problem, bytes)
    assert (problem.path, problem.message) == (str(tmp_path / "a.md"), "cannot be read: no such file or directory")
    assert is_gone(source.location)


def test_a_name_that_is_no_text_is_read(tmp_path):
    name = os.fsencode(tmp_path) + b"/na\xffme.md"
    try:
        with open(name, "wb") as file:  # noqa: PTH123 (no Path has such a name)
            file.write(b"# hello")
    except OSError:
        pytest.skip("this file system takes no such name")

    assert read_bytes(find([tmp_path]).sources[0]) == b"# hello"


def test_below_means_any_depth():
    assert is_below("/a/b/c.md", ["/a"])
    assert not is_below("/ab/c.md", ["/a"])
