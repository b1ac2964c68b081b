#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The mailboxes that every scenario ends with, as mbox files and as a file of each message: what Python's email and
mailbox packages, mutt and neomutt read there is, byte by byte, what the trace says was stored and not removed.

usage: test-mail-stores.py MAILFLOW SCENARIOS TERMINAL

Prints TAP.
"""
import base64
import email
import email.policy
import json
import mailbox
import os
import pathlib
import re
import sys
import time

import tap

TERMINAL = os.path.abspath(sys.argv[3])  # makes a program believe that it sits at one
NOTES = (b'status', b'x-status', b'content-length', b'lines')  # of whoever keeps a mailbox file


def content_of(record):
    return base64.b64decode(record['content_base64']) if 'content_base64' in record else record.get('content', '').encode()


def expected_folders(trace, until):
    """Title → [(record, flags)], from the trace alone."""
    stored, fetched, flags = {}, {}, {}
    keepers = {(record['device'], record['mailbox']) for record in trace if record['kind'] == 'mailbox' and record['reads'] == 'pop3'}
    for record in trace:
        if record['t'] > until:
            break
        if record['kind'] == 'stored':
            stored[record['item']] = record
        elif record['kind'] == 'removed':
            del stored[record['item']]
        elif record['kind'] == 'flags':
            flags[record['item']] = record['flags'].split()
        elif record['kind'] == 'fetched' and (record['host'], record['mailbox']) in keepers:
            title = record['mailbox'].replace('@', '=') + '_' + record['host']
            fetched.setdefault(title, []).append((record, []))
    folders = {}
    for item, record in sorted(stored.items(), key=lambda pair: pair[1]['id']):
        folders.setdefault(record['mailbox'].replace('@', '='), []).append((record, flags.get(item, [])))
    return {**folders, **fetched}


def without_notes(message):
    """MESSAGE, its lines ending in LF, without the fields that a mailbox file's readers and writers add."""
    header, _, body = message.replace(b'\r\n', b'\n').partition(b'\n\n')
    fields = [field for field in re.split(rb'\n(?![ \t])', header) if field.partition(b':')[0].lower() not in NOTES]
    return b'\n'.join(fields) + b'\n\n' + body.rstrip(b'\n')


def unquoted(message):
    return re.sub(rb'^>(>*From )', rb'\1', message, flags=re.MULTILINE)


def check_message(content):
    """Whole and right (RFC 5322), as far as Python's parser tells."""
    assert content.count(b'\n') == content.count(b'\r\n') == content.count(b'\r')
    message = email.message_from_bytes(content, policy=email.policy.default)
    for part in message.walk():
        assert not part.defects, part.defects
        for name, value in part.items():
            assert not value.defects, (name, value.defects)
    for name in ('Return-Path', 'Date', 'From', 'To', 'Message-ID'):
        assert len(message.get_all(name, [])) == 1, name
    assert max(len(line) for line in content.partition(b'\r\n\r\n')[0].split(b'\r\n')) <= 78, 'a long header line'


def separator(record, start, content):
    sender = email.message_from_bytes(content)['Return-Path'].strip('<>') or 'MAILER-DAEMON'
    seconds = start + record['t'] // 10**9
    return f'From {sender} {time.asctime(time.gmtime(seconds))}'


def check_mbox(path, mails, start):
    """Whether what Python makes of the mbox file is MAILS."""
    box = mailbox.mbox(path, create=False)
    assert len(box) == len(mails), (path, len(box), len(mails))
    for key, (record, flags) in zip(box.keys(), mails):
        content, found = content_of(record), box.get_message(key)
        assert without_notes(unquoted(box.get_bytes(key))) == without_notes(content), (path, key)
        assert 'From ' + found.get_from() == separator(record, start, content), found.get_from()
        marks = {'\\Seen': 'RO', '\\Answered': 'A', '\\Flagged': 'F', '\\Deleted': 'D', '\\Draft': 'T'}
        assert set(found.get_flags()) == set(''.join(marks[flag] for flag in flags)), (found.get_flags(), flags)
    assert not re.search(rb'\r', path.read_bytes())


