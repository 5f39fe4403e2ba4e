from django.db import migrations

from briefing_portal.lib.write_once import write_once
from documents.actions.load_profiles import load_profiles


def load(apps, _editor):
    load_profiles(apps.get_model("documents", "FormatProfile"))


class Migration(migrations.Migration):

    dependencies = [
        ('documents', '0003_formats'),
    ]

    operations = [
        migrations.RunPython(load, migrations.RunPython.noop),
        write_once("documents_publisheddocument"),
        write_once("documents_publishedfile"),
    ]
