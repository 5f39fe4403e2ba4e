"""What a person looks for among her notices, and what she wants to be told."""

from collections.abc import Sequence
from typing import Any

from django import forms

from notices.models import Channel, Kind

UNREAD = "unread"
SINGLE, DIGEST = "single", "digest"


class NoticeFilter(forms.Form):
    """What of the notices is shown: all or the unread, of one kind or of all."""

    show = forms.ChoiceField(label="Hiện", required=False, choices=[("", "Tất cả"), (UNREAD, "Chưa đọc")])
    kind = forms.ChoiceField(label="Loại", required=False)

    def __init__(self, kinds: Sequence[Kind], *args: Any, **kwargs: Any) -> None:
        """Offer the kinds that the person is told of."""
        super().__init__(*args, **kwargs)
        kind = self.fields["kind"]
        assert isinstance(kind, forms.ChoiceField)  # noqa: S101 - as declared
        kind.choices = [("", "Mọi loại"), *((each.value, each.label) for each in kinds)]
        for field in self.fields.values():
            field.widget.attrs["class"] = "form-select form-select-sm"

    @property
    def wanted(self) -> dict[str, str]:
        """Return what was asked for; an address that asks for nonsense asks for nothing."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class ChoicesForm(forms.Form):
    """The switches of a person: a box for each kind and way, checked where it is on; and how often letters come."""

    rhythm = forms.ChoiceField(
        label="Thư điện tử",
        choices=[(SINGLE, "Mỗi việc một thư, gửi ngay"), (DIGEST, "Gộp thành một thư mỗi ngày, gửi buổi sáng")],
        widget=forms.RadioSelect,
    )

    def __init__(self, kinds: Sequence[Kind], *args: Any, **kwargs: Any) -> None:
        """Lay out a box for each kind and way."""
        super().__init__(*args, **kwargs)
        self.kinds = kinds
        for kind in kinds:
            for channel in Channel:
                label = f"{kind.label}: {channel.label.lower()}"
                self.fields[f"{kind}-{channel}"] = forms.BooleanField(
                    label=label,
                    required=False,
                    widget=forms.CheckboxInput({"class": "form-check-input", "aria-label": label}),
                )

    @property
    def rows(self) -> list[tuple[Kind, list[forms.BoundField]]]:
        """Return each kind with its boxes, in the order of the ways."""
        return [(kind, [self[f"{kind}-{channel}"] for channel in Channel]) for kind in self.kinds]

    @property
    def muted(self) -> list[tuple[Kind, Channel]]:
        """Return what is switched off."""
        pairs = [(kind, channel) for kind in self.kinds for channel in Channel]
        return [(kind, channel) for kind, channel in pairs if not self.cleaned_data[f"{kind}-{channel}"]]

    @property
    def digest(self) -> bool:
        """Tell whether letters come in one a day."""
        return bool(self.cleaned_data["rhythm"] == DIGEST)
