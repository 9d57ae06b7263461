"""What supply refuses."""

from eventlog.errors import Refusal


class UnknownSupplier(Refusal):
    code = "unknown_supplier"
    says = "There is no supplier {supplier}."
    field = "supplier"
    status = 422


class UnknownOrder(Refusal):
    code = "unknown_order"
    says = "There is no order {order}."
    field = "order_id"
    status = 404


class OrderAlreadyPlaced(Refusal):
    code = "order_already_placed"
    says = "Order {number} was placed for {site} on {on}; a lot of it takes its own number."
    field = "number"


class OrderAlreadyDelivered(Refusal):
    code = "order_already_delivered"
    says = "Order {number} was delivered on {on}."
    field = "on"


class PromiseOutOfRange(Refusal):
    code = "promise_out_of_range"
    says = "{promised_on} is no promise: give a day from {placed_on}, when it was ordered, to 2099."
    field = "promised_on"
    status = 422


class PromiseUnchanged(Refusal):
    code = "promise_unchanged"
    says = "Order {number} is promised for {promised_on} already."
    field = "promised_on"


class PromiseOlderThanLast(Refusal):
    code = "promise_older_than_last"
    says = "The promise of order {number} is of {last}; one of {on} is older."
    field = "on"


class DeliveredBeforePlaced(Refusal):
    code = "delivered_before_placed"
    says = "Order {number} was placed on {placed_on}; it cannot have been delivered on {on}."
    field = "on"
    status = 422


class StageBeforeEarlier(Refusal):
    code = "stage_before_earlier_stage"
    says = "Order {number} was {stage} on {last}; what follows cannot be on {on}."
    field = "on"


class StageNotAhead(Refusal):
    code = "stage_not_ahead"
    says = "Order {number} is {current} already: it does not go back to {stage}."
    field = "stage"


class StageIsDelivery(Refusal):
    code = "stage_is_delivery"
    says = "Delivery is a fact of its own: record that order {number} was delivered."
    field = "stage"
    status = 422


class StageAfterDelivery(Refusal):
    code = "stage_after_delivery"
    says = "Order {number} cannot be {stage} before it is delivered."
    field = "stage"


class IncidentAlreadyReported(Refusal):
    code = "incident_already_reported"
    says = "Incident {reference} was reported on {on}; reassess it instead."
    field = "reference"


class UnknownIncident(Refusal):
    code = "unknown_incident"
    says = "There is no incident {incident}."
    field = "incident_id"
    status = 404


class IncidentAlreadyResolved(Refusal):
    code = "incident_already_resolved"
    says = "Incident {reference} was resolved on {on}."
    field = "on"


class IncidentFactTooOld(Refusal):
    code = "before_last_assessment"
    says = "Incident {reference} was last judged on {last}; {on} is before."
    field = "on"


class ScopeMissing(Refusal):
    code = "scope_missing"
    says = (
        "Say what it holds up: a site, or a package, an activity or a craft of a site, an order,"
        " a supplier, a region."
    )
    field = "site"
    status = 422


class ScopeAmbiguous(Refusal):
    code = "scope_ambiguous"
    says = "Give one of supplier, order, package, activity, region and craft, not {given}."
    status = 422


class SiteOfSupplier(Refusal):
    code = "scope_of_supplier_has_no_site"
    says = "An incident at {supplier} touches every site that waits for it: leave the site empty."
    field = "site"
    status = 422


class SiteOfAnotherOrder(Refusal):
    code = "order_of_another_site"
    says = "Order {number} is for {of}, not {site}."
    field = "site"
    status = 422


class ProbabilityOutOfRange(Refusal):
    code = "probability_out_of_range"
    says = "{probability} is no probability: give a number from 0 to 1."
    field = "probability"
    status = 422


class DaysNotInOrder(Refusal):
    code = "days_not_in_order"
    says = (
        "{optimistic}, {likely}, {pessimistic} are no three points:"
        " give 0 <= optimistic <= likely <= pessimistic <= {most} calendar days."
    )
    field = "likely_days"
    status = 422


class DaysLostOutOfRange(Refusal):
    code = "days_lost_out_of_range"
    says = "{days} is no number of days lost: give calendar days from 0 to {most}."
    field = "days_lost"
    status = 422


class PackageNotPlanned(Refusal):
    code = "package_not_planned"
    says = "No schedule at {site} has an activity of package {package}: it would hold up nothing."
    field = "package"
    status = 422


class OrderNotPlanned(Refusal):
    code = "order_package_not_planned"
    says = "No schedule at {site} has an activity of package {package}. They have: {planned}."
    field = "package"
    status = 422


class ActivityNotPlanned(Refusal):
    code = "activity_not_planned"
    says = "No schedule at {site} has an activity {activity}: it would hold up nothing."
    field = "activity"
    status = 422


class CraftNotPlanned(Refusal):
    code = "craft_not_planned"
    says = "No schedule at {site} has work of craft {craft}: it would hold up nothing."
    field = "craft"
    status = 422


class UnknownRegion(Refusal):
    code = "unknown_region"
    says = "No site is in region {region}."
    field = "region"
    status = 422


class SiteOfRegion(Refusal):
    code = "scope_of_region_has_no_site"
    says = "An incident in {region} touches every site there: leave the site empty."
    field = "site"
    status = 422


class EffectOutOfScope(Refusal):
    code = "effect_out_of_scope"
    says = "{effect} is what happens to {fitting}, not to the scope {scope}."
    field = "effect"
    status = 422


class EffectStageMissing(Refusal):
    code = "effect_stage_missing"
    says = "Say which stage is extended."
    field = "stage"
    status = 422


class EffectStageUnfitting(Refusal):
    code = "effect_stage_unfitting"
    says = "{effect} extends no stage: leave it empty."
    field = "stage"
    status = 422


class FactorMissing(Refusal):
    code = "factor_missing"
    says = "Say how much is done of what is usual: a factor above 0 and below 1."
    field = "factor"
    status = 422


class FactorUnfitting(Refusal):
    code = "factor_unfitting"
    says = "{effect} has no factor: leave it empty."
    field = "factor"
    status = 422


class DaysIncomplete(Refusal):
    code = "days_incomplete"
    says = "Give all three of optimistic, likely and pessimistic days, or none of them."
    field = "likely_days"
    status = 422


class LeadTimeUnknown(Refusal):
    code = "lead_time_unknown"
    says = "No lead time of {package} is known: give the days until another unit is on site."
    field = "likely_days"
    status = 422
