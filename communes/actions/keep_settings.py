"""Change the settings of a body, each change with its trace."""

from dataclasses import asdict
from datetime import datetime

from django.db import transaction

from briefing_portal.lib.refusal import Refusal
from communes.models import ConveningBody, SettingChange, User
from communes.models.bodies import HIGHEST_THRESHOLD
from communes.models.settings import Settings, in_words

LARGEST_CAP = 1000  # communes
FULL = 100  # per cent
STALE = "Thiết lập vừa được người khác thay đổi; hãy xem lại trước khi lưu."
UNCONFIRMED = "Nêu tên khi phê bình làm lộ tên đơn vị yếu trong bản phát hành; hãy đánh dấu xác nhận rồi lưu."


def faults(settings: Settings) -> dict[str, str]:
    """Return why settings can't be kept, by setting; empty where they can."""
    found = {}
    if not 0 < settings.list_threshold <= HIGHEST_THRESHOLD:
        found["list_threshold"] = "Ngưỡng phải lớn hơn 0 và không quá 1.000%."
    if not 0 <= settings.list_cap <= LARGEST_CAP:
        found["list_cap"] = "Số đơn vị phải từ 0 đến 1.000."
    if not 0 <= settings.minimum_coverage <= FULL:
        found["minimum_coverage"] = "Tỷ lệ phải từ 0 đến 100%."
    return found


def begins_to_criticize(body: ConveningBody, settings: Settings) -> bool:
    """Tell whether the settings let weak communes be named that were not named before."""
    return settings.names_in_criticism and not body.names_in_criticism


@transaction.atomic
def change(
    *, body: ConveningBody, settings: Settings, last_seen: int, may_criticize: bool, by: User, at: datetime
) -> list[SettingChange]:
    """Keep new settings of a body; return the changes, one for each setting that differs.

    `last_seen` is the key of the latest change that the writer had before her, 0 for none; `may_criticize` says that
    she stands for naming weak communes, where that is new.
    """
    kept = ConveningBody.objects.select_for_update().get(pk=body.pk)
    _check(kept, settings, last_seen, may_criticize)
    changes = []
    for name, value in asdict(settings).items():
        if getattr(kept, name) != value:
            before, after = in_words(name, getattr(kept, name)), in_words(name, value)
            changes.append(SettingChange(body=kept, setting=name, before=before, after=after, at=at, by=by))
            setattr(kept, name, value)
    kept.save(update_fields=[each.setting for each in changes])
    return SettingChange.objects.bulk_create(changes)


def _check(body: ConveningBody, settings: Settings, last_seen: int, may_criticize: bool) -> None:
    last = body.setting_changes.order_by("-pk").values_list("pk", flat=True).first() or 0
    if last != last_seen:
        raise Refusal(STALE)
    if found := faults(settings):
        raise Refusal(next(iter(found.values())))
    if begins_to_criticize(body, settings) and not may_criticize:
        raise Refusal(UNCONFIRMED)
