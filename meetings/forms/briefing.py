"""The briefing's sentences, the office's phrases, and what communes and office write to one another."""

from typing import Any

from django import forms

from meetings.figures.editions import page_sections
from meetings.models import Phrase
from meetings.models.consultations import Decision
from reports.models import Section

from .controls import CONTROL


class SentenceForm(forms.Form):
    """New words for a sentence, with what its writer had before her."""

    text = forms.CharField(label="Nội dung câu", widget=forms.Textarea(attrs=CONTROL | {"rows": 6}))
    expected = forms.CharField(widget=forms.HiddenInput, required=False, strip=False)
    seen_draft = forms.CharField(widget=forms.HiddenInput, required=False, strip=False)


class AddedSentenceForm(forms.Form):
    """The office's own sentence and the section it goes to."""

    text = forms.CharField(label="Nội dung câu", widget=forms.Textarea(attrs=CONTROL | {"rows": 3}))
    section = forms.ChoiceField(label="Thuộc mục", widget=forms.Select(attrs={"class": "form-select"}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the sections of the page."""
        super().__init__(*args, **kwargs)
        field = self.fields["section"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [(section.code, section.title) for section in page_sections()]


class PhraseForm(forms.Form):
    """A phrase of the office and the section that it is for."""

    section = forms.ModelChoiceField(
        label="Thuộc mục",
        queryset=Section.objects.order_by("order", "pk"),
        to_field_name="code",
        empty_label="Chọn mục",
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    text = forms.CharField(
        label="Câu mẫu",
        max_length=Phrase._meta.get_field("text").max_length,
        help_text="Một câu trọn ý, không ghi con số, không nêu tên đơn vị.",
        widget=forms.Textarea(attrs=CONTROL | {"rows": 3}),
    )


class DeadlineForm(forms.Form):
    """Until when the communes may object."""

    until = forms.DateTimeField(
        label="Nhận góp ý đến",
        help_text="Ngày/tháng/năm giờ:phút. Đổi, gia hạn hoặc kết thúc sớm được.",
        widget=forms.DateTimeInput(attrs=CONTROL | {"placeholder": "22/12/2015 17:00", "autocomplete": "off"}),
    )


class ObjectionForm(forms.Form):
    """A commune's objection to the sentence that it has before it; lengths are the action's to refuse."""

    key = forms.CharField(widget=forms.HiddenInput)
    seen = forms.CharField(widget=forms.HiddenInput, strip=False)
    text = forms.CharField(
        label="Ý kiến của đơn vị về câu này",
        required=False,
        widget=forms.Textarea(attrs=CONTROL | {"rows": 3}),
    )


class ReplyForm(forms.Form):
    """What a commune writes after the office's answer."""

    text = forms.CharField(
        label="Ý kiến tiếp của đơn vị", required=False, widget=forms.Textarea(attrs=CONTROL | {"rows": 3})
    )


class AnswerForm(forms.Form):
    """The office's answer to an objection; to keep the sentence needs its reason."""

    decision = forms.ChoiceField(
        label="Trả lời",
        choices=Decision.choices,
        widget=forms.RadioSelect(attrs={"class": "form-check-input"}),
        error_messages={"required": "Chọn một cách trả lời."},
    )
    text = forms.CharField(label="Nội dung, lý do", required=False, widget=forms.Textarea(attrs=CONTROL | {"rows": 3}))
