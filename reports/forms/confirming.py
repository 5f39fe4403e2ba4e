"""What a commune says to a report that the office submitted on its behalf."""

from django import forms

from reports.workflow import CONFIRMATION_LABELS

LONGEST = 2_000  # characters


class ConfirmingForm(forms.Form):
    """Right, or what is wrong, of the submission that the person saw."""

    decision = forms.ChoiceField(choices=[(each.value, label) for each, label in CONFIRMATION_LABELS.items()])
    expected = forms.IntegerField(min_value=1)
    text = forms.CharField(
        label="Chỗ cần sửa và số đúng",
        required=False,
        max_length=LONGEST,
        error_messages={"max_length": f"Nội dung quá dài; tối đa {LONGEST} ký tự."},
        widget=forms.Textarea(attrs={"rows": 2, "class": "form-control"}),
    )
