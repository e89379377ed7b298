#!/usr/bin/env python
"""Run a management command, in the settings that config/choosing.py finds: development's where nothing says live."""

import os
import sys

if __name__ == "__main__":
    from django.core.management import execute_from_command_line

    from config import choosing
    from config.installing import first

    os.umask(0o077)  # what the archive writes is its own to read
    try:
        if sys.argv[1:2] == ["setup"]:
            first.settle(sys.argv[2:])
        choosing.choose(otherwise=choosing.DEVELOPMENT)
        execute_from_command_line(sys.argv)
        sys.stdout.flush()
    except choosing.Unsettled as refusal:
        sys.exit(str(refusal))
    except BrokenPipeError:  # whoever reads us, such as `head`, has read enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
