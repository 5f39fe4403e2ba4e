"""Addresses of notices, of what people want to be told, and of the outbox."""

from django.urls import path

from notices.views import choosing, letters, reading

app_name = "notices"

NOTICE = "notices/<int:pk>/"
LETTERS = "<slug:body>/letters/"

urlpatterns = [
    path("notices/", reading.notice_list, name="list"),
    path("notices/read/", reading.notice_read_all, name="read_all"),
    path("notices/choices/", choosing.choices, name="choices"),
    path(f"{NOTICE}open/", reading.notice_open, name="open"),
    path(f"{NOTICE}read/", reading.notice_read, name="read"),
    path(f"{NOTICE}unread/", reading.notice_unread, name="unread"),
    path(LETTERS, letters.letter_list, name="letters"),
    path(f"{LETTERS}retry/", letters.letter_retry_all, name="retry_all"),
    path(f"{LETTERS}<int:pk>/retry/", letters.letter_retry, name="retry"),
]
