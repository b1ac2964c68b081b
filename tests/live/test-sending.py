#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Real programs send mail through a served host, by submission and as between servers. Prints TAP.

usage: test-sending.py MAILFLOW
"""
import contextlib
import email
import email.policy
import re
import smtplib
import sys

import corpus
import lab
import senders
from lab import test, test_each

COMPOSED = 'Grüße aus Köln\n.\n..\nFrom here on\n' + 'ein langer Satz ' * 20 + '\n'
server = None


@contextlib.contextmanager
def open_world():
    global server  # pylint: disable=global-statement
    with lab.serve(lab.scenario(['alice', 'carol', 'jürgen'])) as server:
        yield


def check_taken(user, *wanted):
    for got, want in zip(lab.take(server.imap, user, len(wanted)), wanted):
        corpus.check_unharmed(got, want)


@test_each(*((f'{program} {name}', send, message) for program, send, *_ in senders.ALL
             for name, message in corpus.MESSAGES.items()))
def submitted(send, message):
    assert send(message, server.submission, 'alice@example.com', ['carol@example.com'], 'alice') == 0
    check_taken('carol', message)


@test_each(*((program, send) for program, send, *_ in senders.ALL))
def handed_in_to_the_smtp_port(send):
    message = corpus.MESSAGES['dots']
    assert send(message, server.smtp, 'stranger@example.net', ['carol@example.com']) == 0
    check_taken('carol', message)


@test_each(*((program, send) for program, send, *_ in senders.ALL if program != 'msmtp'))
def of_25_megabytes(send):
    assert len(corpus.BIG) > 25_000_000
    assert send(corpus.BIG, server.submission, 'alice@example.com', ['carol@example.com'], 'alice') == 0
    check_taken('carol', corpus.BIG)


@test_each(*((program, send) for program, send, *_ in senders.ALL))
def several_recipients(send):
    message = corpus.MESSAGES['plain']
    assert send(message, server.submission, 'alice@example.com', ['carol@example.com', 'alice@example.com'], 'alice') == 0
    check_taken('carol', message)
    check_taken('alice', message)


@test_each(*((program, send, status) for program, send, status, _ in senders.ALL))
def wrong_password(send, status):
    assert send(corpus.MESSAGES['plain'], server.submission, 'alice@example.com', ['carol@example.com'], 'alice', 'wrong') == status


@test_each(*((program, send, status) for program, send, _, status in senders.ALL))
def unknown_recipient(send, status):
    message = corpus.MESSAGES['plain']
    assert send(message, server.submission, 'alice@example.com', ['nobody@example.com'], 'alice') == status
    assert send(message, server.smtp, 'stranger@example.net', ['nobody@example.com']) == status


@test_each(*((program, send, status) for program, send, _, status in senders.ALL))
def no_relaying(send, status):
    assert send(corpus.MESSAGES['plain'], server.smtp, 'stranger@example.net', ['bob@example.org']) == status
    assert send(corpus.MESSAGES['plain'], server.smtp, 'alice@example.com', ['someone@example.net']) == status


@test
def nothing_was_delivered_of_all_that_was_refused():
    assert lab.look(server.imap, 'carol') == lab.look(server.imap, 'alice') == []


@test
def one_bad_recipient_of_two():
    refused = lab.submit(server.submission, 'alice', ['carol@example.com', 'nobody@example.com'], corpus.MESSAGES['plain'])
    assert list(refused) == ['nobody@example.com'] and refused['nobody@example.com'][0] == 550, refused
    check_taken('carol', corpus.MESSAGES['plain'])


@test
def submission_needs_a_login_and_ones_own_address():
    with smtplib.SMTP('127.0.0.1', server.submission, timeout=lab.PATIENCE) as client:
        client.ehlo()
        assert client.mail('alice@example.com')[0] == 530
        client.login('alice', lab.PASSWORD)
        assert client.mail('carol@example.com')[0] == 553
        assert client.mail('alice@example.com')[0] == 250


@test
def submission_adds_the_fields_that_are_missing():
    lab.submit(server.submission, 'alice', ['carol@example.com'], b'Subject: bare\r\n\r\nx\r\n')
    whole = corpus.without_trace(lab.take(server.imap, 'carol')[0])
    assert whole.endswith(b'\r\nSubject: bare\r\n\r\nx\r\n'), whole
    read = email.message_from_bytes(whole)
    assert read['From'] == 'alice@example.com' and read['Date'] and read['Message-ID'], whole
    assert sorted(read.keys()) == ['Date', 'From', 'Message-ID', 'Subject'], whole


@test
def trace_fields_stand_in_front():
    lab.hand_in(server.smtp, ['carol@example.com'], corpus.MESSAGES['plain'])
    got = lab.take(server.imap, 'carol')[0]
    assert re.match(rb'Return-Path: <stranger@example\.net>\r\nReceived: from client\.example\.net \(\[127\.0\.0\.1\]\)\r\n'
                    rb'\tby mail\.example\.com with ESMTP id ', got), got


@test
def raw_utf8_headers_by_smtplib():
    assert lab.submit(server.submission, 'alice', ['carol@example.com'], corpus.RAW_HEADER, ['SMTPUTF8', 'BODY=8BITMIME']) == {}
    check_taken('carol', corpus.RAW_HEADER)


@test
def utf8_addresses_by_smtplib():
    options = ['SMTPUTF8', 'BODY=8BITMIME']
    assert lab.submit(server.submission, 'alice', ['jürgen@example.com'], corpus.RAW_HEADER, options) == {}
    check_taken('jürgen', corpus.RAW_HEADER)
    assert lab.hand_in(server.smtp, ['jürgen@example.com'], corpus.RAW_HEADER, 'andré@example.net', options) == {}
    got = lab.take(server.imap, 'jürgen')[0]
    corpus.check_unharmed(got, corpus.RAW_HEADER)
    assert got.startswith('Return-Path: <andré@example.net>\r\n'.encode()) and b' with UTF8SMTP id ' in got, got[:300]


@test
def utf8_addresses_by_curl():
    for message in (corpus.MESSAGES['plain'], corpus.RAW_HEADER):
        assert senders.curl(message, server.submission, 'alice@example.com', ['jürgen@example.com'], 'alice') == 0
        check_taken('jürgen', message)
    assert senders.curl(corpus.RAW_HEADER, server.submission, 'jürgen@example.com', ['carol@example.com'], 'jürgen') == 0
    check_taken('carol', corpus.RAW_HEADER)


@test
def utf8_addresses_need_smtputf8():
    with smtplib.SMTP('127.0.0.1', server.smtp, timeout=lab.PATIENCE) as client:
        client.ehlo()
        client.command_encoding = 'utf-8'
        assert client.docmd('MAIL FROM:<andré@example.net>')[0] == 550
        assert client.mail('stranger@example.net')[0] == 250
        assert client.docmd('RCPT TO:<jürgen@example.com>')[0] == 553


@test_each(*((way, way) for way in ('PLAIN', 'LOGIN')))
def swaks_logs_in_by(way):
    lab.run('swaks', '--server', f'127.0.0.1:{server.submission}', '--helo', 'client.example.com', '--from', 'alice@example.com',
            '--to', 'carol@example.com', '--auth', way, '--auth-user', 'alice', '--auth-password', lab.PASSWORD,
            '--header', f'Subject: by {way}', '--pipeline')
    assert f'Subject: by {way}\r\n'.encode() in lab.take(server.imap, 'carol')[0]


def check_composed(raw, data):
    """A program that writes its messages itself may choose their encoding, not their meaning."""
    got = email.message_from_bytes(raw, policy=email.policy.default)
    text, attached = got.iter_parts()
    assert got['Subject'] == 'Grüße 🍰' and got['To'].addresses[0].addr_spec == 'carol@example.com', raw[:1000]
    assert text.get_content().replace('\r\n', '\n') == COMPOSED, text.get_content()
    assert attached.get_filename() == 'data.bin', raw[:3000]
    corpus.check_same(attached.get_payload(decode=True), data, 'attachment')


def prepare_attachment():
    data = corpus.random_bytes(50000, 2)
    (lab.FOLDER / 'data.bin').write_bytes(data)
    return data


@test
def neomutt_writes_and_sends():
    data = prepare_attachment()
    settings = lab.FOLDER / 'neomuttrc'
    settings.write_text(f'set smtp_url="smtp://alice@127.0.0.1:{server.submission}/"\nset smtp_pass="{lab.PASSWORD}"\n'
                        'set ssl_starttls=no ssl_force_tls=no from="alice@example.com" hostname="client.example.com"\n'
                        'set copy=no charset=utf-8 send_charset=utf-8\n')
    lab.run('neomutt', '-n', '-F', settings, '-s', 'Grüße 🍰', '-a', 'data.bin', '--', 'carol@example.com', data=COMPOSED.encode())
    check_composed(lab.take(server.imap, 'carol')[0], data)


@test
def s_nail_writes_and_sends():
    data = prepare_attachment()
    lab.run('s-nail', '-:/', '-S', 'v15-compat', '-S', f'mta=smtp://alice:{lab.PASSWORD}@127.0.0.1:{server.submission}',
            '-S', 'smtp-auth=plain', '-S', 'nosave', '-S', 'hostname=client.example.com', '-S', 'sendwait',
            '-r', 'alice@example.com', '-s', 'Grüße 🍰', '-a', 'data.bin', 'carol@example.com', data=COMPOSED.encode())
    check_composed(lab.take(server.imap, 'carol')[0], data)


@test
def smtp_source_sends_sixty_by_six_connections():
    lab.run('smtp-source', '-s', '6', '-m', '60', '-l', '4000', '-M', 'client.example.net', '-f', 'stranger@example.net',
            '-t', 'carol@example.com', f'127.0.0.1:{server.smtp}')
    bodies = {raw.partition(b'\r\n\r\n')[2] for raw in lab.take(server.imap, 'carol', 60)}
    lines = bodies.pop().split()
    assert not bodies and len(lines) == 50 and set(b''.join(lines)) <= set(b'0123456789X'), lines


sys.exit(lab.main(open_world))
