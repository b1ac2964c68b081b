#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# What bash proposes for mailflow and mailflow-gtk.
# usage: test-completion.sh COMPLETION MAILFLOW
export ASAN_OPTIONS=detect_leaks=0
folder=$(mktemp -d)
trap 'rm -r "$folder"' EXIT
program=$(realpath "$2")
completion=$(realpath "$1")
ln -s "$program" "$folder/mailflow"
[ -x "$program-gtk" ] && ln -s "$program-gtk" "$folder/mailflow-gtk"
PATH=$folder:$PATH
# shellcheck source=sim/cli/completion/mailflow.bash
. "$completion" || exit 1
mkdir "$folder/here" "$folder/here/deep"
touch "$folder/here/own lesson.yaml" "$folder/here/run.jsonl" "$folder/here/notes.txt"
cd "$folder/here" || exit 1
number=0
failed=0

# proposes WANTED WORD...: what is proposed for the last word, in order, is WANTED (with | between)
proposes () {
  local wanted=$1 found name
  shift
  COMP_WORDS=("$@")
  COMP_CWORD=$(($# - 1))
  name=_mailflow
  [ "$1" = mailflow-gtk ] && name=_mailflow_gtk
  $name
  found=$(printf '%s\n' "${COMPREPLY[@]}" | LC_ALL=C sort | paste -sd '|')
  number=$((number + 1))
  if [ "$found" = "$wanted" ]; then
    echo "ok $number - $*"
  else
    echo "not ok $number - $*: $found"
    failed=1
  fi
}

echo '1..16'
proposes 'serve|show' mailflow s
proposes '--help' mailflow --h
proposes '--quiet' mailflow run --q
proposes '--seed=' mailflow run --s
proposes 'greylisting' mailflow run greylist
proposes 'run.jsonl' mailflow why run
proposes 'own lesson.yaml' mailflow check own
proposes 'deep/' mailflow show dee
proposes '' mailflow run notes
proposes 'ladder|map' mailflow export --view =
proposes 'map' mailflow export --view = m
proposes 'notes.txt' mailflow export --pcap = no
proposes 'imap-client|imap-server' mailflow protocol imap
if [ -e "$folder/mailflow-gtk" ]; then
  proposes '--screenshot=|--size=|--step=' mailflow-gtk --s
  proposes 'greylisting' mailflow-gtk greylist
  proposes 'dialogue|dns' mailflow-gtk --view = d
else
  echo 'ok 14 # SKIP no window'
  echo 'ok 15 # SKIP no window'
  echo 'ok 16 # SKIP no window'
fi
exit $failed
