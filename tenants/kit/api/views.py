"""Base views: an endpoint is a declaration, the ways of HTTP are written once, here.

The order of every request: who calls (401), which methods exist, was the key issued for this (403), is the address there
for this caller (404), may the caller do this (403), is the question well formed (400), is it the version the caller saw
(412, 428), then the action.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from django.core.exceptions import ImproperlyConfigured
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework import status
from rest_framework.exceptions import NotAuthenticated, PermissionDenied, Throttled
from rest_framework.generics import GenericAPIView
from rest_framework.parsers import BaseParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer

from tenants.kit.api.etag import SeenTag, etag_of, not_modified, seen_of
from tenants.kit.api.once import once
from tenants.kit.api.pagination import CursorPages, Page, Pages, PagesOfRows
from tenants.kit.api.parsers import JsonParser, MergePatchParser
from tenants.kit.caller import Caller, caller_of
from tenants.kit.clients import address_of
from tenants.kit.clock import today
from tenants.kit.errors import Invalid, InvalidQuery, Refused, Stale, Text
from tenants.kit.filters import Filters
from tenants.kit.limits import Counted, Room, room_of
from tenants.kit.scopes import Scope
from tenants.kit.security_log import log_security
from tenants.once.answers import keep_answer
from tenants.once.models import Claim

Policy = Callable[..., bool]
READING = ("GET", "HEAD", "OPTIONS")


def parsers_of(method: str) -> Sequence[type[BaseParser]]:
    """A merge patch is what PATCH takes; everything else is plain JSON."""
    return (JsonParser, MergePatchParser) if method == "PATCH" else (JsonParser,)


@dataclass(frozen=True)
class Parent:
    """The row an address hangs under, such as the programme in ``programs/<uuid:program_id>/commitments``."""

    queryset: QuerySet[Any]
    keyword: str


def visible_rows(rows: QuerySet[Any], caller: Caller, *, public: bool) -> QuerySet[Any]:
    """The rows this caller may know of; only what is wholly public may lack ``visible_to``."""
    if hasattr(rows, "visible_to"):
        limited: QuerySet[Any] = rows.all().visible_to(caller)
        return limited
    if public:
        return rows.all()
    raise ImproperlyConfigured(
        f"Give the queryset of {rows.model.__name__} a visible_to(caller), or say public = True."
    )


def open_to_browsers(response: HttpResponseBase) -> None:
    """What everybody may read, a script on any page may read: without cookies, so as nobody in particular."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Access-Control-Allow-Methods"] = "GET, HEAD, OPTIONS"
    response.headers["Access-Control-Allow-Headers"] = "Accept, Accept-Language, If-None-Match"
    told = "API-Version, Content-Crs, ETag, Link, RateLimit, RateLimit-Policy, Retry-After"
    response.headers["Access-Control-Expose-Headers"] = told
    response.headers["Access-Control-Max-Age"] = "86400"


