"""The API, ``/api/v1``: the same questions as the pages, for programs."""
