"""Which fault comes when: drawn from a seed, all of them again and again."""

import random
from collections import Counter

from tests.faults.breaking import shuffled
from tests.faults.catalogue import FAULTS


def test_every_fault_comes_equally_often_in_a_random_order() -> None:
    drawn = shuffled(FAULTS, random.Random("1"), acts=2 * len(FAULTS))

    assert Counter(one.name for one in drawn if one) == {one.name: 2 for one in FAULTS}
    assert drawn != [*FAULTS, *FAULTS]
    assert drawn == shuffled(FAULTS, random.Random("1"), acts=2 * len(FAULTS))


def test_without_other_faults_there_are_the_kills() -> None:
    assert shuffled((), random.Random("1"), acts=3) == [None, None, None]
