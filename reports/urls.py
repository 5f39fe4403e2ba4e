"""Addresses of reports, months, plans and directives (design.md, part 5)."""

from django.urls import path

from reports.views import (
    board,
    confirming,
    departments,
    difference,
    directives,
    fill_in,
    months,
    printing,
    proposals,
    read,
    review,
    saving,
    submit,
    targets,
)

app_name = "reports"

MONTH = "<slug:body>/reports/<month:month>/"
REPORT = f"{MONTH}<slug:commune>/"
DIRECTIVE = "<slug:body>/directives/<month:month>/<int:number>/"
TARGETS = "<slug:body>/targets/<int:year>/"

urlpatterns = [
    # The office's side: months, board, review, plans, directives. Before the communes: "lock" is no commune.
    path("<slug:body>/reports/", months.month_list, name="months"),
    path("<slug:body>/reports/open/", months.month_open, name="month_open"),
    path(MONTH, board.board, name="board"),
    path(f"{MONTH}dates/", months.month_dates, name="month_dates"),
    path(f"{MONTH}lock/", months.month_lock, name="month_lock"),
    path(f"{MONTH}unlock/", months.month_unlock, name="month_unlock"),
    path(f"{MONTH}exceptions/", months.exception_allow, name="exception_allow"),
    path(f"{MONTH}exceptions/<int:pk>/revoke/", months.exception_revoke, name="exception_revoke"),
    path(f"{MONTH}departments/", departments.department_list, name="departments"),
    path(f"{MONTH}departments/<slug:department>/", departments.department_figures, name="department_figures"),
    path(f"{REPORT}review/", review.report_review, name="review"),
    path(f"{REPORT}reopen/", review.report_reopen, name="reopen"),
    path(f"{REPORT}submissions/<int:number>/changes/", difference.submission_difference, name="difference"),
    path(TARGETS, targets.target_grid, name="targets"),
    path(f"{TARGETS}edit/", targets.target_edit, name="targets_edit"),
    path(f"{TARGETS}paste/", targets.target_paste, name="targets_paste"),
    path(f"{TARGETS}history/", targets.target_history, name="targets_history"),
    path("<slug:body>/directives/", directives.directive_list, name="directives"),
    path(DIRECTIVE, directives.directive_read, name="directive"),
    path(f"{DIRECTIVE}judge/", directives.directive_judge, name="directive_judge"),
    path(f"{DIRECTIVE}<slug:department>/answer/", directives.directive_answer, name="directive_answer"),
    path("<slug:body>/proposals/<int:pk>/", proposals.proposal_read, name="proposal"),
    # The commune's side: read, fill in, submit, print.
    path(REPORT, read.report_read, name="read"),
    path(f"{REPORT}edit/", fill_in.report_edit, name="edit"),
    path(f"{REPORT}save/", saving.report_save, name="save"),
    path(f"{REPORT}reading/", fill_in.figure_reading, name="reading"),
    path(f"{REPORT}submit/", submit.report_submit, name="submit"),
    path(f"{REPORT}move/<slug:move>/", submit.report_move, name="move"),
    path(f"{REPORT}confirm/", confirming.report_confirm, name="confirm"),
    path(f"{REPORT}message/", read.report_message, name="message"),
    path(f"{REPORT}submissions/<int:number>/", read.submission_read, name="submission"),
    path(f"{REPORT}report.pdf", printing.report_print, name="print"),
    path(f"{REPORT}report.docx", printing.report_docx, name="docx"),
]
