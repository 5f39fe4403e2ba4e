from django.db import migrations

from briefing_portal.lib.write_once import write_once


class Migration(migrations.Migration):

    dependencies = [
        ('reports', '0003_withdrawn_targets'),
    ]

    operations = [
        write_once("reports_submission"),
    ]
