from django.db import migrations

from briefing_portal.lib.write_once import write_once


class Migration(migrations.Migration):

    dependencies = [
        ('documents', '0007_signed_copies'),
    ]

    operations = [
        write_once("documents_signedcopy"),
        write_once("documents_signingplan"),
        write_once("documents_portalsignature"),
    ]
