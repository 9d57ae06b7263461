"""What binds, in one sentence and one bar."""

from datetime import date

from projects.binding.lines import line_of
from projects.binding.since import Known, since_when
from projects.binding.wording import binds_words, headline, stacked
from projects.risk.binding import KindShare


def shares(**given: float) -> tuple[KindShare, ...]:
    return tuple(KindShare(kind=k, days=100 * share, share=share) for k, share in given.items())


def known(position: int, on: date, **given: float) -> Known:
    return Known(position=position, on=on, kinds=shares(**given))


EARLIER = known(10, date(2026, 2, 2), labor=0.7, supply=0.3)
TODAY = known(20, date(2026, 3, 3), supply=0.61, commissioning=0.22, third_party=0.17)


def test_the_sentence_names_the_kind_the_day_and_the_next() -> None:
    line = line_of([EARLIER, TODAY])

    assert line
    assert line.headline == (
        "Supply binds since 3 Mar 2026: 61 % of the time on the driving path; "
        "then commissioning 22 %."
    )
    assert line.before == "Before that, labor bound."


def test_what_was_not_recorded_before_is_said() -> None:
    line = line_of([TODAY])

    assert line
    assert line.before == "Not known before the forecast of 3 Mar 2026."


def test_kinds_that_cannot_be_told_apart_are_not_ranked() -> None:
    near = known(20, date(2026, 3, 3), supply=0.4, labor=0.395, power=0.205)

    said = headline(near.kinds or (), since_when([near]), too_close=True)

    assert said == (
        "Supply and labor are too close to call: 40 % and 40 % of the time on the driving path."
    )


def test_a_recorded_lead_below_one_in_a_hundred_is_told_as_none() -> None:
    line = line_of([EARLIER, known(20, date(2026, 3, 3), supply=0.504, labor=0.496)])

    assert line
    assert line.headline.startswith("Supply and labor are too close to call: 50 % and 50 %")
    assert line.before == ""


def test_a_single_kind_is_followed_by_none() -> None:
    line = line_of([known(5, date(2026, 3, 3), supply=1.0)])

    assert line
    assert line.headline.endswith("100 % of the time on the driving path.")


def test_the_bar_says_in_words_what_it_shows_and_fills_its_length() -> None:
    bar = stacked(TODAY.kinds or ())

    assert "supply 61 %, commissioning 22 %, a third party 17 %" in bar
    assert 'class="slip-binds-third_party"' in bar
    assert 'x="83"' in bar


def test_a_forecast_that_recorded_nothing_has_no_line() -> None:
    assert line_of([Known(position=1, on=date(2026, 3, 3), kinds=None)]) is None


def test_the_portfolio_says_it_in_a_few_words_or_not_at_all() -> None:
    assert binds_words(TODAY.kinds or ()) == "Supply binds, 61 %"
    assert binds_words(()) == ""


def test_the_key_of_the_bar_names_every_kind_by_the_color_it_has_there() -> None:
    line = line_of([EARLIER, TODAY])

    assert line
    assert [(kind.word, kind.share) for kind in line.kinds] == [
        ("Supply", "61 %"),
        ("Commissioning", "22 %"),
        ("A third party", "17 %"),
    ]
    assert all(f'class="{kind.mark}"' in line.bar for kind in line.kinds)
