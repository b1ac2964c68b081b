#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""mailflow diff: what came out differently in two runs, and where they part.

usage: test-diff.py MAILFLOW SCENARIOS

Prints TAP.
"""
import concurrent.futures
import json
import os
import pathlib
import subprocess
import sys
import tempfile

MAILFLOW, SCENARIOS = os.path.abspath(sys.argv[1]), pathlib.Path(sys.argv[2]).resolve()
ENVIRONMENT = {**os.environ, 'LC_ALL': 'C.UTF-8', 'MAILFLOW_SCENARIOS': str(SCENARIOS)}
SCENARIO = """mailflow: 1
title: A
domains:
  example.com: {users: {alice: {}}}
  example.org: {users: {bob: {reads: none}, carol: {reads: none}}}
messages:
  - {id: m1, at: 1s, from: alice@example.com, to: [bob@example.org, carol@example.org], subject: Lunch, text: At noon?}
"""
tests = []


def test(function):
    tests.append(function)
    return function


def run(*words, status=0):
    done = subprocess.run([MAILFLOW, *map(str, words)], capture_output=True, text=True, env=ENVIRONMENT, timeout=300, check=False)
    assert done.returncode == status, (words, done.returncode, done.stdout[-2000:], done.stderr)
    return done


def diff(a, b, *options, status=0):
    return run('diff', a, b, *options, status=status).stdout


def trace_of(folder, scenario, *options):
    path = folder / f'{len(list(folder.iterdir()))}.jsonl'
    run('run', scenario, '--quiet', '--trace', path, *options)
    return path


def variant(folder, *changes, name='b.yaml'):
    """SCENARIO with text added or replaced: (old, new), or only new behind it."""
    text = SCENARIO
    for change in changes:
        text = text.replace(*change) if isinstance(change, tuple) else text + change
    (folder / 'a.yaml').write_text(SCENARIO)
    (folder / name).write_text(text)
    return folder / 'a.yaml', folder / name


def check_pool(check):
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        assert len(list(pool.map(check, SCENARIOS.glob('*.yaml')))) >= 36


@test
def every_scenario_is_as_its_own_trace(folder):
    def check(scenario):
        below = folder / scenario.stem
        below.mkdir()
        found = json.loads(diff(trace_of(below, scenario), scenario, '--json', '--exit-code'))
        assert not found['differ'] and not found['worlds'] and not found['messages'] and found['parting'] is found['story'] is None
        assert found['a']['trace_sha256'] == found['b']['trace_sha256']

    check_pool(check)
    assert diff('first-delivery', trace_of(folder, 'first-delivery'), '--exit-code').endswith('\nNothing differs.\n')


@test
def every_scenario_is_another_with_another_seed(folder):
    def check(scenario):
        below = folder / scenario.stem
        below.mkdir()
        path = trace_of(below, scenario, '--seed', 7)
        found = json.loads(diff(scenario.stem, path, '--json', '--exit-code', status=1))
        records = [json.loads(line) for line in path.read_text().splitlines()]
        parting = found['parting']
        assert found['differ'] and parting['differs'], scenario
        assert found['b']['seed'] == 7 and found['b']['records'] == len(records)
        assert parting['b']['record'] == records[parting['b']['record']['id'] - 1]
        for side in 'ab':
            assert parting[side]['causes'][-1] == parting[side]['record']['id'] and parting[side]['causes'] == sorted(parting[side]['causes'])
        assert {name for name in set(parting['a']['record']) | set(parting['b']['record'])
                if parting['a']['record'].get(name) != parting['b']['record'].get(name)} - {'id', 'cause', 'fault'} == set(parting['differs'])

    check_pool(check)


@test
def another_title_is_no_difference(folder):
    told = diff(*variant(folder, ('title: A', 'title: B\nsummary: The same by another name')), '--exit-code')
    assert told.endswith('\nNothing differs.\n'), told


@test
def a_recipient_is_refused(folder):
    """One of two: the other is delivered all the same; the story parts at the refusal."""
    told = diff(*variant(folder, 'faults: [{kind: reply, server: mail.example.org, on: RCPT, match: bob@example.org, code: 550, status: 5.1.1, text: Gone}]\n'))
    assert '\nm1 to bob@example.org: delivered → bounced (5.1.1); ' in told, told
    assert '; by mail.example.org → -\n' in told and 'attempts' not in told, told
    assert '\nm1 to carol@example.org' not in told, told
    assert '\nmail.example.org answers by a rule of its own (RCPT bob@example.org: 550 5.1.1) for good: only in B\n' in told, told
    first, story = told.split('\nThe first step of the story that differs, and what led to it:\n')
    assert first.endswith(' — no, and trying again will not help [RFC 5321 4.2.1]\n'), first
    assert '\nUp to record ' in story and ' of A as above.\n' in story, story
    of_a, of_b = story.split('\nA:\n')[1].split('\nB:\n')
    assert 'puts m1 into the mailbox of bob@example.org' in of_a.splitlines()[-1] and 'puts m1 into the mailbox of carol@example.org' in of_b.splitlines()[-1], story


@test
def a_later_try(folder):
    told = diff(*variant(folder, 'faults: [{kind: reply, server: mail.example.org, on: RCPT, match: bob@example.org, code: 451, times: 2}]\n'))
    line = next(line for line in told.splitlines() if line.startswith('m1 to bob@example.org: '))
    assert line.startswith('m1 to bob@example.org: after ') and 'attempts 1 → 3' in line and 'delivered' not in line, line


@test
def the_chain_is_that_of_why(folder):
    a, b = variant(folder, ('text: At noon?', 'text: At one?'))
    told = diff(a, b)
    found = json.loads(diff(a, b, '--json'))['parting']
    assert '\n  content: At noon? → At one?\n' in told, told
    chain = run('why', b, found['b']['record']['id']).stdout.splitlines()
    shown = told.split('what led to it:\n')[1].splitlines()
    both, of_b = shown.index('Both:'), shown.index('B:')
    assert shown[both + 1:both + len(chain)] == chain[:-1] and shown[of_b + 1] == chain[-1], (chain, shown)
    assert 'Every message came out the same.' in told and 'The story is the same, but for its times.' in told, told


@test
def messages_of_one_run_only(folder):
    told = diff(*variant(folder, '  - {id: m2, at: 2s, from: bob@example.org, to: [alice@example.com, carol@example.org]}\n'))
    assert '\nm2: only in B, from bob@example.org to alice@example.com, carol@example.org\n' in told, told
    a, b = variant(folder, ('to: [bob@example.org, carol@example.org]', 'to: [bob@example.org]'), ('at: 1s', 'at: 3s'))
    told = diff(a, b)
    assert '\nm1: written after 1 s → 3 s\n' in told and '\nm1 to carol@example.org: only in A, delivered\n' in told, told
    assert '\nm1 to carol@example.org: only in B, delivered\n' in diff(b, a)


@test
def worlds(folder):
    told = diff(*variant(folder, ('{bob: {reads: none}, carol: {reads: none}}}', '{bob: {reads: none}, carol: {reads: none}}, zone: "@ IN MX 5 mail"}'),
                         ('messages:', '  example.net: {users: {dave: {}}}\nmessages:')))
    assert '\nmail.example.net is a mail-server of example.net: only in B\n' in told, told
    assert '\nns.example.org has another zone example.org:\n' in told and '\n  A: @ 3600 IN MX 10 mail.example.org.\n  B: @ 3600 IN MX 5 mail.example.org.\n' in told, told
    assert '\n  answer: 10 mail.example.org → 5 mail.example.org\n\nBoth, by the numbers of A:\n' in told, told
    told = diff(*variant(folder, ('domains:\n', 'domains:\n  example.net: {users: {dave: {}}}\n')))
    assert '\nmail.example.org is a mail-server of example.org:\n  address: 198.51.100.12 → 203.0.113.12\n' in told, told


@test
def one_that_ends_before(folder):
    a, b = variant(folder)
    whole, short = trace_of(folder, a), folder / 'short.jsonl'
    short.write_text(''.join(whole.read_text().splitlines(keepends=True)[:60]))
    told = diff(whole, short)
    assert '\nm1 to bob@example.org: delivered → waiting; after ' in told and ' → -; ' in told, told
    assert '\nB:\n  has nothing more to tell, and ended after ' in told, told
    assert json.loads(diff(short, b, '--json'))['parting']['a'] is None


@test
def bad_usage(folder):
    path = folder / 'bad.yaml'
    path.write_text('mailflow: 2\n')
    for words in ([], ['first-delivery'], ['a', 'b', 'c'], ['first-delivery', 'no-such-lesson'], [path, 'first-delivery'], ['--frobnicate', 'a', 'b']):
        done = run('diff', *words, status=2)
        assert done.stderr and not done.stdout, words
    assert run('diff', '--help').stdout.startswith('Usage:') and 'diff' in run('--help').stdout


def main():
    failed = 0
    print(f'1..{len(tests)}')
    for number, function in enumerate(tests, 1):
        try:
            with tempfile.TemporaryDirectory() as folder:
                function(pathlib.Path(folder))
            print(f'ok {number} - {function.__name__}', flush=True)
        except Exception as error:  # pylint: disable=broad-except
            failed += 1
            told = '\n'.join(f'# {line}' for line in f'{type(error).__name__}: {error}'.splitlines())
            print(f'not ok {number} - {function.__name__}\n{told}', flush=True)
    return 1 if failed else 0


sys.exit(main())
