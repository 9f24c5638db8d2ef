"""Wire copy shows itself."""

from claims.analysis import reuse

WIRE = "NATO has seen no sign of Russian units returning to their bases, its head said on Tuesday after a meeting."


def test_a_copy_with_another_ending_overlaps_wholly() -> None:
    assert reuse.overlap(WIRE, f"{WIRE} Our correspondent adds that the weather was cold and grey all day long.") == 1.0


def test_other_words_about_the_same_thing_hardly_overlap() -> None:
    assert (
        reuse.overlap(WIRE, "The alliance sees no withdrawal, according to Jens Stoltenberg, who spoke to reporters.")
        < 0.1
    )


def test_overlap_is_symmetric() -> None:
    other = f"{WIRE} And more follows later in the evening edition."
    assert reuse.overlap(WIRE, other) == reuse.overlap(other, WIRE)


def test_a_text_without_words_overlaps_with_nothing() -> None:
    assert reuse.overlap("", WIRE) == 0.0
    assert reuse.overlap("…", "…") == 0.0


def test_a_text_shorter_than_a_run_is_one_run() -> None:
    assert reuse.overlap("Troops leave.", "Troops leave!") == 1.0
