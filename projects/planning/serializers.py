"""Rows of planning as the REST API shows them."""

from typing import Any

from rest_framework import serializers

from eventlog.doors.filters import Asked
from eventlog.doors.inputs import Upload
from projects.planning import models
from projects.planning.importing import ImportPlan
from projects.planning.pages import MappingPage
from projects.schedule.difference import ChangeKind
from projects.schedule.writing import TargetFormat


class MappingRuleSerializer(serializers.ModelSerializer):
    class Meta:
        model = models.MappingRule
        fields = (
            "id",
            "project",
            "rank",
            "place",
            "title",
            "pattern",
            "craft",
            "package",
            "order",
            "system",
            "cx_level",
            "weather",
        )

    def validate(self, given: dict[str, Any]) -> dict[str, Any]:
        """The rule as it would be, by the same checks as the admin's."""
        now = {
            name: getattr(self.instance, name) for name in self.Meta.fields if self.instance
        } | given
        models.MappingRule(**now).clean()
        return given


class ScheduleChangeSerializer(serializers.ModelSerializer):
    class Meta:
        model = models.ScheduleChange
        exclude = ()


class BaselineSerializer(serializers.ModelSerializer):
    class Meta:
        model = models.Baseline
        fields = ("id", "position", "project", "name", "revision", "finish", "set_at")


class VarianceSerializer(serializers.Serializer):
    """One activity of the schedule that stands against the baseline; days are its own working days."""

    code = serializers.CharField()
    name = serializers.CharField()
    milestone = serializers.BooleanField()
    start = serializers.DateTimeField(allow_null=True)
    finish = serializers.DateTimeField(allow_null=True)
    baseline_start = serializers.DateTimeField(allow_null=True)
    baseline_finish = serializers.DateTimeField(allow_null=True)
    start_days = serializers.FloatField(allow_null=True, help_text="Positive is later.")
    finish_days = serializers.FloatField(allow_null=True, help_text="Positive is later.")
    work_days = serializers.FloatField(allow_null=True, help_text="Positive is longer.")


class MatchedSerializer(serializers.Serializer):
    rule = serializers.IntegerField(source="rule.pk")
    ties = serializers.CharField()
    codes = serializers.ListField(child=serializers.CharField())


class MappingSerializer(serializers.Serializer):
    """What each rule matches, and what nothing matches. Nothing has been written."""

    rules = MatchedSerializer(many=True)
    unmatched = serializers.SerializerMethodField()

    def get_unmatched(self, page: MappingPage) -> list[str]:
        return [activity.code for activity in page.unmatched]


class ScheduleFileBody(serializers.Serializer):
    file = serializers.FileField(
        help_text="P6 XER or XML, MS Project XML, or a zip of activities.csv and links.csv."
    )
    project_in_file = serializers.CharField(
        required=False,
        help_text="Short name or id of the project in the file, if it holds several.",
    )

    def upload(self) -> Upload:
        sent = self.validated_data["file"]
        return Upload(name=sent.name, content=sent.read())


class ExportSerializer(Asked):
    def get_fields(self) -> dict[str, serializers.Field]:
        formats = [each.value for each in TargetFormat]
        return {"as": serializers.ChoiceField(formats, help_text="The kind of file.")}


class ChangeSerializer(serializers.Serializer):
    kind = serializers.ChoiceField([kind.value for kind in ChangeKind])
    edit = serializers.BooleanField(help_text="It is no progress.")
    subject = serializers.CharField()
    field = serializers.CharField()
    before = serializers.CharField()
    after = serializers.CharField()


class DroppedSerializer(serializers.Serializer):
    table = serializers.CharField()
    field = serializers.CharField()
    rows = serializers.IntegerField(help_text="How many hold a value.")


class ImportPlanSerializer(serializers.Serializer):
    """What an import would change. Nothing has been written."""

    revision = serializers.IntegerField()
    sha256 = serializers.CharField()
    activities = serializers.IntegerField()
    links = serializers.IntegerField()
    added = serializers.ListField(child=serializers.CharField())
    removed = serializers.ListField(child=serializers.CharField())
    changes = ChangeSerializer(many=True)
    warnings = serializers.ListField(child=serializers.CharField())
    dropped = DroppedSerializer(many=True)
    unmatched = serializers.ListField(
        child=serializers.CharField(), help_text="Activities that no mapping rule matches."
    )


def plan_told(plan: ImportPlan) -> dict[str, Any]:
    changes = [
        {
            "kind": kind.value,
            "edit": kind.is_edit,
            "subject": change.subject,
            "field": change.field,
            "before": change.before,
            "after": change.after,
        }
        for kind, found in plan.changes.items()
        for change in found
    ]
    return {
        "revision": plan.revision,
        "sha256": plan.sha256,
        "activities": len(plan.schedule.activities),
        "links": len(plan.schedule.links),
        "added": plan.added,
        "removed": plan.removed,
        "changes": changes,
        "warnings": plan.schedule.notes,
        "dropped": plan.schedule.dropped,
        "unmatched": plan.matches.unmatched,
    }
