"""Tell caches whether a page has changed, so that what was taken down is gone at once."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import get_language
from django.views.decorators.cache import cache_control
from django.views.decorators.http import condition

from claims.models import database_now
from claims.publishing import listings

View = Callable[..., HttpResponseBase]


def etag(request: HttpRequest, *_args: Any, **_kwargs: Any) -> str:
    """Changes with every act in the journal, every hour (deadlines pass by themselves) and every language."""
    return f'W/"{listings.newest_number()}-{database_now():%Y%m%d%H}-{get_language()}"'


def kept_fresh(view: View) -> View:
    """Caches may keep the page, and ask each time whether it still stands."""
    return cache_control(public=True, no_cache=True)(condition(etag_func=etag)(view))
