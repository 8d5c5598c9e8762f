#!/usr/bin/env python
"""How does an operator start anything here? `python manage.py <command>`."""

import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ogp_tracker.settings")
    execute_from_command_line(sys.argv)
