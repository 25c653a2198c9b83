"""The configuration file: one plain sentence for whatever is wrong in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline.collect.config import SourceSettings, load, parse
from dateline.collect.starting import append, start
from dateline.errors import UsageError

SOURCE = '[[source]]\nname = "Courier"\nkind = "folder"\naddress = "inbox"\n'


def test_the_first_configuration_has_ten_feeds_switched_off_and_one_folder_switched_on(tmp_path: Path) -> None:
    start(tmp_path / "dateline.toml")
    config = load(tmp_path / "dateline.toml")
    assert [(each.name, each.kind) for each in config.sources] == [("inbox", "folder")]
    assert sum(each.kind == "feed" and not each.on for each in config.source) == 10
    assert (tmp_path / "inbox").is_dir()
    with pytest.raises(UsageError, match="is there already"):
        start(tmp_path / "dateline.toml")


def test_every_setting_that_the_comments_name_is_one_at_its_usual_value(tmp_path: Path) -> None:
    start(tmp_path / "dateline.toml")
    lines = (tmp_path / "dateline.toml").read_text(encoding="utf-8").split("[[source]]")[0].splitlines()
    named = [line.removeprefix("# ") for line in lines if line.startswith("# ") and " = " in line.split("#")[1]]
    shown = parse("[collect]\n" + "\n".join(line for line in named if line.startswith(("delay", "per_", "at_", "limit", "largest", "redir", "retry",
                  "soon", "latest", "revisit", "jobs"))))  # fmt: skip
    assert shown.collect == parse("").collect
    assert len(named) == 14


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[collect]\ncontcat = 'x'", "under [collect] there is no key 'contcat'; did you mean 'contact'?"),
        ("[colect]\n", "at the top there is no key 'colect'; did you mean 'collect'?"),
        (SOURCE + "evry = '5m'", "in the source 'Courier' there is no key 'evry'; did you mean 'every'?"),
        (SOURCE.replace("folder", "fedd"), "in the source 'Courier' kind = 'fedd' is not known; did you mean 'feed'?"),
        ('[[source]]\nname = "x"\nkind = "folder"', "in the source 'x' the key 'address' is missing."),
        ("[collect]\ndelay = 'soon'", "under [collect] delay = 'soon': is no time: write one like"),
        ("[collect]\njobs = 0", "under [collect] jobs = '0': Input should be greater than or equal to 1."),
        ("[collect", "this is no TOML"),
        (SOURCE + SOURCE, "two sources are called 'Courier'"),
        (SOURCE.replace("folder", "feed"), "the address must begin with http:// or https://"),
        ('[[source]]\nname = "x"\nkind = "feed"\naddress = "https://a.example/f"', "say under [collect] whom sites may write to"),
        ("[collect]\nsoonest = '2d'", "soonest is longer than latest"),
        ("source = 3", "source = '3'"),
    ],
)
def test_what_is_wrong_is_said_in_one_sentence(text: str, said: str) -> None:
    with pytest.raises(UsageError) as error:
        parse(text)
    assert said in str(error.value)
    assert "\n" not in str(error.value)


def test_times_are_written_with_units() -> None:
    config = parse('[collect]\ndelay = "1.5s"\nsoonest = "2m"\nlatest = "1d"\nrevisit = ["1h", 7]\n')
    manners = config.collect
    assert (manners.delay, manners.soonest, manners.latest, manners.revisit) == (1.5, 120.0, 86_400.0, (3600.0, 7.0))


def test_a_source_is_added_without_touching_the_rest(tmp_path: Path) -> None:
    file = tmp_path / "dateline.toml"
    file.write_text('# mine\n[collect]\ncontact = "a@b.example"\n', encoding="utf-8")
    append(file, SourceSettings('The "Courier" \\ \x07', "feed", "https://courier.example/feed.xml"))
    assert file.read_text(encoding="utf-8").startswith("# mine\n[collect]\n")
    assert [(each.name, each.address) for each in load(file).sources] == [('The "Courier" \\ ', "https://courier.example/feed.xml")]


def test_a_missing_file_says_what_makes_one(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="dateline init makes one"):
        load(tmp_path / "dateline.toml")
