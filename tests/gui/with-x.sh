#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Runs a command under an X server of its own. TAP that skips everything where there is no Xvfb.
if ! command -v Xvfb >/dev/null; then
  echo '1..0 # SKIP there is no Xvfb'
  exit 0
fi
number=$(mktemp)
Xvfb -displayfd 7 -screen 0 ${XVFB_SIZE:-1280x800}x24 -nolisten tcp -noreset 7>"$number" 2>/dev/null &
server=$!
until [ -s "$number" ]; do
  kill -0 $server 2>/dev/null || { echo '1..0 # SKIP Xvfb does not start'; exit 0; }
  sleep 0.05
done
DISPLAY=:$(cat "$number")
export DISPLAY
"$@"
status=$?
kill $server
wait $server 2>/dev/null
rm -f "$number"
exit $status
