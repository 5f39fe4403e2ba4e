from django.db import migrations

from briefing_portal.lib.write_once import write_once


class Migration(migrations.Migration):

    dependencies = [
        ('reports', '0001_initial'),
    ]

    operations = [
        write_once("reports_submission"),
    ]
