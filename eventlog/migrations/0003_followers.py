from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("eventlog", "0002_append_only")]

    operations = [
        migrations.CreateModel(
            name="Cursor",
            fields=[
                ("name", models.CharField(max_length=100, primary_key=True, serialize=False)),
                ("position", models.BigIntegerField(default=0)),
                ("hash", models.BinaryField(max_length=32)),
                ("stopped_at", models.BigIntegerField(blank=True, null=True)),
                ("problem", models.TextField(blank=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
            ],
            options={
                "verbose_name": "follower",
                "ordering": ("name",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("problem", ""), ("stopped_at", None))
                        | models.Q(
                            ("stopped_at__isnull", False),
                            models.Q(("problem", ""), _negated=True),
                        ),
                        name="cursor_stopped_with_a_problem",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Check",
            fields=[
                ("name", models.CharField(max_length=40, primary_key=True, serialize=False)),
                ("checked_at", models.DateTimeField()),
                ("ok", models.BooleanField()),
                ("report", models.TextField()),
                ("position", models.BigIntegerField(default=0)),
                ("hash", models.BinaryField(max_length=32)),
            ],
            options={"verbose_name": "nightly check", "ordering": ("name",)},
        ),
    ]
