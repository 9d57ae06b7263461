from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("sites", "0002_position_without_index"),
    ]

    operations = [
        migrations.AddField(
            model_name="historicalsite",
            name="region",
            field=models.CharField(
                blank=True,
                help_text="Whose storms and strikes it shares, such as Gulf.",
                max_length=40,
            ),
        ),
        migrations.AddField(
            model_name="site",
            name="region",
            field=models.CharField(
                blank=True,
                help_text="Whose storms and strikes it shares, such as Gulf.",
                max_length=40,
            ),
        ),
    ]
