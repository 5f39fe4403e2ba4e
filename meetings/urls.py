"""Addresses of the home page, the meeting, its briefing and what was published (design.md, part 5)."""

from django.urls import path

from meetings.views import (
    attendance,
    briefing,
    calendar,
    calling,
    conclusions,
    consultation,
    corrections,
    directives,
    formats,
    home,
    jobs,
    meeting,
    minutes,
    office_files,
    one_page,
    papers,
    phrases,
    pictures,
    publish,
    published,
    quoted,
    sections,
    sentences,
    settings,
)

app_name = "meetings"

MONTH = "<slug:body>/meetings/<month:month>/"
SESSION = f"{MONTH}<int:number>/"
ATTENDANCE = f"{SESSION}attendance/"
MINUTES = f"{SESSION}minutes/"
CONCLUSIONS = f"{SESSION}conclusions/"
BRIEFING = f"{MONTH}briefing/"
SENTENCE = f"{BRIEFING}sentences/<int:pk>/"
PAPER = f"{SESSION}papers/<slug:kind>"
JOB = f"{MONTH}jobs/<int:pk>/"
PHRASES = "<slug:body>/phrases/"
CONSULTATION = f"{MONTH}consultation/"
QUOTED = "<slug:body>/quoted/<month:month>/"
DIRECTIVE = f"{MONTH}directives/<int:number>/"
PICTURES = "<slug:body>/pictures/<month:month>/"

