"""What a crew refuses."""

from eventlog.errors import Refusal


class CrewAlreadyMobilised(Refusal):
    code = "crew_already_mobilised"
    says = "Crew {name} has been on site at {site} since {since}."
    field = "name"


class CrewOfAnotherCraft(Refusal):
    code = "crew_of_another_craft"
    says = "Crew {name} at {site} was {craft}; a crew keeps its craft."
    field = "craft"


class MobilisedBeforeDemobilised(Refusal):
    code = "mobilised_before_demobilised"
    says = "Crew {name} left on {left_on}; it cannot come back on {on}."
    field = "on"


class UnknownCrew(Refusal):
    code = "unknown_crew"
    says = "There is no crew {crew}."
    field = "crew_id"
    status = 404


class CrewDemobilised(Refusal):
    code = "crew_demobilised"
    says = "Crew {name} left the site on {left_on}."
    field = "crew_id"


class MixOlderThanLast(Refusal):
    code = "mix_older_than_last"
    says = "Crew {name} was last counted on {last}; {on} is before."
    field = "on"


class EmptyCrew(Refusal):
    code = "empty_crew"
    says = "A crew has at least one head; record that it was demobilised instead."
    field = "journeypersons"
    status = 422


class NegativeHeads(Refusal):
    code = "negative_heads"
    says = "{heads} is no number of heads: a crew cannot have fewer than none of a class."
    status = 422


class TooManyHeads(Refusal):
    code = "too_many_heads"
    says = "{heads} is more than the {most} heads that one crew may have of a class."
    status = 422


class NobodyMoved(Refusal):
    code = "nobody_moved"
    says = "Say how many heads of which class went over."
    field = "journeypersons"
    status = 422


class MovedToItself(Refusal):
    code = "moved_to_itself"
    says = "Crew {name} cannot move heads to itself."
    field = "to_crew_id"


class MovedToAnotherCraft(Refusal):
    code = "moved_to_another_craft"
    says = "Crew {name} is {craft} and crew {other} is {other_craft}: heads keep their craft."
    field = "to_crew_id"


class MoreThanThere(Refusal):
    code = "more_than_there"
    says = "Crew {name} was counted with {there} of these on {counted_on}, not {moved}."


class NobodyLeft(Refusal):
    code = "nobody_left"
    says = "That would be all of crew {name}: demobilise it, and mobilise it at the other site."
    field = "journeypersons"
