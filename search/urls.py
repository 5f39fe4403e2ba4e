"""The address of the search; what is looked for stands in it."""

from django.urls import path

from search.views import search

app_name = "search"

urlpatterns = [path("<slug:body>/search/", search.search, name="search")]
