"""THE decision: may this viewer see this layer of this thing at this moment?

Everything a visitor can reach asks here, in one of two forms that say the same: `decide` about one thing at hand,
`allowed` and its like as conditions for a query. The strictest rule wins, and what is unknown is closed.
"""

from archive.access.conditions import allowed, lifted, unrestricted, vouched
from archive.access.rules import (
    ADMITS,
    NEEDS,
    OPEN,
    RULE,
    SEES_EMBARGOED,
    SEES_ENDED,
    SEES_UNATTACHED,
    SEES_UNLISTED,
    SEES_WITHDRAWN,
    SHUT,
    Audience,
    Decision,
    Layer,
    LayerRule,
    Policy,
    Thing,
    decide,
    is_embargoed,
    layer_rules,
    rule,
)
from archive.access.seals import Seal, seal
from archive.access.viewers import ROLES, STRANGER, Level, Viewer, lending, viewer, viewer_of

__all__ = [
    "ADMITS",
    "NEEDS",
    "OPEN",
    "ROLES",
    "RULE",
    "SEES_EMBARGOED",
    "SEES_ENDED",
    "SEES_UNATTACHED",
    "SEES_UNLISTED",
    "SEES_WITHDRAWN",
    "SHUT",
    "STRANGER",
    "Audience",
    "Decision",
    "Layer",
    "LayerRule",
    "Level",
    "Policy",
    "Seal",
    "Thing",
    "Viewer",
    "allowed",
    "decide",
    "is_embargoed",
    "layer_rules",
    "lending",
    "lifted",
    "rule",
    "seal",
    "unrestricted",
    "viewer",
    "viewer_of",
    "vouched",
]
