"""What if Redis is away? Then nothing is kept, and no request fails for it.

Pages are computed again, and limits do not count: rather that than a site that answers nobody. `/readyz` says
that Redis is away, and the jobs wait in the database.
"""

from contextlib import suppress
from typing import Any

from django.core.cache.backends.redis import RedisCache
from redis import exceptions

AWAY = (exceptions.ConnectionError, exceptions.TimeoutError)


class ForgetfulRedisCache(RedisCache):
    """Django's Redis cache, as empty as a new one while Redis is away."""

    def get(self, key: Any, default: Any = None, version: int | None = None) -> Any:
        with suppress(*AWAY):
            return super().get(key, default, version)
        return default

    def get_many(self, keys: Any, version: int | None = None) -> dict[Any, Any]:
        with suppress(*AWAY):
            return super().get_many(keys, version)
        return {}

    def set(self, *args: Any, **options: Any) -> None:
        with suppress(*AWAY):
            super().set(*args, **options)

    def add(self, *args: Any, **options: Any) -> bool:
        with suppress(*AWAY):
            return super().add(*args, **options)
        return True  # it was not there

    def delete(self, *args: Any, **options: Any) -> bool:
        with suppress(*AWAY):
            return super().delete(*args, **options)
        return False  # it was not there
