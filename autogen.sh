#!/bin/sh
# Makes ./configure; needs autoconf, automake, pkg-config.
set -eu
cd "$(dirname "$0")"
mkdir -p m4 build-aux
exec autoreconf --install --force --warnings=all
