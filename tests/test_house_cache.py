"""Does the site answer while Redis is away?"""

import pytest
from django.core.cache import cache

from ogp_tracker.cache import ForgetfulRedisCache


@pytest.fixture
def away():
    """A cache whose Redis does not answer."""
    return ForgetfulRedisCache("redis://127.0.0.1:1/0", {"OPTIONS": {"socket_connect_timeout": 1}})


def test_a_cache_without_redis_is_empty_and_fails_nobody(away):
    away.set("head", "41", timeout=60)
    assert away.get("head") is None
    assert away.get("head", "unknown") == "unknown"
    assert away.get_many(["head"]) == {}
    assert away.add("head", "42") is True
    assert away.delete("head") is False


def test_a_cache_without_redis_still_refuses_a_mistake_of_ours(away):
    with pytest.raises(TypeError):
        away.get("head", versio=2)


def test_the_cache_keeps_what_it_was_given():
    """In memory, or in Redis where `.ci/run` gives one."""
    assert cache.add("head", "41", timeout=60) is True
    assert cache.add("head", "42", timeout=60) is False
    assert cache.get("head") == "41"
    cache.set("head", "43", timeout=60)
    assert cache.get_many(["head", "tail"]) == {"head": "43"}
    assert cache.delete("head") is True
    assert cache.get("head") is None
