"""From what a file says to codes of ours: professions, places, regions, providers, qualifications.

Every function is given a ``Dataset`` and hands back a ``Match`` with its confidence and its basis.
What is not sure has no code but candidates, to be asked; what is unknown has neither.
"""

from inspiratiekaart.matching.doubles import Likeness, like_offers, like_providers
from inspiratiekaart.matching.kwalificaties import ENDED, match_kwalificatie
from inspiratiekaart.matching.match import SURE_PCT, Candidate, Match
from inspiratiekaart.matching.occupations import match_group, match_occupation
from inspiratiekaart.matching.places import Spot, match_gemeente, match_place, spot_of
from inspiratiekaart.matching.providers import match_provider
from inspiratiekaart.matching.regions import match_region

__all__ = [
    "ENDED",
    "SURE_PCT",
    "Candidate",
    "Likeness",
    "Match",
    "Spot",
    "like_offers",
    "like_providers",
    "match_gemeente",
    "match_group",
    "match_kwalificatie",
    "match_occupation",
    "match_place",
    "match_provider",
    "match_region",
    "spot_of",
]
