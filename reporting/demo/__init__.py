"""What does a demonstration show? Norway's verified plan, and one invented year of its life.

Every invented row is a sample and says so wherever it appears. The year is data (``integrity.py``,
``open_data.py``, ``procurement.py``, ``bodies.py``: the plan's themes, and who acts), told in time order by
the same actions everybody uses. It lives in this room because it tells of every room below.
"""

from reporting.demo.loading import BEGINS, ENDS, CannotLoad, load

__all__ = ["BEGINS", "ENDS", "CannotLoad", "load"]
