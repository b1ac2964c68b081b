#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The command line as people and scripts rely on it: output, exit status, files. Prints TAP.

usage: test-cli.py MAILFLOW SCENARIOS
"""
import hashlib
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

MAILFLOW, SCENARIOS = os.path.abspath(sys.argv[1]), pathlib.Path(sys.argv[2]).resolve()
ENVIRONMENT = {**os.environ, 'LC_ALL': 'C.UTF-8'}
TOTALS = re.compile(r'^recipients: \d+ sent, \d+ delivered, \d+ bounced, \d+ waiting, \d+ lost$')
tests = []


def test(function):
    tests.append(function)
    return function


def run(*words, stdin=None, cwd=None):
    return subprocess.run([MAILFLOW, *map(str, words)], capture_output=True, text=True, env=ENVIRONMENT, cwd=cwd, timeout=120)


def names():
    return sorted(path.stem for path in SCENARIOS.glob('*.yaml'))


def good(*words, status=0):
    done = run(*words)
    assert done.returncode == status, (words, done.returncode, done.stdout[-2000:], done.stderr)
    return done


@test
def help_and_version():
    for words in (['--help'], ['help'], ['--version'], ['run', '--help'], ['list', '--help'], ['check', '--help'],
                  ['show', '--help'], ['why', '--help'], ['diff', '--help'], ['bench', '--help'], ['gui', '--help']):
        assert good(*words).stdout.strip(), words


@test
def version_everywhere():
    version = good('--version').stdout
    for command in ('list', 'run', 'check', 'show', 'why', 'diff', 'gui', 'bench'):
        assert good(command, '--version').stdout == version, command


@test
def wire_keeps_control_characters_from_the_terminal():
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder, 'x.yaml')
        path.write_text('mailflow: 1\ntitle: x\ndomains: {a.example: {users: {u: {}}}}\nmessages:\n'
                        '  - {from: u@a.example, to: u@a.example, at: 1s, text: "Grüße\\e[31m \\"x\\" \\\\"}\n', encoding='utf-8')
        out = good('run', '--wire', path).stdout
        assert '> Grüße\\033[31m "x" \\\n' in out, out
        assert '\x1b' not in out


@test
def bad_usage():
    for words in ([], ['fly'], ['run'], ['run', 'a', 'b'], ['run', '--frobnicate', 'first-delivery'], ['check'], ['show'],
                  ['why', 'first-delivery'], ['why', 'first-delivery', '0'], ['why', 'first-delivery', 'x'],
                  ['why', 'first-delivery', '99999999'], ['run', '--seed', 'x', 'first-delivery'],
                  ['run', '--until', 'soon', 'first-delivery'], ['show', '--at', 'soon', 'first-delivery'],
                  ['show', '--message', 'm99', 'first-delivery'], ['bench', 'flying'], ['list', 'x']):
        done = run(*words)
        assert done.returncode == 2, (words, done.returncode)
        assert done.stderr.startswith('mailflow: '), (words, done.stderr)
        assert done.stdout == '', (words, done.stdout)


@test
def list_names_every_scenario():
    listed = [line.split()[0] for line in good('list').stdout.splitlines()]
    assert listed == names()
    as_json = json.loads(good('list', '--json').stdout)
    assert [row['name'] for row in as_json] == names()
    assert all(row['title'] and row['level'] in ('basic', 'intermediate', 'advanced') for row in as_json)


@test
def run_tells_a_story():
    lines = good('run', 'first-delivery').stdout.splitlines()
    assert TOTALS.match(lines[-1]), lines[-1]
    assert lines[-1] == 'recipients: 1 sent, 1 delivered, 0 bounced, 0 waiting, 0 lost'
    told = '\n'.join(lines)
    for words in ('writes “Lunch?”', 'which servers take mail for example.org? (MX)', 'takes m1', 'puts m1 into the mailbox'):
        assert words in told, words
    assert '\x1b' not in told, 'colours without a terminal'
    assert len(lines) < 30


@test
def wire_adds_every_line():
    told = good('run', '--wire', 'first-delivery').stdout
    for words in ('> EHLO alice.example.com', '> MAIL FROM:<alice@example.com>', '> RCPT TO:<bob@example.org>', '> DATA',
                  '< 354 ', '> .', '> QUIT', '< 221 ', '> RETR 1', '> DELE 1'):
        assert words in told, words


@test
def quiet_is_one_line():
    lines = good('run', '--quiet', 'first-delivery').stdout.splitlines()
    assert len(lines) == 1 and TOTALS.match(lines[0])


@test
def report_as_json():
    report = json.loads(good('run', '--json', 'unknown-user').stdout)
    assert report['mailflow'] == 1 and report['scenario'] == 'unknown-user' and report['seed'] == 1
    assert report['started'] == '2026-01-05T09:00:00.000000Z'
    assert report['totals'] == {'sent': 1, 'delivered': 0, 'bounced': 1, 'waiting': 0, 'lost': 0}
    recipient = report['messages'][0]['recipients'][0]
    assert recipient['outcome'] == 'bounced' and recipient['status'] == '5.1.1' and recipient['code'] == 550
    assert recipient['hops'] == ['alice.example.com', 'mail.example.com']
    assert recipient['attempts'] == 1 and recipient['duplicates'] == 0 and recipient['delay_notices'] == 0
    assert report['expectations'] == {'met': 1, 'failed': 0}
    assert len(report['messages']) == 1, 'reports are not counted'


@test
def trace_and_its_digest():
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder, 'trace.jsonl')
        report = json.loads(good('run', '--json', '--trace', path, 'first-delivery').stdout)
        lines = path.read_bytes()
        assert hashlib.sha256(lines).hexdigest() == report['trace_sha256']
        records = [json.loads(line) for line in lines.splitlines()]
        assert len(records) == report['records']
        last = 0
        for number, record in enumerate(records, 1):
            assert record['id'] == number and 0 <= record['cause'] < number and record['t'] >= last
            last = record['t']
        kinds = {record['kind'] for record in records}
        assert {'smtp-command', 'smtp-reply', 'dns-query', 'dns-answer', 'stored', 'fetched', 'tcp', 'udp'} <= kinds


@test
def full_disk_is_told():
    with open('/dev/full', 'w') as full:
        done = subprocess.run([MAILFLOW, 'run', 'first-delivery'], stdout=full, stderr=subprocess.PIPE, text=True, env=ENVIRONMENT, timeout=120)
    assert done.returncode == 2 and 'standard output' in done.stderr, done.stderr


@test
def utf8_in_every_locale():
    done = subprocess.run([MAILFLOW, 'run', 'first-delivery'], capture_output=True, env={**ENVIRONMENT, 'LC_ALL': 'C'}, timeout=120)
    assert 'writes “Lunch?”'.encode() in done.stdout


@test
def same_inputs_same_trace():
    digests = {json.loads(good('run', '--json', '--seed', seed, 'two-domains').stdout)['trace_sha256'] for seed in (7, 7, 7)}
    assert len(digests) == 1
    assert json.loads(good('run', '--json', '--seed', 8, 'two-domains').stdout)['trace_sha256'] not in digests


@test
def until_stops_the_run():
    done = run('run', '--json', '--until', '30m', 'server-down')
    report = json.loads(done.stdout)
    assert report['totals']['waiting'] == 1 and report['ended'] == '2026-01-05T09:30:00.000000Z', report
    assert done.returncode == 1 and report['expectations']['failed'] == 1
    assert run('run', '--quiet', '--until', '2026-01-05T09:30:00Z', 'server-down').returncode == 1


@test
def trace_file_whole_or_not_at_all():
    with tempfile.TemporaryDirectory() as folder:
        done = run('run', '--quiet', '--trace', pathlib.Path(folder, 'no', 'such', 'folder.jsonl'), 'first-delivery')
        assert done.returncode == 2 and 'folder.jsonl' in done.stderr
        assert os.listdir(folder) == []


@test
def trace_goes_into_a_pipe():
    with tempfile.TemporaryDirectory() as folder:
        pipe = os.path.join(folder, 'pipe')
        os.mkfifo(pipe)
        reader = subprocess.Popen(['cat', pipe], stdout=subprocess.PIPE)
        good('run', '--quiet', '--trace', pipe, 'first-delivery')
        lines = reader.communicate(timeout=60)[0].splitlines()
        assert json.loads(lines[-1])['kind'] == 'run-end'
        assert pathlib.Path(pipe).is_fifo()
    done = run('run', '--quiet', '--trace', '/dev/full', 'first-delivery')
    assert done.returncode == 2 and done.stderr.startswith('mailflow: --trace /dev/full: '), done.stderr


@test
def check_the_library():
    lines = good('check', *names()).stdout.splitlines()
    assert TOTALS.match(lines[-1])
    assert all(line.endswith(', 0 failed') for line in lines[:-1])


@test
def check_finds_faults():
    text = (SCENARIOS / 'unknown-user.yaml').read_text().replace('outcome: bounced', 'outcome: delivered')
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder, 'wrong.yaml')
        path.write_text(text)
        done = good('check', path, status=1)
        line = next(number for number, row in enumerate(text.splitlines(), 1) if 'outcome: delivered' in row)
        assert done.stdout.startswith(f'{path}:{line}:'), done.stdout
        assert 'outcome delivered expected, was bounced' in done.stdout
        assert good('run', '--quiet', path, status=1)


@test
def unreadable_files():
    cases = {
        'unknown-key.yaml': b'mailflow: 1\ntittle: x\ndomains: {}\nmessages: []\n',
        'broken.yaml': b'mailflow: 1\ntitle: [\n',
        'empty.yaml': b'',
        'rubbish.yaml': bytes(range(256)) * 20,
        'deep.yaml': b'[' * 100000,
        'deeper.yaml': b'mailflow: 1\ntitle: ' + b'{a: ' * 100000,
        'bomb.yaml': b'a: &a [x, x, x, x, x, x, x, x, x, x]\n' + b''.join(
            b'%c: &%c [*%c, *%c, *%c, *%c, *%c, *%c, *%c, *%c, *%c, *%c]\n' % ((98 + i,) * 2 + (97 + i,) * 10) for i in range(12)),
        'itself.yaml': b'a: &a [*a]\n',
        'duration.yaml': b'mailflow: 1\ntitle: x\nuntil: soon\ndomains: {example.com: {users: {a: {}}}}\nmessages: []\n',
        'address.yaml': b'mailflow: 1\ntitle: x\ndomains: {example.com: {users: {a: {}}}}\nmessages:\n  - {from: a@example.com, to: [b c]}\n',
        'server.yaml': b'mailflow: 1\ntitle: x\ndomains: {example.com: {users: {a: {}}}}\nmessages: []\nfaults:\n  - {server: mx9.example.com, kind: down}\n',
        'zone.yaml': b'mailflow: 1\ntitle: x\ndomains:\n  example.com:\n    users: {a: {}}\n    zone: |\n      @ IN MX ten mail\nmessages: []\n',
    }
    with tempfile.TemporaryDirectory() as folder:
        for name, content in cases.items():
            path = pathlib.Path(folder, name)
            path.write_bytes(content)
            for command in ('run', 'check', 'show'):
                done = run(command, path)
                assert done.returncode == 2, (name, command, done.returncode, done.stderr[-500:])
                assert re.match(re.escape(str(path)) + r':\d+:\d+: ', done.stderr), (name, done.stderr[:300])
        missing = run('run', pathlib.Path(folder, 'missing.yaml'))
        assert missing.returncode == 2 and 'missing.yaml' in missing.stderr
        assert run('run', folder).returncode == 2
        assert run('run', 'first-delivry').returncode == 2


@test
def keys_for_later_are_warned_of():
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder, 'later.yaml')
        path.write_text('mailflow: 1\ntitle: x\ndomains: {example.com: {users: {a: {}, b: {}}, servers: {mx.example.com: {tls: offer}}}}\n'
                        'messages:\n  - {from: a@example.com, to: b@example.com}\n')
        done = good('check', path)
        assert re.match(re.escape(str(path)) + r':3:\d+: warning: .*no effect yet', done.stderr), done.stderr


@test
def show_an_instant():
    shown = good('show', '--at', '30m', 'server-down').stdout
    assert 'mail.example.org: down' in shown
    assert re.search(r'queue: m1 to bob@example.org, deferred, \d attempts?, next in', shown), shown
    assert 'cache: example.org MX = 10 mail.example.org' in shown
    assert 'mailbox carol@example.org: m1 (seen)' in good('show', 'pop3-and-imap').stdout


@test
def show_a_message():
    shown = good('show', '--message', 'm1-bounce', 'unknown-user').stdout
    for words in ('Return-Path: <>', 'multipart/report', 'Final-Recipient: rfc822; bert@example.org', 'Action: failed', 'Status: 5.1.1'):
        assert words in shown, words
    early = good('show', '--message', 'm1', '--at', '1200ms', 'first-delivery').stdout
    late = good('show', '--message', 'm1', 'first-delivery').stdout
    assert early.count('Received:') < late.count('Received:') == 2 + late.count('adds a Received:')


@test
def nothing_steers_the_terminal():
    with tempfile.TemporaryDirectory() as folder:
        pathlib.Path(folder, 'letter.eml').write_bytes(b'Subject: \x1b[2Jgone\nX: \x9b\n\n\x1b]0;title\x07\xff\n')
        path = pathlib.Path(folder, 'x.yaml')
        path.write_text('mailflow: 1\ntitle: x\ndomains: {example.com: {users: {a: {}, b: {}}}}\nmessages:\n'
                        '  - {id: m1, from: a@example.com, to: b@example.com, file: letter.eml}\n'
                        '  - {id: m2, from: a@example.com, to: b@example.com, subject: "\\e[2Jgone"}\n')
        for words in (['run', path], ['run', '--wire', path], ['show', path, '--message', 'm1'], ['show', path, '--message', 'm2']):
            done = subprocess.run([MAILFLOW, *map(str, words)], capture_output=True, env=ENVIRONMENT, timeout=120)
            assert b'\x1b' not in done.stdout and b'\x07' not in done.stdout, (words, done.stdout[-800:])
            done.stdout.decode()


@test
def why_walks_the_causes():
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder, 'trace.jsonl')
        good('run', '--quiet', '--trace', path, 'unknown-user')
        records = {record['id']: record for record in map(json.loads, path.read_text().splitlines())}
        bounced = next(record['id'] for record in records.values() if record['kind'] == 'bounced')
        chain, walk = [], bounced
        while walk:
            chain.insert(0, walk)
            walk = records[walk]['cause']
        told = [int(line.split()[0]) for line in good('why', '--packets', 'unknown-user', bounced).stdout.splitlines()]
        assert told == chain
        short = good('why', 'unknown-user', bounced).stdout.splitlines()
        assert 'RCPT TO:<bert@example.org>' in short[-3] and '[RFC 5321' in short[-1], short[-3:]


@test
def the_trace_of_an_earlier_run():
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder, 'trace.txt')
        good('run', '--quiet', '--trace', path, 'unknown-user')
        for words in (['show'], ['show', '--at', '1500ms'], ['show', '--at', '2026-01-05T09:00:01Z'], ['show', '--message', 'm1']):
            assert good(*words, path).stdout == good(*words, 'unknown-user').stdout, words
        assert good('why', path, 100).stdout == good('why', 'unknown-user', 100).stdout
        assert run('why', path, 99999).returncode == 2 and run('show', '--message', 'm9', path).returncode == 2
        path.write_text(path.read_text()[:-10])
        done = run('show', path)
        assert done.returncode == 2 and re.match(re.escape(str(path)) + r': not a trace: line \d+: ', done.stderr), done.stderr


@test
def from_any_folder():
    with tempfile.TemporaryDirectory() as folder:
        assert run('run', '--quiet', 'first-delivery', cwd=folder).returncode == 0


def main():
    failed = 0
    print(f'1..{len(tests)}')
    for number, function in enumerate(tests, 1):
        try:
            function()
            print(f'ok {number} {function.__name__}')
        except Exception as problem:  # pylint: disable=broad-except
            failed += 1
            print(f'not ok {number} {function.__name__}\n# {type(problem).__name__}: {problem}'.replace('\n', '\n# ').replace('# # ', '# '))
    return 1 if failed else 0


sys.exit(main())