def copy_with(program, path, folder):
    """The messages that PROGRAM, a mutt, copies out of the mbox file into a Maildir: bytes and flags."""
    box = folder / 'box'
    for name in ('cur', 'new', 'tmp'):
        (box / name).mkdir(parents=True)
    settings = folder / 'settings'
    settings.write_text(f'set folder="{folder}" spoolfile="{path}" mbox_type=Maildir sort=mailbox-order\n'
                        'set confirmcreate=no confirmappend=no quit=yes wait_key=no header_cache=""\n')
    keys = f'push "<tag-pattern>~A<enter><tag-prefix><copy-message>{box}<enter><quit>"'
    tap.call('env', f'HOME={folder}', 'TERM=xterm', f'LD_PRELOAD={TERMINAL}', program, '-n', '-F', settings, '-R', '-f', path, '-e', keys)
    return sorted((without_notes(file.read_bytes()), 'S' in file.name.partition(':2,')[2]) for file in box.glob('[cn]*/*'))


def check_with_mutt(program, path, mails, folder):
    folder.mkdir()
    expected = sorted((without_notes(re.sub(rb'^(>*From )', rb'>\1', content_of(record), flags=re.MULTILINE)), '\\Seen' in flags)
                      for record, flags in mails)
    assert copy_with(program, path, folder) == expected, (program, path.name)


def export(folder, scenario, *more):
    trace = folder / 'trace.jsonl'
    tap.mailflow('export', scenario, '--mbox', folder / 'mbox', '--eml', folder / 'eml', '--trace', trace, '--force', *more)
    return [json.loads(line) for line in trace.read_text().splitlines()]


def start_of(trace):
    return time.mktime(time.strptime(trace[0]['start'][:19], '%Y-%m-%dT%H:%M:%S')) - time.timezone


def check_folders(folder, trace, until, programs):
    folders = expected_folders(trace, until)
    assert {path.name for path in (folder / 'eml').iterdir()} == set(folders)
    assert {path.name for path in (folder / 'mbox').iterdir()} == {f'{title}.mbox' for title in folders}
    for number, (title, mails) in enumerate(folders.items()):
        found = [path.read_bytes() for path in sorted((folder / 'eml' / title).iterdir())]
        assert found == [content_of(record) for record, _ in mails], title
        path = folder / 'mbox' / f'{title}.mbox'
        check_mbox(path, mails, start_of(trace))
        for program in programs:
            check_with_mutt(program, path, mails, folder / f'{program}-{number}')
    return folders


def check_scenario(folder, scenario):
    trace = export(folder, scenario)
    folders = check_folders(folder, trace, trace[-1]['t'], ['mutt'])
    for mails in folders.values():
        for record, _ in mails:
            check_message(content_of(record))
    delivered = {record['message'] for record in trace if record['kind'] == 'stored'}
    assert delivered == {record['message'] for mails in folders.values() for record, _ in mails}, 'something received is missing'


def the_instant_counts(folder):
    """A mail is on the server from 09:00:01 on and on the reader's device, and no more on the server, from 09:00:06 on."""
    for seconds, expected in ((1, set()), (3, {'bob=example.org'}), (30, {'bob=example.org_bob.example.org'})):
        below = folder / str(seconds)
        below.mkdir()
        trace = export(below, 'first-delivery', '--at', f'{seconds}s')
        assert set(check_folders(below, trace, seconds * 10**9, [])) == expected, seconds


LETTER = b"""From: alice@example.com
To: bob@example.org
Subject: From here
Date: Mon, 05 Jan 2026 09:00:00 +0000
Message-ID: <from-lines@example.com>
Status: RO
X-Status: A
Content-Length: 12

From the first line on
>From quoted once
>>From quoted twice
 From with a blank

From alice@example.com Mon Jan  5 09:00:01 2026
Subject: no message of its own

caf\xe9, and no line end"""

