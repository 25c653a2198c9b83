"""The table of signatures: it loads, each example says what its row says, a wrong row is named by file and line."""

import pytest

from dateline.extract.judge import Judge
from dateline.knowledge.signatures import SignatureTable
from dateline.knowledge.tables import TableError
from dateline.model.span import Span

SEEN = {
    "same": "happened",
    "presupposed": "happened",
    "definite": "happened",
    "opposite": "negated",
    "future": "scheduled",
    "would": "conditional",
}


@pytest.fixture(scope="module")
def signatures():
    return SignatureTable.load()


def test_the_table_holds_hundreds_of_words_each_with_a_source(signatures):
    listed = list(signatures)
    assert len(listed) > 1000
    assert all(signature.source for signature in listed)


def test_every_example_gets_the_status_that_its_row_gives_it(signatures, parser):
    wrong, count = [], 0
    for signature in signatures:
        if not signature.example:
            continue
        start, text = signature.example.index("*"), signature.example.replace("*", "")
        parse = parser.parse(text, [Span(0, len(text))])
        token = parse.token_at(start)
        assert token is not None
        state = Judge(parse, signatures).state(token)
        want = SEEN.get(signature.positive.kind, signature.positive.kind)
        count += 1
        if state.status != want and not (want == "happened" and state.status == "ongoing"):
            wrong.append(f"{signature.word}: {signature.example} is {state.status}, not {want}")
    assert count > 700
    assert not wrong


def test_a_word_has_one_signature_for_each_frame(signatures):
    assert signatures.find("stop", "verb", "from").positive.kind == "negated"
    assert signatures.find("refuse", "verb", "inf").negative.kind == "happened"
    assert signatures.find("refuse", "verb", "upon") is None
    assert signatures.default("verb", "inf").positive.kind == "possible"


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("vow\tverb\tinf\tpromised\tpossible\t", "'promised' is no effect"),
        ("vow\tadverb\tinf\tpledged\tpossible\t", "'adverb' is no class"),
        ("vow\tverb\tinf\tpledged maybe\tpossible\t", "'maybe' is no degree"),
        ("vow\tverb\t\tpledged\tpossible\t", "column frames is empty"),
    ],
)
def test_a_wrong_row_of_a_site_is_named_by_file_and_line(tmp_path, row, message):
    folder = tmp_path / "signatures"
    folder.mkdir()
    (folder / "own.tsv").write_text(f"word\tclass\tframes\tpositive\tnegative\texample\n{row}\n", encoding="utf-8")
    with pytest.raises(TableError, match=message) as raised:
        SignatureTable.load(tmp_path)
    assert raised.value.line == 2


def test_a_sites_own_signature_replaces_the_packaged_one(tmp_path):
    folder = tmp_path / "signatures"
    folder.mkdir()
    (folder / "own.tsv").write_text(
        "word\tclass\tframes\tpositive\tnegative\texample\nvow\tverb\tinf\tscheduled\tpossible\t\n", encoding="utf-8"
    )
    table = SignatureTable.load(tmp_path)
    assert table.find("vow", "verb", "inf").positive.kind == "scheduled"
    assert table.find("vow", "verb", "that").positive.kind == "pledged"
