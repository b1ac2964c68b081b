#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What fish and zsh propose for mailflow and mailflow-gtk.

usage: test-shells.py COMPLETION-FOLDER MAILFLOW

Prints TAP.
"""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

FOLDER, PROGRAM = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()

# What is typed; what is proposed then, and what isn't.
CASES = [
    ('mailflow s', ['serve', 'show'], ['run']),
    ('mailflow run --q', ['--quiet'], ['--seed']),
    ('mailflow run --s', ['--seed='], ['--quiet']),
    ('mailflow run greylist', ['greylisting'], ['backup-mx']),
    ('mailflow why run', ['run.jsonl'], ['notes.txt']),
    ('mailflow show dee', ['deep/'], ['notes.txt']),
    ('mailflow export --view=', ['ladder', 'map'], ['dialogue']),
    ('mailflow export --pcap=no', ['notes.txt'], ['run.jsonl']),
    ('mailflow protocol imap', ['imap-client', 'imap-server'], ['smtp-server']),
    ('mailflow-gtk --s', ['--screenshot=', '--size=', '--step='], ['--at=']),
    ('mailflow-gtk --view=d', ['dialogue', 'dns'], ['ladder']),
    ('mailflow-gtk greylist', ['greylisting'], ['backup-mx']),
]

# Types what it is given into a shell on a terminal of its own, once that waits for keys, and prints what it lists then.
ZSH = r'''
zmodload zsh/zpty
zpty z zsh -f -i
zpty -w z "PROMPT=; fpath=($1 \$fpath); autoload -Uz compinit; compinit -D -u; zstyle ':completion:*' verbose no; LISTMAX=10000; stty columns 100
zle-line-init () { print rea''dy }; zle -N zle-line-init; bindkey '^I' list-choices; print beg''un"
zpty -r z out '*begun*ready*'
zpty -w -n z "$2"$'\t\x15print e-n-\x22\x22d\n'
zpty -r z out '*e-n-d*'
print -r -- "$out"
zpty -d z
'''


def environment(home):
    variables = dict(os.environ, HOME=str(home), XDG_CONFIG_HOME=str(home), XDG_DATA_HOME=str(home), TERM='xterm', ASAN_OPTIONS='detect_leaks=0')
    variables['PATH'] = f'{home / "bin"}:{variables["PATH"]}'
    return variables


def run(home, *command):
    done = subprocess.run(command, cwd=home / 'here', env=environment(home), capture_output=True, text=True, timeout=60)
    return done.stdout + done.stderr


def ask_fish(home, typed):
    said = run(home, 'fish', '--no-config', '-c', f'source {FOLDER}/mailflow.fish; complete -C "{typed}"')
    return [line.split('\t')[0] for line in said.splitlines()]


def ask_zsh(home, typed):
    said = run(home, 'zsh', '-f', '-c', ZSH, 'ask', str(FOLDER), typed)
    said = re.sub(r'\x1b\[[0-9;?]*[A-Za-z]|[\x07\x08]', '', said)
    return said.split()


def holds(words, wanted):
    """fish has the option before its value, zsh the word alone."""
    return any(word == wanted or word.endswith('=' + wanted) for word in words)


def test(shell, ask, home, typed, wanted, unwanted):
    words = ask(home, typed)
    missing = [word for word in wanted if not holds(words, word)]
    too_much = [word for word in unwanted if holds(words, word)]
    return f'missing {missing}, too much {too_much}, in {words}' if missing or too_much else None


def lacks(shell):
    """The program, or, for zsh, a terminal to be run on."""
    if not shutil.which(shell):
        return f'no {shell}'
    if shell == 'zsh':
        try:
            for end in os.openpty():
                os.close(end)
        except OSError as fault:
            return f'no terminal: {fault}'
    return None


def prepare(home):
    (home / 'bin').mkdir()
    (home / 'here' / 'deep').mkdir(parents=True)
    for name in ('run.jsonl', 'notes.txt', 'own lesson.yaml'):
        (home / 'here' / name).touch()
    (home / 'bin' / 'mailflow').symlink_to(PROGRAM)
    gtk = PROGRAM.with_name('mailflow-gtk')
    if gtk.exists():
        (home / 'bin' / 'mailflow-gtk').symlink_to(gtk)
    return gtk.exists()


def main():
    failed = number = 0
    print(f'1..{2 * len(CASES)}')
    with tempfile.TemporaryDirectory(prefix='mailflow-shells-') as folder:
        window = prepare(pathlib.Path(folder))
        for shell, ask in (('fish', ask_fish), ('zsh', ask_zsh)):
            for typed, wanted, unwanted in CASES:
                number += 1
                lacking = lacks(shell) or ('no window' if typed.startswith('mailflow-gtk') and not window else None)
                if lacking:
                    print(f'ok {number} {shell}: {typed} # SKIP {lacking}')
                    continue
                fault = test(shell, ask, pathlib.Path(folder), typed, wanted, unwanted)
                failed += fault is not None
                print(f'{"not ok" if fault else "ok"} {number} {shell}: {typed}{" - " + fault if fault else ""}'.replace('\n', ' '), flush=True)
    sys.exit(1 if failed else 0)


main()
