#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Mail of real programs travels through the simulated world: from a served host over simulated links, queues and
name servers to another served host. Prints TAP.

usage: test-journey.py MAILFLOW
"""
import email
import email.policy
import imaplib
import json
import os
import signal
import socket
import sys
import time

import corpus
import lab
import readers
import senders
from lab import test, test_each

DOWN = 'faults:\n  - {server: mail.example.org, kind: down, at: 0s, for: 1h}\n'
GONE = 'faults:\n  - {server: mail.example.org, kind: down}\n'
BOTH = ['--host', 'mail.example.com', *(word for service in lab.SERVICES for word in (f'--{service}', '0')),
        '--host', 'mail.example.org', *(word for service in lab.SERVICES for word in (f'--{service}', '0'))]


def world(*options, **more):
    return lab.serve(lab.scenario(['alice', 'carol'], **more), *options, doors=BOTH)


@test_each(*((f'{program} to {reader}', send, read, service)
             for (program, send, *_), (reader, read, service) in zip(senders.ALL, (
                 ('fetchmail by POP3', readers.fetchmail_pop3, 'pop3'), ('mbsync', readers.mbsync, 'imap'),
                 ('mpop', readers.mpop, 'pop3'), ('curl by IMAP', readers.curl_imap, 'imap')))))
def from_com_to_org(send, read, service):
    with world() as server:
        for message in corpus.MESSAGES.values():
            assert send(message, server.port('submission', 'example.com'), 'alice@example.com', ['bob@example.org'], 'alice') == 0
        lab.wait_for(lambda: len(lab.look(server.port('imap', 'example.org'), 'bob')) == len(corpus.MESSAGES), 'the mail of bob')
        corpus.check_saved(read(server.port(service, 'example.org'), 'bob', lab.new_folder('bob')), corpus.MESSAGES)


@test
def each_server_puts_its_received_in_front():
    with world() as server:
        lab.submit(server.port('submission', 'example.com'), 'alice', ['bob@example.org'], corpus.MESSAGES['plain'])
        read = email.message_from_bytes(lab.take(server.port('imap', 'example.org'), 'bob')[0])
        servers = [line.split(' by ')[1].split()[0] for line in (' '.join(field.split()) for field in read.get_all('Received'))]
        assert servers == ['mail.example.org', 'mail.example.com'], servers
        assert read.keys()[:3] == ['Return-Path', 'Received', 'Received'] and read['Return-Path'] == '<alice@example.com>'


@test
def there_and_back_with_utf8():
    with world() as server:
        both = ['SMTPUTF8', 'BODY=8BITMIME']
        lab.submit(server.port('submission', 'example.com'), 'alice', ['bob@example.org'], corpus.RAW_HEADER, both)
        corpus.check_unharmed(lab.take(server.port('imap', 'example.org'), 'bob')[0], corpus.RAW_HEADER)
        lab.submit(server.port('submission', 'example.org'), 'bob', ['carol@example.com', 'alice@example.com'],
                   corpus.RAW_HEADER, both, domain='example.org')
        for user in ('carol', 'alice'):
            corpus.check_unharmed(lab.take(server.port('imap', 'example.com'), user)[0], corpus.RAW_HEADER)


@test
def recipients_at_two_domains():
    with world() as server:
        lab.submit(server.port('submission', 'example.com'), 'alice', ['carol@example.com', 'bob@example.org'], corpus.MESSAGES['dots'])
        corpus.check_unharmed(lab.take(server.port('imap', 'example.com'), 'carol')[0], corpus.MESSAGES['dots'])
        corpus.check_unharmed(lab.take(server.port('imap', 'example.org'), 'bob')[0], corpus.MESSAGES['dots'])


@test
def of_25_megabytes():
    with world('--speed', '20') as server:
        lab.submit(server.port('submission', 'example.com'), 'alice', ['bob@example.org'], corpus.BIG)
        corpus.check_unharmed(lab.take(server.port('imap', 'example.org'), 'bob')[0], corpus.BIG)


def report_of(raw):
    """The fields of the part for machines, for the one recipient (RFC 3464)."""
    read = email.message_from_bytes(raw, policy=email.policy.default)
    assert read.get_content_type() == 'multipart/report' and read.get_param('report-type') == 'delivery-status', raw
    _, status, returned = read.iter_parts()
    return status.get_payload()[1], returned


@test_each(('fetchmail', readers.fetchmail_pop3, 'pop3'), ('mbsync', readers.mbsync, 'imap'))
def an_unknown_user_elsewhere_comes_back(read, service):
    with world() as server:
        lab.submit(server.port('submission', 'example.com'), 'alice', ['nobody@example.org'], corpus.MESSAGES['eight-bit'])
        lab.wait_for(lambda: lab.look(server.port('imap', 'example.com'), 'alice'), 'the report')
        saved = read(server.port(service, 'example.com'), 'alice', lab.new_folder('report'))
        fields, returned = report_of(saved[0])
        assert len(saved) == 1 and fields['Action'] == 'failed' and fields['Status'] == '5.1.1', saved
        assert fields['Final-Recipient'].replace(' ', '') == 'rfc822;nobody@example.org', saved
        assert b'<eight-bit@client.example.com>' in returned.as_bytes()


def look_if_up(port, user):
    try:
        return lab.look(port, user)
    except imaplib.IMAP4.abort:  # not to be reached
        return []


@test
def a_server_that_is_down_for_an_hour_gets_it_after_that():
    with world('--speed', '3600', extra=DOWN) as server:
        began = time.monotonic()
        assert senders.curl(corpus.MESSAGES['dots'], server.port('submission', 'example.com'), 'alice@example.com',
                            ['bob@example.org'], 'alice') == 0
        raw = lab.wait_for(lambda: look_if_up(server.port('imap', 'example.org'), 'bob'), 'the mail of bob')[0]
        corpus.check_unharmed(raw, corpus.MESSAGES['dots'])
        assert time.monotonic() - began > 0.5
        times = [email.utils.parsedate_to_datetime(field.rpartition(';')[2].strip())
                 for field in email.message_from_bytes(raw).get_all('Received')]
        assert 1000 < (times[0] - times[1]).total_seconds() < 3 * 3600, times


@test
def a_server_that_never_comes_back_makes_a_bounce():
    servers = 'mail.example.com: {retry: {first: 5m, factor: 2, longest: 1h}, lifetime: 1h}'
    with world('--speed', '1800', extra=GONE, servers=servers) as server:
        senders.msmtp(corpus.MESSAGES['plain'], server.port('submission', 'example.com'), 'alice@example.com',
                      ['bob@example.org'], 'alice')
        fields, returned = report_of(lab.take(server.port('imap', 'example.com'), 'alice')[0])
        assert fields['Action'] == 'failed' and fields['Status'] == '4.4.1', fields
        assert b'<plain@client.example.com>' in returned.as_bytes()


def time_over_a_slow_link(latency, speed):
    extra = f'links:\n  - {{between: [mail.example.com, mail.example.org], latency: {latency}}}\n'
    with world('--speed', speed, extra=extra) as server:
        client = lab.open_mailbox(server.port('imap', 'example.org'), 'bob')
        client.send(b'x IDLE\r\n')
        client.readline()
        began = time.monotonic()
        lab.submit(server.port('submission', 'example.com'), 'alice', ['bob@example.org'], corpus.MESSAGES['plain'])
        client.readline()
        return time.monotonic() - began


@test
def speed_is_what_was_asked_for():
    """A delivery takes ten ways over the link."""
    took = time_over_a_slow_link('100ms', '0.5')
    assert took > 1.5, took
    took = time_over_a_slow_link('1s', '10')
    assert took < 5, took


def traced(*steps):
    """The records that are written at the end, after all STEPS."""
    path = lab.FOLDER / 'trace.jsonl'
    with world('--trace', path) as server:
        for step in steps:
            step(server)
    return path, [json.loads(line) for line in path.read_text(encoding='utf-8').splitlines()]


def do_everything(server):
    lab.submit(server.port('submission', 'example.com'), 'alice', ['bob@example.org'], corpus.MESSAGES['plain'])
    lab.wait_for(lambda: lab.look(server.port('imap', 'example.org'), 'bob'), 'the mail of bob')
    readers.mpop(server.port('pop3', 'example.org'), 'bob', lab.new_folder('bob'))
    lab.run('dig', '@127.0.0.1', '-p', server.ports['ns.example.com', 'dns'], '+short', 'example.com', 'MX')


def commands(records, kind, host='localhost'):
    return ' '.join(json.dumps(record).lower() for record in records if record['kind'] == kind and record.get('host') == host)


@test
def the_trace_holds_what_the_programs_said():
    path, records = traced(do_everything)
    assert [record['id'] for record in records] == list(range(1, len(records) + 1))
    assert all(0 <= record['cause'] < record['id'] for record in records)
    for kind, words in (('smtp-command', ('EHLO client.example.com', 'MAIL FROM:<alice@example.com>', 'RCPT TO:<bob@example.org>')),
                        ('pop3-command', ('USER bob', 'RETR 1', 'QUIT')), ('imap-command', ('SELECT INBOX', 'BODY.PEEK[]')),
                        ('dns-query', ('example.com',))):
        said = commands(records, kind)
        for word in words:
            assert word.lower() in said, (kind, word, said)
    counted = lab.run('jq', '-c', 'select(.host == "localhost") | .kind', path).stdout.decode().split()
    assert len(counted) == sum(record.get('host') == 'localhost' for record in records)
    assert {'"smtp-command"', '"pop3-command"', '"imap-command"', '"dns-query"'} <= set(counted)
    assert 'rcpt to:<bob@example.org>' in commands(records, 'smtp-command', 'mail.example.com'), 'and what came of it'


@test
def the_trace_can_be_looked_into():
    path, records = traced(do_everything)
    delivered = next(record['id'] for record in records if record['kind'] == 'stored' and record.get('host') == 'mail.example.org')
    told = lab.run(lab.MAILFLOW, 'why', path, delivered).stdout.decode()
    assert told.count('\n') > 3 and f'{delivered} ' in told.splitlines()[-1], told


@test
def without_mail_the_trace_is_empty_of_mail():
    _, records = traced()
    assert not any(record['kind'] in ('smtp-command', 'stored', 'queued') for record in records), records[:20]


def is_closed(port):
    with socket.socket() as probe:
        return probe.connect_ex(('127.0.0.1', port)) != 0


@test
def a_second_signal_does_not_lose_the_trace():
    path = lab.new_folder('pipe') / 'trace'
    os.mkfifo(path)
    server = lab.Server(lab.scenario(), '--trace', path)
    try:
        server.process.send_signal(signal.SIGINT)
        lab.wait_for(lambda: is_closed(server.smtp), 'closed ports')
        server.process.send_signal(signal.SIGINT)
        time.sleep(0.5)
        assert server.process.poll() is None, 'it waits for a reader'
        records = [json.loads(line) for line in path.read_text(encoding='utf-8').splitlines()]
        assert records[-1]['kind'] == 'run-end', records[-1]
        assert server.process.wait(lab.PATIENCE) == 0
    finally:
        server.kill()


@test
def a_trace_that_cannot_be_written_is_an_error():
    server = lab.Server(lab.scenario(), '--trace', '/dev/full')
    server.process.terminate()
    assert server.process.wait(lab.PATIENCE) == 2 and '/dev/full' in server.err.read_text(), server.err.read_text()


sys.exit(lab.main())
