#!/bin/sh
# The Pythons of this machine that the archive runs on (3.11 or newer, with venv), one a version, the newest first: those
# on the path, then what pyenv keeps beside it. `make` takes the first.
fits='import ensurepip, sys, venv; sys.version_info >= (3, 11) or sys.exit(1); print("%d.%d" % sys.version_info[:2], sys.executable)'
for python in python3.14 python3.13 python3.12 python3.11 python3 "${PYENV_ROOT:-$HOME/.pyenv}"/versions/*/bin/python3; do
    command -v "$python" >/dev/null && "$python" -c "$fits" 2>/dev/null
done | awk '!seen[$1]++ { print $2 }'
