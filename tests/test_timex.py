import pytest

from retold.timex import day, types


@pytest.mark.parametrize(
    ("value", "fits"),
    [
        ("2022-04-02", "DATE SET"),
        ("2022-04", "DATE SET"),
        ("2022", "DATE SET"),
        ("202", "DATE"),
        ("2022-W13", "DATE SET"),
        ("2022-W13-WE", "DATE SET"),
        ("XXXX-WXX-6", "DATE SET"),
        ("XXXX-04-02", "DATE SET"),
        ("2022-SP", "DATE SET"),
        ("2022-Q2", "DATE SET"),
        ("PRESENT_REF", "DATE"),
        ("2022-03-30T11:28", "TIME SET"),
        ("2022-03-30TMO", "TIME SET"),
        ("T09:40", "TIME"),
        ("P355D", "DURATION SET"),
        ("PT90M", "DURATION SET"),
        ("PXY", "DURATION SET"),
        ("P1Y6M", "DURATION SET"),
    ],
)
def test_well_formed_values_have_their_types(value, fits):
    assert types(value) == set(fits.split())


@pytest.mark.parametrize(
    "value",
    [
        "PRESNT_REF",
        "2014_07",
        "2014-H2 ",
        "2022-02-30",
        "2022-13",
        "2022-03-30T20.30",
        "2022-03-30T6:00",
        "P",
        "PT",
        "355D",
        "",
    ],
)
def test_the_faults_that_released_corpora_hold_are_refused(value):
    assert types(value) == set()


def test_day_is_read_from_full_dates_only():
    assert str(day("2022-03-30T11:28")) == "2022-03-30"
    assert day("2022-03") is None
