"""Tenants with the same settings forget together, once a day at their own time of day."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from services.settings.keeping import Keeping, groups_of, months_before
from services.settings.tenants import TenantSettings, WrittenTenants

OSLO = ZoneInfo("Europe/Oslo")
QUICK = TenantSettings(anonymise_months=1)


def groups(**tenants: TenantSettings) -> list[Keeping]:
    return list(groups_of(WrittenTenants(by_name=tenants)))


def at(day: int, hour: int, minute: int = 0, *, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=UTC)


def test_who_is_not_named_or_set_nothing_is_of_the_last_group() -> None:
    (everybody,) = groups(acme=TenantSettings(quarantine_days=3))

    assert (everybody.tenants, everybody.others) == ((), True)
    assert everybody.personal == ("consumeremail", "consumerphone")


def test_tenants_with_the_same_settings_are_one_group_and_apart_from_the_others() -> None:
    slow = TenantSettings(retention_months=60, personal_variables=frozenset({"name"}))

    found = groups(b=QUICK, a=QUICK, c=slow, d=TenantSettings())

    assert [(one.tenants, one.others) for one in found] == [
        (("a", "b"), False),
        (("c",), False),
        (("a", "b", "c"), True),
    ]
    assert found[1].personal == ("consumeremail", "consumerphone", "name")


@pytest.mark.parametrize(
    "other",
    [
        TenantSettings(anonymise_months=2),
        TenantSettings(anonymise_months=1, retention_months=26),
        TenantSettings(anonymise_months=1, forget_at=time(4)),
        TenantSettings(anonymise_months=1, timezone=ZoneInfo("Europe/Stockholm")),
        TenantSettings(anonymise_months=1, personal_variables=frozenset({"name"})),
    ],
)
def test_a_group_with_another_setting_has_another_name_and_begins_anew(
    other: TenantSettings,
) -> None:
    before, after = groups(acme=QUICK)[0], groups(acme=other)[0]

    assert before.name != after.name
    assert groups(acme=QUICK)[0].name == before.name


@pytest.mark.parametrize(
    ("now", "last"),
    [
        (at(20, 2, 30), at(20, 2, 30)),
        (at(20, 2, 29), at(19, 2, 30)),
        (at(20, 23), at(20, 2, 30)),
        # In summer the zone is two hours ahead.
        (at(20, 1, 30, month=7), at(20, 1, 30, month=7)),
        (at(20, 1, 29, month=7), at(19, 1, 30, month=7)),
    ],
)
def test_the_time_is_of_the_tenants_own_day(now: datetime, last: datetime) -> None:
    (group,) = groups()

    assert group.last_time(now) == last


@pytest.mark.parametrize(
    "forget_at", [time(2, 30), time(3), time(0), time(23, 59)], ids=lambda at: at.isoformat()
)
def test_every_day_has_one_time_when_clocks_change_too(forget_at: time) -> None:
    for first in (datetime(2026, 3, 28, tzinfo=UTC), datetime(2026, 10, 24, tzinfo=UTC)):
        (group,) = groups_of(WrittenTenants(default=TenantSettings(forget_at=forget_at)))
        hours = [first + timedelta(minutes=10 * n) for n in range(6 * 24 * 4)]

        moments = [group.last_time(now) for now in hours]

        assert moments == sorted(moments)
        assert len(set(moments)) in (4, 5)
        assert all(moment <= now for moment, now in zip(moments, hours, strict=True))
        assert all(
            now - moment <= timedelta(hours=25) for moment, now in zip(moments, hours, strict=True)
        )


def test_months_end_where_a_month_is_shorter() -> None:
    assert months_before(datetime(2028, 3, 31, 3, tzinfo=OSLO), 1).date().day == 29
    assert months_before(datetime(2026, 1, 31, tzinfo=UTC), 1200).year == 1926
