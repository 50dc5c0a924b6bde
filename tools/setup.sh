#!/usr/bin/env bash
# Makes the virtual environment given as the first argument, with the system libraries that it needs.
# On Debian, what is missing is installed with apt where that is permitted; elsewhere the exact
# command is printed and nothing is changed.
set -euo pipefail

venv=$1
python=${PYTHON:-python3.11}

command -v "$python" >/dev/null || {
    echo "Courtpacket needs Python 3.11 or newer; '$python' was not found. Set PYTHON=... or install it." >&2
    exit 2
}

missing=()
need() { # need PACKAGE TEST...: note the Debian package when the test fails
    local package=$1
    shift
    "$@" >/dev/null 2>&1 || missing+=("$package")
}
library() { "$python" -c "import ctypes; ctypes.CDLL('$1')"; }

need libpango-1.0-0 library libpango-1.0.so.0
need libpangoft2-1.0-0 library libpangoft2-1.0.so.0
need libharfbuzz-subset0 library libharfbuzz-subset.so.0
need python3-venv "$python" -c "import ensurepip"

if ((${#missing[@]})); then
    command="apt-get install -y --no-install-recommends ${missing[*]}"
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        echo "Installing system libraries: ${missing[*]}"
        apt-get update -qq
        DEBIAN_FRONTEND=noninteractive $command >/dev/null
    elif sudo -n true 2>/dev/null && command -v apt-get >/dev/null; then
        echo "Installing system libraries: ${missing[*]}"
        sudo -n apt-get update -qq
        sudo -n env DEBIAN_FRONTEND=noninteractive $command >/dev/null
    else
        echo "Some system libraries are missing. Run this, then try again:" >&2
        echo "    sudo $command" >&2
        exit 2
    fi
fi

[ -x "$venv/bin/python" ] || "$python" -m venv "$venv"
echo "Installing packages, each checked against its hash"
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps --editable .