class ApiView(GenericAPIView[Any]):
    """One address. Methods that change something exist only when ``can`` names the policy that guards them."""

    queryset: Any = None
    # What a key must have been issued for, to read and to change. None: every key may; said by each view.
    scope: ClassVar[Scope | None]
    write_scope: ClassVar[Scope | None]
    public: ClassVar[bool] = False
    reads: ClassVar[bool] = True
    can: ClassVar[Mapping[str, Policy]] = {}
    filters: ClassVar[type[Filters]] = Filters
    parent: ClassVar[Parent | None] = None
    input_serializer_class: ClassVar[type[BaseSerializer[Any]] | None] = None
    # Seconds a shared cache may keep the answer; None means no-store. Only for what is the same for everyone.
    open_data_seconds: ClassVar[int | None] = None
    tag: ClassVar[str] = ""

    # A POST with a key, until its answer is kept: `tenants.kit.api.once`.
    claim: tuple[Claim, str] | None = None
    # What the caller has left of its requests in this minute.
    room: Room | None = None
    asked: Filters
    wanted: dict[str, Any]
    parent_row: Any = None
    # What the caller saw of the row that it changes, or of the parent under which it makes one; for the action.
    seen: SeenTag | None = None

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        reading = ["get", "head"] if cls.reads else []
        if "post" in cls.__dict__:
            cls.post = once(cls.post)  # type: ignore[attr-defined]
        cls.http_method_names = [*reading, "options", *(method.lower() for method in cls.can if method != "GET")]

    @classmethod
    def as_view(cls, **kwargs: Any) -> Any:
        needed = {"scope": cls.reads, "write_scope": bool(set(cls.can) - {"GET"})}
        for name, is_needed in needed.items():
            if is_needed and not hasattr(cls, name):
                raise ImproperlyConfigured(f"Say the {name} of {cls.__name__}: a Scope, or None.")
        return super().as_view(**kwargs)

    @property
    def caller(self) -> Caller:
        return caller_of(self.request)

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Refuse what the order of every request says comes before the action."""
        super().initial(request, *args, **kwargs)
        if request.method == "OPTIONS" or request.method not in self.allowed_methods:
            return
        if self.caller.is_anonymous and not (self.public and request.method in READING):
            raise NotAuthenticated
        self.ask_scope()
        if self.parent is not None:
            rows = visible_rows(self.parent.queryset, self.caller, public=self.public)
            self.parent_row = self.find(rows, self.kwargs[self.parent.keyword])
        question = self.question() if request.method in READING else Filters
        self.asked = question(request.query_params, request=request)
        self.guard()
        self.wanted = self.asked.wanted()

    def check_throttles(self, request: Request) -> None:
        """DRF asks this once it is known who calls."""
        who = address_of(request._request) if self.caller.is_anonymous else self.caller.label()
        self.room = room_of(Counted.READING if request.method in READING else Counted.CHANGING, who)
        if self.room is not None and self.room.is_overdrawn:
            raise Throttled(self.room.seconds)

    def ask_scope(self) -> None:
        """Also for what is public: a key does what it was issued for, and nothing else."""
        needed = self.scope if self.request.method in READING else self.write_scope
        if self.caller.is_limited_by(needed):
            log_security("api_key.scope_missing", self.caller, scope=str(needed))
            raise Refused(
                _("This key was not issued for this: it lacks the scope %(scope)s.") % {"scope": needed},
                "scope_missing",
            )

    def guard(self) -> None:
        """Ask the policy of this method about the parent, or about nothing when the address has no parent."""
        self.allow(*([] if self.parent_row is None else [self.parent_row]))

    def allow(self, *things: Any) -> None:
        """403 when the policy says no; a changing method without a policy is refused too."""
        method = "GET" if self.request.method == "HEAD" else str(self.request.method)
        policy = self.can.get(method)
        if policy is None and method in READING:
            return
        if policy is None or not policy(self.caller, *things, today()):
            raise PermissionDenied

    def question(self) -> type[Filters]:
        """What may be asked in the query string of a GET; other methods know no parameters."""
        return self.filters

    @staticmethod
    def find(rows: QuerySet[Any], key: Any) -> Any:
        row = rows.filter(pk=key).first()
        if row is None:
            raise Http404
        return row

    def get_queryset(self) -> QuerySet[Any]:
        if self.queryset is None:
            raise ImproperlyConfigured(f"{type(self).__name__} needs a queryset, or its own rows().")
        if getattr(self, "swagger_fake_view", False):
            nothing: QuerySet[Any] = self.queryset.none()
            return nothing
        return visible_rows(self.queryset, self.caller, public=self.public)

    def input_serializer(self, *args: Any, **kwargs: Any) -> BaseSerializer[Any]:
        kind = self.input_serializer_class or self.get_serializer_class()
        return kind(*args, context=self.get_serializer_context(), **kwargs)

    def body(self, row: Any = None, *, partial: bool = False) -> dict[str, Any]:
        """The checked body with Python names; raises one error that names every faulty field."""
        serializer = self.input_serializer(row, data=self.request.data, partial=partial)
        serializer.is_valid(raise_exception=True)
        checked: dict[str, Any] = serializer.validated_data
        return checked

    def get_parsers(self) -> list[BaseParser]:
        return [kind() for kind in parsers_of(getattr(self.request, "method", ""))]

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        response = super().finalize_response(request, response, *args, **kwargs)
        if self.public and request.method in READING:
            open_to_browsers(response)
        if self.room is not None:
            for name, value in self.room.headers().items():
                response[name] = value
        if self.claim is not None:
            claim, key = self.claim
            response.add_post_render_callback(lambda rendered: keep_answer(claim, key, rendered))
        return response

    def handle_exception(self, exc: Exception) -> Response:
        """An action names a field as Python does; the caller is told the name that it sent."""
        if isinstance(exc, Invalid) and not isinstance(exc, InvalidQuery):
            kind = self.input_serializer_class or self.serializer_class
            fields = getattr(kind(), "fields", {}) if kind is not None else {}
            public = {field.source: name for name, field in fields.items()}
            exc.errors = tuple(replace(fault, field=public.get(fault.field, fault.field)) for fault in exc.errors)
        if isinstance(exc, Stale) and self.seen is not None:
            exc.headers = {"ETag": self.seen.current}
        return super().handle_exception(exc)

    def answer(self, data: Any, *, code: int = status.HTTP_200_OK, location: str | None = None) -> Response:
        """The answer with its ETag; 304 without a body when the caller already has it."""
        tag = etag_of(data)
        if self.request.method in READING and not_modified(self.request, tag):
            response = Response(status=status.HTTP_304_NOT_MODIFIED)
        else:
            response = Response(data, status=code)
        response["ETag"] = tag
        if location:
            response["Location"] = location
        if self.open_data_seconds is not None and code == status.HTTP_200_OK:
            response["Cache-Control"] = f"public, max-age={self.open_data_seconds}"
        return response

    def options(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Response:
        """Says which methods exist (in ``Allow``) and nothing else."""
        return Response(status=status.HTTP_204_NO_CONTENT)


class ListView(ApiView):
    """A page of rows; POST makes one when ``can`` has it."""

    pagination_class: type[PagesOfRows] = Pages
    # Unless `sort` says otherwise. By id a list is stable while rows are added: new ones come at its end.
    ordering: ClassVar[Sequence[str]] = ("pk",)
    # The same for the readers of the document.
    order_told: ClassVar[Text] = gettext_lazy("In the order of the ids, oldest first.")
    item_name: ClassVar[str] = ""
    # The view of the parent's own address, when a POST here acts on the parent: its tag is what If-Match names.
    parent_item: ClassVar[type[ItemView] | None] = None

    def question(self) -> type[Filters]:
        return type("Question", (self.pagination_class.question, self.filters), {})

    def rows(self) -> QuerySet[Any] | Sequence[Any]:
        """What the list consists of, filtered as asked. Override it for answers that are not rows of one table."""
        rows = self.get_queryset()
        if self.parent is not None:
            rows = self.of_parent(rows, self.parent_row)
        return self.asked.filter_queryset(rows.order_by(*self.ordering))

    def of_parent(self, rows: QuerySet[Any], parent: Any) -> QuerySet[Any]:
        """The rows that hang under the parent; the foreign key is called as the model of the parent unless said."""
        return rows.filter(**{parent._meta.model_name: parent})

    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        page = self.pagination_class().page_of(self.rows(), self.wanted, request)
        results = self.get_serializer(page.rows, many=True).data
        response = self.answer(self.envelope(page, results))
        if links := page.links():
            response["Link"] = links
        return response

    def envelope(self, page: Page, results: Any) -> dict[str, Any]:
        """What surrounds the rows; a view that answers in another format writes its own."""
        return page.envelope(results)

    def post(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        if self.parent_item is not None:
            self.seen = seen_of(self.request, self.tag_of_parent_now)
        made = self.create(self.body(), self.caller)
        data = self.get_serializer(self.read_again(made)).data
        return self.answer(data, code=status.HTTP_201_CREATED, location=self.location_of(made))

    def tag_of_parent_now(self) -> str:
        assert self.parent_item is not None  # noqa: S101 (asked only when there is one)
        item = self.parent_item(request=self.request, format_kwarg=None, kwargs={}, action_map=None)
        item.row = self.parent_row
        return item.tag_now()

    def create(self, data: dict[str, Any], by: Caller) -> Model:
        """Call the action; with `parent_item` set, with `seen=self.seen`."""
        raise NotImplementedError(f"{type(self).__name__} has POST in `can`: write create(data, by).")

    def read_again(self, row: Model) -> Model:
        """The new row as the list would show it, with the columns that ``with_…`` adds."""
        again: Model | None = self.get_queryset().filter(pk=row.pk).first()
        return again or row

    def location_of(self, row: Model) -> str | None:
        return reverse(self.item_name, args=[row.pk]) if self.item_name else None


class FeedView(ListView):
    """A list that grows at its end and is read on with a cursor."""

    pagination_class: type[PagesOfRows] = CursorPages


class ItemView(ApiView):
    """One row; PUT, PATCH and DELETE when ``can`` has them."""

    lookup_url_kwarg = "id"
    row: Any = None

    def guard(self) -> None:
        self.row = self.find(self.get_queryset(), self.kwargs[self.lookup_url_kwarg])
        self.allow(self.row)

    def representation(self, row: Any) -> dict[str, Any]:
        data: dict[str, Any] = self.get_serializer(row).data
        return data

    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return self.answer(self.representation(self.row))

    def put(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return self._changed(partial=False)

    def patch(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return self._changed(partial=True)

    def _changed(self, *, partial: bool) -> Response:
        self.seen = seen_of(self.request, self.tag_now, required=not partial)
        changed = self.change(self.row, self.body(self.row, partial=partial), self.caller)
        return self.answer(self.representation(self.find(self.get_queryset(), changed.pk)))

    def delete(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        self.seen = seen_of(self.request, self.tag_now)
        self.remove(self.row, self.caller)
        return Response(status=status.HTTP_204_NO_CONTENT)

    def tag_now(self) -> str:
        """The tag of this row as it would be answered at this moment."""
        return etag_of(self.representation(self.find(self.get_queryset(), self.row.pk)))

    def change(self, row: Any, data: dict[str, Any], by: Caller) -> Model:
        """Call the action with `seen=self.seen`, which it checks under the row's lock."""
        raise NotImplementedError(f"{type(self).__name__} has PUT or PATCH in `can`: write change(row, data, by).")

    def remove(self, row: Any, by: Caller) -> None:
        raise NotImplementedError(f"{type(self).__name__} has DELETE in `can`: write remove(row, by).")