urlpatterns = [
    path("<slug:body>/", home.home, name="home"),
    path("<slug:body>/settings/", settings.body_settings, name="settings"),
    path("<slug:body>/formats/", formats.formats, name="formats"),
    path("<slug:body>/formats/<slug:profile>/look.css", formats.format_sheet, name="format_sheet"),
    path("<slug:body>/formats/<slug:profile>/sample.pdf", formats.format_sample, name="format_sample"),
    path(PHRASES, phrases.phrase_list, name="phrases"),
    path(f"{PHRASES}<int:pk>/replace/", phrases.phrase_replace, name="phrase_replace"),
    path(f"{PHRASES}<int:pk>/retire/", phrases.phrase_retire, name="phrase_retire"),
    path(f"{PHRASES}<int:pk>/move/", phrases.phrase_move, name="phrase_move"),
    path(MONTH, meeting.meeting, name="meeting"),
    path(SESSION, meeting.meeting, name="meeting_number"),
    path("<slug:body>/meetings/", calendar.calendar, name="calendar"),
    path(f"{MONTH}call/", calling.meeting_call, name="meeting_call"),
    path(f"{SESSION}keep/", calling.meeting_keep, name="meeting_keep"),
    path(f"{SESSION}call-off/", calling.meeting_call_off, name="meeting_call_off"),
    path(f"{SESSION}meeting.ics", calendar.meeting_ics, name="meeting_ics"),
    path(ATTENDANCE, attendance.attendance, name="attendance"),
    path(f"{ATTENDANCE}usual/", attendance.attendance_usual, name="attendance_usual"),
    path(f"{ATTENDANCE}add/", attendance.attendance_add, name="attendance_add"),
    path(f"{ATTENDANCE}mark/", attendance.attendance_mark, name="attendance_mark"),
    path(f"{ATTENDANCE}<int:pk>/remove/", attendance.attendance_remove, name="attendance_remove"),
    path(MINUTES, minutes.minutes, name="minutes"),
    path(f"{MINUTES}write/", minutes.statement_write, name="statement_write"),
    path(f"{MINUTES}news/", minutes.statement_news, name="statement_news"),
    path(f"{MINUTES}<int:pk>/strike/", minutes.statement_strike, name="statement_strike"),
    path(f"{MINUTES}<int:pk>/restore/", minutes.statement_restore, name="statement_restore"),
    path(f"{MINUTES}<int:pk>/move/", minutes.statement_move, name="statement_move"),
    path(CONCLUSIONS, conclusions.conclusions, name="conclusions"),
    path(f"{CONCLUSIONS}draw/", conclusions.conclusions_draw, name="conclusions_draw"),
    path(f"{CONCLUSIONS}<int:conclusion>/change/", conclusions.conclusion_change, name="conclusion_change"),
    path(f"{CONCLUSIONS}<int:conclusion>/withdraw/", conclusions.conclusion_withdraw, name="conclusion_withdraw"),
    path(f"{SESSION}conclude/", meeting.meeting_conclude, name="meeting_conclude"),
    path(f"{MONTH}directives/issue/", directives.directive_issue, name="directive_issue"),
    path(f"{DIRECTIVE}change/", directives.directive_change, name="directive_change"),
    path(f"{DIRECTIVE}withdraw/", directives.directive_withdraw, name="directive_withdraw"),
    path(f"{PAPER}/", papers.paper, name="paper"),
    path(f"{PAPER}.pdf", papers.paper_pdf, name="paper_pdf"),
    path(f"{PAPER}.docx", papers.paper_docx, name="paper_docx"),
    path(f"{PAPER}/publish/", papers.paper_publish, name="paper_publish"),
    path(f"{MONTH}compile/", briefing.briefing_compile, name="compile"),
    path(BRIEFING, briefing.briefing, name="briefing"),
    path(f"{BRIEFING}changes/", briefing.briefing_changes, name="changes"),
    path(f"{MONTH}briefing.pdf", briefing.briefing_pdf, name="briefing_pdf"),
    path(f"{MONTH}briefing.docx", office_files.briefing_docx, name="briefing_docx"),
    path(f"{MONTH}briefing.xlsx", office_files.briefing_xlsx, name="briefing_xlsx"),
    path(f"{MONTH}briefing.json", briefing.briefing_json, name="briefing_json"),
    path(f"{MONTH}jobs/ask/", jobs.draft_ask, name="draft_ask"),
    path(JOB, jobs.job, name="job"),
    path(f"{JOB}retry/", jobs.job_retry, name="job_retry"),
    path(f"{JOB}file.pdf", jobs.job_file, name="job_file"),
    path(f"{BRIEFING}approve/", sentences.briefing_approve, name="approve"),
    path(f"{BRIEFING}add/", sentences.sentence_add, name="sentence_add"),
    path(f"{BRIEFING}choose/", sentences.sentence_choose, name="sentence_choose"),
    path(f"{BRIEFING}choose-phrase/", sentences.phrase_choose, name="phrase_choose"),
    path(f"{BRIEFING}sections/<slug:section>/", sections.section_fill, name="section_fill"),
    path(f"{SENTENCE}reword/", sentences.sentence_reword, name="sentence_reword"),
    path(f"{SENTENCE}restore/", sentences.sentence_restore, name="sentence_restore"),
    path(f"{SENTENCE}keep/", sentences.sentence_keep, name="sentence_keep"),
    path(f"{SENTENCE}confirm/", sentences.sentence_confirm, name="sentence_confirm"),
    path(f"{SENTENCE}take-back/", sentences.sentence_take_back, name="sentence_take_back"),
    path(f"{SENTENCE}drop/", sentences.sentence_drop, name="sentence_drop"),
    path(f"{SENTENCE}bring-back/", sentences.sentence_bring_back, name="sentence_bring_back"),
    path(f"{SENTENCE}move/", sentences.sentence_move, name="sentence_move"),
    path(f"{SENTENCE}comment/", sentences.comment_write, name="comment"),
    path(f"{BRIEFING}comments/<int:pk>/resolve/", sentences.comment_resolve, name="comment_resolve"),
    path(f"{MONTH}publish/", publish.briefing_publish, name="publish"),
    path(f"{MONTH}published/", published.published, name="published"),
    path(f"{MONTH}published/corrections/", corrections.corrections, name="corrections"),
    path(CONSULTATION, consultation.consultation, name="consultation"),
    path(f"{CONSULTATION}open/", consultation.consultation_open, name="consultation_open"),
    path(f"{CONSULTATION}deadline/", consultation.consultation_deadline, name="consultation_deadline"),
    path(f"{CONSULTATION}close/", consultation.consultation_close, name="consultation_close"),
    path(f"{CONSULTATION}<int:pk>/answer/", consultation.objection_answer, name="objection_answer"),
    path(f"{MONTH}one-page/", one_page.one_page, name="one_page"),
    path(f"{MONTH}one-page.pdf", one_page.one_page_pdf, name="one_page_pdf"),
    path(PICTURES, pictures.pictures, name="pictures"),
    path(f"{PICTURES}pictures.pdf", pictures.pictures_pdf, name="pictures_pdf"),
    path(f"{PICTURES}<slug:commune>/", pictures.commune_pictures, name="commune_pictures"),
    path(QUOTED, quoted.quoted, name="quoted"),
    path(f"{QUOTED}<slug:commune>/", quoted.quoted_commune, name="quoted_commune"),
    path(f"{QUOTED}<slug:commune>/object/", quoted.objection_raise, name="objection_raise"),
    path(f"{QUOTED}<slug:commune>/<int:pk>/reply/", quoted.objection_reply, name="objection_reply"),
    path(f"{QUOTED}<slug:commune>/<int:pk>/withdraw/", quoted.objection_withdraw, name="objection_withdraw"),
]
