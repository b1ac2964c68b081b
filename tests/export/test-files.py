#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an export leaves behind: whole files or none, and what was there before stays whole.

usage: test-files.py MAILFLOW SCENARIOS

Prints TAP.
"""
import json
import os
import pathlib
import pty
import resource
import signal
import subprocess
import sys
import tempfile
import traceback

MAILFLOW = sys.argv[1]
LARGE = 'slow-link'  # some megabytes of packets


def export(*words, scenario='first-delivery', **how):
    done = subprocess.run([MAILFLOW, 'export', scenario, *map(str, words)], check=False, capture_output=True, **how)
    return done.returncode, done.stderr.decode(), done.stdout


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_several_at_once(folder):
    assert export('--pcap', folder / 'a.pcap', '--trace', folder / 'a.jsonl')[:2] == (0, '')
    assert names(folder) == ['a.jsonl', 'a.pcap']
    assert (folder / 'a.pcap').read_bytes()[:4] == bytes.fromhex('4d3cb2a1')  # nanoseconds
    umask = os.umask(0)
    os.umask(umask)
    assert (folder / 'a.pcap').stat().st_mode & 0o777 == 0o666 & ~umask


def test_from_a_trace(folder):
    export('--pcap', folder / 'a.pcap', '--trace', folder / 'a.jsonl')
    assert export('--pcap', folder / 'b.pcap', '--trace', folder / 'b.jsonl', scenario=folder / 'a.jsonl')[0] == 0
    assert (folder / 'a.pcap').read_bytes() == (folder / 'b.pcap').read_bytes()
    assert (folder / 'a.jsonl').read_bytes() == (folder / 'b.jsonl').read_bytes()


def test_alone_or_together(folder):
    """What is in one form does not depend on the others."""
    export('--html', folder / 'alone.html', '--svg', folder / 'alone.svg', '--view', 'map')
    words = [word for form in ('png', 'pdf', 'svg', 'html') for word in ('--' + form, folder / ('all.' + form))]
    assert export(*words, '--view', 'map')[0] == 0
    for form in ('html', 'svg'):
        assert (folder / f'alone.{form}').read_bytes() == (folder / f'all.{form}').read_bytes(), form


def test_host_in_capitals(folder):
    assert export('--log', folder / 'log', '--host', 'MAIL.Example.ORG')[:2] == (0, '')
    status, message, _ = export('--log', folder / 'none', '--host', 'ns.example.org')
    assert status == 2 and 'ns.example.org is no mail server' in message, message


def test_existing_file(folder):
    old = folder / 'a.pcap'
    old.write_text('old')
    status, message, _ = export('--trace', folder / 'a.jsonl', '--pcap', old)
    assert status == 2 and f'--pcap {old}: is there already; --force replaces it' in message, message
    assert names(folder) == ['a.pcap'] and old.read_text() == 'old'
    assert export('--trace', folder / 'a.jsonl', '--pcap', old, '--force')[0] == 0
    assert names(folder) == ['a.jsonl', 'a.pcap'] and len(old.read_bytes()) > 1000


def test_no_such_folder(folder):
    status, message, _ = export('--trace', folder / 'a.jsonl', '--pcap', folder / 'no' / 'a.pcap')
    assert status == 2 and 'No such file or directory' in message and 'a.pcap' in message, message
    assert names(folder) == []


def test_folder_in_place_of_file(folder):
    status, message, _ = export('--pcap', folder)
    assert status == 2 and 'this is a folder' in message, message


def test_same_file_twice(folder):
    status, message, _ = export('--pcap', folder / 'a', '--trace', folder / 'a')
    assert status == 2 and 'was asked for twice' in message, message
    assert names(folder) == []


def test_nothing_asked(folder):
    status, message, _ = export()
    assert status == 2 and 'expected at least one form' in message, message


def small_files():
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))


def test_no_room(folder):
    """As on a full disk: a write fails half-way."""
    old = folder / 'a.pcap'
    old.write_text('old')
    for form in ('--pcap', '--trace', '--pdf', '--svg', '--html'):
        status, message, _ = export(form, old, '--force', scenario=LARGE, preexec_fn=small_files)
        assert status == 2 and form in message and 'File too large' in message, message
        assert names(folder) == ['a.pcap'] and old.read_text() == 'old'


def test_full_device(folder):
    status, message, _ = export('--pcap', '/dev/full')
    assert status == 2 and 'No space left on device' in message, message


def test_packets_that_cannot_be(folder):
    """A trace made by hand: of no connection, too long, by IPv6 to a host that has none."""
    lines = [{'kind': 'run-start', 'scenario': 'x', 'title': 'x', 'seed': 1, 'start': '2026-01-05T09:00:00.000000Z'}]
    lines += [{'kind': 'host', 'host': name, 'role': 'device', 'domain': 'x', 'address': address} for name, address in (('a', '192.0.2.1'), ('b', '192.0.2.2'))]
    lines += [{'kind': 'host-address', 'host': 'a', 'address': '2001:db8::1'}]
    call = {'kind': 'connect', 'host': 'a', 'peer': 'b', 'port': 25, 'conn': 1, 'local_port': 1, 'address': '2001:db8::2'}
    packet = {'kind': 'tcp', 'host': 'a', 'to': 'b', 'flags': 'ACK', 'conn': 1, 'seq': 1, 'ack': 1, 'arrives': 1}
    for more, status in (([packet], 2), ([call, packet], 0), ([call, {**packet, 'payload': 'x' * 70000}], 2)):
        (folder / 'odd').write_text(''.join(json.dumps({'id': i, 'cause': 0, 't': 0, **record}) + '\n' for i, record in enumerate(lines + more, 1)))
        done = export('--pcap', folder / 'odd.pcap', '--force', scenario=folder / 'odd')
        assert done[0] == status and ('record' in done[1]) == (status == 2), done


def test_standard_output(folder):
    status, message, output = export('--pcap', '-')
    assert (status, message) == (0, '') and output[:4] == bytes.fromhex('4d3cb2a1')
    export('--pcap', folder / 'a.pcap')
    assert (folder / 'a.pcap').read_bytes() == output


def test_link(folder):
    (folder / 'link').symlink_to(folder / 'file')
    (folder / 'file').write_text('old')
    assert export('--trace', folder / 'link')[0] == 2
    assert export('--trace', folder / 'link', '--force')[0] == 0
    assert (folder / 'link').is_symlink() and (folder / 'file').read_text().startswith('{"id": 1')


def test_interrupted(folder):
    """A signal in the midst of it leaves nothing."""
    for number in (signal.SIGINT, signal.SIGTERM):
        process = subprocess.Popen([MAILFLOW, 'export', LARGE, '--trace', folder / 'a', '--pcap', folder / 'b'], stderr=subprocess.DEVNULL)
        while not names(folder) and process.poll() is None:
            pass
        process.send_signal(number)
        assert process.wait() == -number, process.returncode
        assert names(folder) == [], names(folder)


def test_bad_words(folder):
    for words, expected in [(['--at', 'soon'], 'expected a time'), (['--host', 'nobody.example'], 'no such host'),
                            (['--message', 'm99'], 'no such message'), (['--view', 'globe'], 'expected ladder or map')]:
        status, message, _ = export('--trace', folder / 'a', *words)
        assert status == 2 and expected in message, message
        assert names(folder) == []
    status, message, _ = export('--trace', folder / 'a', scenario='no-such-lesson')
    assert status == 2 and 'no-such-lesson' in message and names(folder) == [], message


class Lacking(Exception):
    """What this machine hasn't got: the check is skipped."""


