"""Lists page by cursor, newest fact first."""

from rest_framework.pagination import CursorPagination


class ByPosition(CursorPagination):
    """A page of rows by the position that last touched them; a new row never shifts a page."""

    page_size = 50
    page_size_query_param = "page_size"
    max_page_size = 500
    ordering: str | tuple[str, ...] = ("-position", "pk")


class ByPrimaryKey(ByPosition):
    """A page of rows that have no position, such as reference data, in order of their key."""

    ordering = ("pk",)
