"""Requests of Schemathesis that no document allows and that it takes for valid."""

import schemathesis


@schemathesis.hook
def filter_case(context, case):
    """Leaves out requests with `None` in the path.

    The stateful phase takes a path parameter from a reply to an earlier request. A `null` is skipped where the reply
    has one value at that place, and taken where a list has several; it is sent as the text `None`, and a server that
    refuses it is said to refuse valid data (specs/openapi/stateful/__init__.py, `MultiMatch`, in 4.32).
    """
    return None not in (case.path_parameters or {}).values()