def test_progress(folder):
    """On a terminal only, and gone at the end."""
    try:
        master, slave = pty.openpty()
    except OSError as fault:
        raise Lacking(f'no terminal: {fault}') from fault
    done = subprocess.run([MAILFLOW, 'export', LARGE, '--pcap', folder / 'a'], check=False, stderr=slave, stdout=subprocess.DEVNULL)
    os.close(slave)
    shown = os.read(master, 1 << 16).decode()
    os.close(master)
    assert done.returncode == 0 and ' %' in shown and shown.endswith('\r\x1b[K'), repr(shown)


def test_at(folder):
    export('--trace', folder / 'all')
    assert export('--pcap', folder / 'early', '--at', '1s')[0] == 0
    assert export('--pcap', folder / 'late')[0] == 0
    assert 0 < len((folder / 'early').read_bytes()) < len((folder / 'late').read_bytes())


def main():
    tests = [(name, run) for name, run in globals().items() if name.startswith('test_')]
    print(f'1..{len(tests)}')
    failed = 0
    for number, (name, run) in enumerate(tests, 1):
        with tempfile.TemporaryDirectory() as folder:
            try:
                run(pathlib.Path(folder))
                print(f'ok {number} - {name}')
            except Lacking as lacking:
                print(f'ok {number} - {name} # SKIP {lacking}')
            except AssertionError:
                failed += 1
                print(f'not ok {number} - {name}')
                print('# ' + traceback.format_exc().replace('\n', '\n# '))
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