ODD = """mailflow: 1
title: Letters that are hard to keep
domains:
  example.com: {users: {alice: {reads: imap}}}
  example.org:
    users:
      bob: {reads: pop3, leave-on-server: yes, devices: [laptop, phone]}
      carol: {reads: none}
      erin: {reads: imap, devices: [one, two]}
      "o'brien+x=y/z": {reads: none, devices: [pc]}
messages:
  - {at: 1s, from: alice@example.com, to: [bob@example.org, carol@example.org, "o'brien+x=y/z@example.org"], file: letter.eml}
  - {at: 2s, from: alice@example.com, bcc: [bob@example.org, erin@example.org], subject: Blind, text: "From me\\n\\nFrom me too"}
  - {at: 3s, from: alice@example.com, to: [erin@example.org, nobody@example.org], text: "", subject: "Grüße, und zwar so viele, dass sie nicht in eine einzige Zeile passen, wie lang sie auch ist"}
"""


def letters_that_are_hard_to_keep(folder):
    (folder / 'letter.eml').write_bytes(LETTER.replace(b'\n', b'\r\n'))
    (folder / 'odd.yaml').write_text(ODD, encoding='utf-8')
    trace = export(folder, folder / 'odd.yaml')
    odd = "o'brien+x=y/z@example.org"
    for record in trace:  # as it stands in the files' names
        record['mailbox'] = record.get('mailbox', '').replace(odd, 'o~27brien+x=y~2Fz@example.org')
    folders = check_folders(folder, trace, trace[-1]['t'], ['mutt', 'neomutt'])
    assert set(folders) == {'alice=example.com', 'bob=example.org', 'bob=example.org_laptop.bob.example.org', 'bob=example.org_phone.bob.example.org',
                            'carol=example.org', 'erin=example.org', 'o~27brien+x=y~2Fz=example.org'}, set(folders)
    assert b'\nTo: undisclosed-recipients:;\n' in (folder / 'mbox' / 'erin=example.org.mbox').read_bytes()


def line(number, **members):
    return json.dumps({'id': number, 'cause': 0, 't': number, **members}) + '\n'


def folders_of_imap(folder):
    """Only real programs make folders; a trace of such a run has them. No name leads out of DIR, and none is taken twice."""
    labels = ['bob@example.org', 'bob@example.org/Archive/2026', 'bob@example.org/../../up', 'Bob@example.org', '"a/b@c"@example.org/x@y', '..', '']
    trace = line(1, kind='run-start', scenario='x', title='x', seed=1, start='2026-01-05T09:00:00.000000Z')
    trace += line(2, kind='host', host='mail.example.org', role='mail-server', domain='example.org', address='192.0.2.1')
    for number, label in enumerate(labels, 3):
        trace += line(number, kind='stored', host='mail.example.org', recipient=0, item=number, uid=1, content='Subject: a draft\r\n\r\n',
                      **({'mailbox': label} if label else {}))
    trace += line(10, kind='flags', host='mail.example.org', item=4, mailbox=labels[1], flags='\\Seen \\Answered \\Flagged \\Deleted \\Draft')
    (folder / 'imap.jsonl').write_text(trace)
    tap.mailflow('export', folder / 'imap.jsonl', '--mbox', folder / 'mbox', '--eml', folder / 'eml')
    names = {'Bob=example.org_2', '_', 'bob=example.org', 'bob=example.org+..+..+up', 'bob=example.org+Archive+2026', '~22a~2Fb~40c~22=example.org+x~40y', '~2E~2E'}
    assert {path.name for path in (folder / 'eml').iterdir()} == names
    assert {path.name for path in (folder / 'mbox').iterdir()} == {f'{name}.mbox' for name in names}
    archive = (folder / 'mbox' / 'bob=example.org+Archive+2026.mbox').read_bytes()
    assert archive == b'From MAILER-DAEMON Mon Jan  5 09:00:00 2026\nSubject: a draft\nStatus: RO\nX-Status: AFDT\n\n\n', archive


assert pathlib.Path(TERMINAL).exists()
sys.exit(tap.run(check_scenario, the_instant_counts, letters_that_are_hard_to_keep, folders_of_imap))
