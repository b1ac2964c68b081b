#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The window program from outside: exit statuses, complaints and pictures.
# usage: test-program.sh MAILFLOW-GTK
program=$1
folder=$(mktemp -d)
number=0
failed=0

# check NAME COMMAND...: the command succeeds
check () {
  name=$1
  shift
  number=$((number + 1))
  if "$@"; then
    echo "ok $number $name"
  else
    echo "not ok $number $name"
    failed=1
  fi
}

# ends STATUS ARGUMENT...: the program ends so
ends () {
  wanted=$1
  shift
  "$program" "$@" >"$folder/out" 2>"$folder/err"
  [ $? -eq "$wanted" ]
}

is_png () {
  [ "$(head -c 4 "$1" | tail -c 3)" = PNG ] && [ "$(wc -c <"$1")" -gt 20000 ]
}

differ () {
  ! cmp -s "$1" "$2"
}

echo '1..24'
check 'version' ends 0 --version
check 'version is said' grep -q '^mailflow-gtk [0-9]' "$folder/out"
check 'help' ends 0 --help
printf 'mailflow: 1\ntitle: [\n' >"$folder/bad.yaml"
check 'a file that is no scenario' ends 2 "$folder/bad.yaml"
check 'its place is told' grep -q 'bad.yaml:[0-9]*:[0-9]*: ' "$folder/err"
printf '{"id": 1, "cause": 0, "t": 0, "kind": "run-start", "scenario": "x", "title": "Read", "seed": 1, "start": "2026-01-05T09:00:00Z"}\n' >"$folder/run.jsonl"
check 'a picture of a trace' ends 0 --screenshot "$folder/trace.png" "$folder/run.jsonl"
echo '{"id": 2' >>"$folder/run.jsonl"
check 'a trace that is cut off' ends 2 "$folder/run.jsonl"
check 'its line is told' grep -q 'run.jsonl: not a trace: line 2: ' "$folder/err"
check 'no such scenario' ends 2 no-such-lesson
check 'a wrong size' ends 2 --size 12
check 'a text scale above the largest' ends 2 --text-scale 9 same-server
check 'which is said too' grep -q -e '--text-scale: expected a factor from 0.5 to 2' "$folder/err"
check 'a text scale of nothing' ends 2 --text-scale 0 same-server
check 'two scenarios' ends 2 same-server two-domains
check 'a picture' ends 0 --screenshot "$folder/light.png" --size 1024x768 same-server
check 'is a picture' is_png "$folder/light.png"
ends 0 --screenshot "$folder/dark.png" --size 1024x768 --dark --step 12 same-server
check 'another in the dark' differ "$folder/light.png" "$folder/dark.png"
check 'a picture that cannot be written' ends 2 --screenshot "$folder/none/x.png" same-server
# What was clicked on a desktop is complained of in a window, which stays until it is closed.
DESKTOP_STARTUP_ID=x "$program" "$folder/bad.yaml" 2>"$folder/err" &
window=$!
tries=0
until [ -s "$folder/err" ] || [ $tries -gt 300 ]; do
  tries=$((tries + 1))
  sleep 0.1
done
sleep 1
check 'a file that was clicked' kill -0 $window
check 'is told about outside too' grep -q 'bad.yaml:[0-9]*:[0-9]*: ' "$folder/err"
kill $window
wait $window 2>/dev/null
mkdir "$folder/empty"
MAILFLOW_SCENARIOS="$folder/empty" DESKTOP_STARTUP_ID=x "$program" 2>"$folder/err" &
window=$!
sleep 1
check 'a window without lessons' kill -0 $window
check 'is nothing to complain of' test ! -s "$folder/err"
kill $window
wait $window 2>/dev/null
shown=$DISPLAY
unset DISPLAY
check 'no display' ends 2 same-server
check 'which is said' grep -q 'there is no display' "$folder/err"
DISPLAY=$shown
rm -r "$folder"
exit $failed
