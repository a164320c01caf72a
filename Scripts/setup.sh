#!/usr/bin/env bash
# Installs the Debian packages that are missing; does nothing when everything is there.
#   Scripts/setup.sh run|test      what `make run` or `make test` needs
# Works as root, or through sudo. Other systems: install what it names by your own means.
set -euo pipefail

purpose=${1:-test}
missing=()

library() { pkg-config --exists "$1" 2>/dev/null || missing+=("$2"); } # pkg-config name, package
program() { PATH="$PATH:/usr/sbin" command -v "$1" >/dev/null || missing+=("$2"); } # command, package

if ! command -v swift >/dev/null; then
  echo "swift is not installed: Souffleur needs Swift 6.2 or newer (https://www.swift.org/install/linux)" >&2
  exit 1
fi

program pkg-config pkg-config
library libcurl libcurl4-openssl-dev
library yaml-0.1 libyaml-dev
library openssl libssl-dev
library libarchive libarchive-dev
library libpcre2-8 libpcre2-dev
library zlib zlib1g-dev
program curl curl
if [ "$purpose" = test ]; then
  program nginx nginx-light
  program openssl openssl
  program python3 python3
  python3 -c 'import ensurepip, venv' 2>/dev/null || missing+=(python3-venv)
fi

# The emulators of remote storages, and the vendors' own clients: a Python environment of the tests' own, made anew when the list changes.
python_packages() {
  local list=Tools/RemoteStorage/requirements.txt place=.build/test-python
  cmp -s "$list" "$place/requirements.txt" && return
  echo "installing the packages of $list into $place"
  rm -rf "$place"
  python3 -m venv "$place"
  "$place/bin/python" -m pip --quiet --disable-pip-version-check install --requirement "$list"
  cp "$list" "$place/requirements.txt"
}

finish() {
  if [ "$purpose" = test ]; then python_packages; fi
  exit 0
}

cd "$(dirname "$0")/.."
[ ${#missing[@]} -eq 0 ] && finish

if ! command -v apt-get >/dev/null; then
  echo "these Debian packages, or what corresponds to them here, are missing: ${missing[*]}" >&2
  exit 1
fi

as_root=()
if [ "$(id -u)" -ne 0 ]; then
  command -v sudo >/dev/null || { echo "missing: ${missing[*]}; install them as root, or install sudo" >&2; exit 1; }
  as_root=(sudo)
fi

# The tests start an nginx of their own: the package shall not start one as a service, too.
policy=/usr/sbin/policy-rc.d
if [[ " ${missing[*]} " == *" nginx-light "* ]] && [ ! -e $policy ]; then
  "${as_root[@]}" sh -c "printf '#!/bin/sh\nexit 101\n' >$policy && chmod 755 $policy"
  trap '"${as_root[@]}" rm -f $policy' EXIT
fi

echo "installing ${missing[*]}"
install=("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq)
log=$(mktemp)
if ! { "${install[@]}" update && "${install[@]}" install -y --no-install-recommends ca-certificates "${missing[@]}"; } >"$log" 2>&1; then
  cat "$log" >&2
  exit 1
fi
rm -f "$log"
finish
