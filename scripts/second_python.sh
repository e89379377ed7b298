#!/usr/bin/env bash
# What can be seen within minutes of how the archive does on a second Python: the lock installs, the checks and the
# migrations run, and the tests of what is written in Python alone. Says so where this machine has no second one.
set -euo pipefail
cd "$(dirname "$0")/.."
used=$(.venv/bin/python -c 'import sys; print("%d.%d" % sys.version_info[:2])')
other=""
while read -r python; do
    [ "$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')" = "$used" ] || { other=$python; break; }
done < <(scripts/pythons.sh)
if [ -z "$other" ]; then
    echo "There is no other Python here than $used, so no second one was tried."
    exit 0
fi
echo "Trying $("$other" --version) beside Python $used …"
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"$other" -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q --disable-pip-version-check --require-hashes -r requirements-dev.lock
export DJANGO_SETTINGS_MODULE=config.settings.development ROSTARKIVET_ENV_FILE="" ROSTARKIVET_VAR_DIR="$folder/var"
"$folder/venv/bin/python" manage.py check
"$folder/venv/bin/python" manage.py migrate --verbosity 0
unset DJANGO_SETTINGS_MODULE ROSTARKIVET_VAR_DIR
"$folder/venv/bin/python" -m pytest -q -p no:cacheprovider tests/subtitles/webvtt tests/subtitles/formats tests/search/analysis tests/archive/access
