#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The manual pages against a linter of such pages, and against the programs that they describe.

usage: test-manuals.py SOURCE-TREE MAILFLOW MAILFLOW-GTK

Prints TAP.
"""
import pathlib
import re
import sys

import tap

TOP, MAILFLOW, WINDOW = pathlib.Path(sys.argv[1]), sys.argv[2], sys.argv[3]
PAGES = sorted((TOP / 'docs' / 'man').glob('*.[15]'))
# Rows of the tables of keys, whatever reads the value.
KEY = re.compile(r'^  \{ "([a-z_-]+)", (?:scenario_|read_)', re.MULTILINE)


def page(name):
    return (TOP / 'docs' / 'man' / name).read_text()


def test_lint(_):
    assert len(PAGES) == 3
    for file in PAGES:
        # Whether the pages that it refers to are installed is no matter of the page's.
        said = tap.call('mandoc', '-T', 'lint', '-W', 'warning', file)
        assert said == '', said


def test_rendered(_):
    for file in PAGES:
        text = tap.call('mandoc', '-T', 'ascii', '-O', 'width=80', file)
        assert len(text.splitlines()) > 60
        assert not re.search(r'^\.', text, re.MULTILINE)


def options(*words):
    said = tap.call(*words, '--help', env=tap.environment(ASAN_OPTIONS='detect_leaks=0'))
    found = re.findall(r'^  (?:-\w, )?--([a-z0-9-]+)', said, re.MULTILINE)
    assert 'help' in found and 'version' in found, said
    return found


def part(text, command):
    """What the page says of COMMAND."""
    return re.search(rf'^\.It Cm {command}$(.*?)(?=^\.It Cm |^\.Sh )', text, re.MULTILINE | re.DOTALL).group(1)


def lacking(text, names):
    return [name for name in names if not re.search(rf'Fl -{name}\b|, -{name}\b|\| -{name}\b', text)]


def test_commands(_):
    said = tap.call(MAILFLOW, '--help', env=tap.environment(ASAN_OPTIONS='detect_leaks=0'))
    commands = re.findall(r'^  ([a-z]+) +\S', said, re.MULTILINE)
    assert len(commands) >= 11
    text = page('mailflow.1')
    for command in commands:
        own = [name for name in options(MAILFLOW, command) if name not in ('help', 'version')]
        assert not lacking(part(text, command), own), (command, lacking(part(text, command), own))
    described = re.findall(r'^\.It Cm ([a-z]+)$', text, re.MULTILINE)
    assert sorted(described) == sorted(commands)


def test_no_option_too_many(_):
    text = page('mailflow.1')
    for command in re.findall(r'^\.It Cm ([a-z]+)$', text, re.MULTILINE):
        for name in re.findall(r'^\.It Fl -([a-z0-9-]+)', part(text, command), re.MULTILINE):
            assert name in options(MAILFLOW, command), (command, name)


def test_window(_):
    if not pathlib.Path(WINDOW).exists():
        raise tap.Lacking('this build has no window')
    text, known = page('mailflow-gtk.1'), options(WINDOW)
    assert not lacking(text, known), lacking(text, known)
    assert set(re.findall(r'^\.It Fl -([a-z0-9-]+)', text, re.MULTILINE)) <= set(known)


def test_keys_of_a_scenario(_):
    text = page('mailflow-scenario.5')
    named = set(re.findall(r'[a-z_-]{2,}', ' '.join(re.findall(r'^\.(?:It )?(?:Cm|Li) (.*)$', text, re.MULTILINE))))
    tables = [file for file in (TOP / 'sim' / 'world').glob('scenario-*.c') if file.name != 'scenario-type.c']
    keys = {key for file in tables for key in KEY.findall(file.read_text())}
    assert len(keys) > 80, keys
    assert not keys - named, keys - named


def test_example_of_a_scenario(folder):
    example = re.search(r'^\.Bd -literal.*?\n(mailflow: 1.*?)^\.Ed', page('mailflow-scenario.5'), re.MULTILINE | re.DOTALL).group(1)
    (folder / 'example.yaml').write_text(example)
    tap.call(MAILFLOW, 'check', folder / 'example.yaml', env=tap.environment(ASAN_OPTIONS='detect_leaks=0'))


tap.run(test_lint, test_rendered, test_commands, test_no_option_too_many, test_window, test_keys_of_a_scenario, test_example_of_a_scenario)
