"""Who acted is taken from an earlier sentence only where it tells the same happening."""

import pytest

FIRST = "Rebels attacked a camp in Chad on Monday."


@pytest.mark.parametrize(
    ("later", "actor"),
    [
        # The nearest that is called so, not the nearest deed of its type.
        ("Police fired tear gas in Niger. The attack killed six soldiers.", ["Rebels"]),
        ("The shooting killed six soldiers.", ["Rebels"]),  # a word for such deeds
        ("Niger condemned the killing of six soldiers.", []),
        ("Niger freed a suspect in the Paris attacks, which killed six soldiers.", []),
        ("An attack killed six soldiers in Niger.", []),
    ],
)
def test_an_actor_is_understood_from_a_telling_that_is_called_alike(coded, later, actor):
    claims = [claim for claim in coded(f"{FIRST} {later}") if claim.type == "ASSAULT"]
    understood = {
        who.text for claim in claims for who in claim.actor if "understood from" in who.why
    }
    assert len(claims) > 1
    assert sorted(understood) == actor
