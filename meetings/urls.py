"""Addresses of the home page, the meeting, its briefing and what was published (design.md, part 5)."""

from django.urls import path

from meetings.views import briefing, directives, home, meeting, publish, published, sentences

app_name = "meetings"

MONTH = "<slug:body>/meetings/<month:month>/"
SESSION = f"{MONTH}<int:number>/"
BRIEFING = f"{MONTH}briefing/"
SENTENCE = f"{BRIEFING}sentences/<int:pk>/"
DIRECTIVE = f"{MONTH}directives/<int:number>/"

urlpatterns = [
    path("<slug:body>/", home.home, name="home"),
    path(MONTH, meeting.meeting, name="meeting"),
    path(SESSION, meeting.meeting, name="meeting_number"),
    path(f"{SESSION}keep/", meeting.meeting_keep, name="meeting_keep"),
    path(f"{SESSION}conclude/", meeting.meeting_conclude, name="meeting_conclude"),
    path(f"{MONTH}directives/issue/", directives.directive_issue, name="directive_issue"),
    path(f"{DIRECTIVE}change/", directives.directive_change, name="directive_change"),
    path(f"{DIRECTIVE}withdraw/", directives.directive_withdraw, name="directive_withdraw"),
    path(f"{MONTH}compile/", briefing.briefing_compile, name="compile"),
    path(BRIEFING, briefing.briefing, name="briefing"),
    path(f"{BRIEFING}changes/", briefing.briefing_changes, name="changes"),
    path(f"{MONTH}briefing.pdf", briefing.briefing_pdf, name="briefing_pdf"),
    path(f"{MONTH}briefing.json", briefing.briefing_json, name="briefing_json"),
    path(f"{BRIEFING}approve/", sentences.briefing_approve, name="approve"),
    path(f"{BRIEFING}add/", sentences.sentence_add, name="sentence_add"),
    path(f"{BRIEFING}choose/", sentences.sentence_choose, name="sentence_choose"),
    path(f"{SENTENCE}reword/", sentences.sentence_reword, name="sentence_reword"),
    path(f"{SENTENCE}restore/", sentences.sentence_restore, name="sentence_restore"),
    path(f"{SENTENCE}keep/", sentences.sentence_keep, name="sentence_keep"),
    path(f"{SENTENCE}confirm/", sentences.sentence_confirm, name="sentence_confirm"),
    path(f"{SENTENCE}drop/", sentences.sentence_drop, name="sentence_drop"),
    path(f"{SENTENCE}bring-back/", sentences.sentence_bring_back, name="sentence_bring_back"),
    path(f"{SENTENCE}move/", sentences.sentence_move, name="sentence_move"),
    path(f"{SENTENCE}comment/", sentences.comment_write, name="comment"),
    path(f"{BRIEFING}comments/<int:pk>/resolve/", sentences.comment_resolve, name="comment_resolve"),
    path(f"{MONTH}publish/", publish.briefing_publish, name="publish"),
    path(f"{MONTH}published/", published.published, name="published"),
]
