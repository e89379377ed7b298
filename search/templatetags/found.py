"""How what was found is written on a page."""

from django import template

from search.answer.results import marked

register = template.Library()
register.filter("marked", marked)
