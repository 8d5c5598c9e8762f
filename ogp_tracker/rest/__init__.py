"""How does the API answer? The plumbing that every resource shares; it knows no app.

``problems`` (errors as RFC 9457), ``parameters`` (nothing in an address is silently ignored), ``pages``
(cursor pages), ``renderers`` (JSON and CSV), ``schema`` (the words of the OpenAPI document), ``views``.
"""
