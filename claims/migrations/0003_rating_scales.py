"""Load the rating scales a newsroom starts with."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from claims.models.rating_scales import load_rating_scales


def load(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    load_rating_scales(apps.get_model("claims", "RatingScale"), apps.get_model("claims", "Rating"))


class Migration(migrations.Migration):
    dependencies = [("claims", "0002_protect_history")]

    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
