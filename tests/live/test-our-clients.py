#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The simulator's own client sessions speak with real servers: Postfix's smtp-sink, Dovecot. Prints TAP.

usage: test-our-clients.py MAILFLOW OUR-CLIENT
"""
import contextlib
import imaplib
import os
import re
import subprocess
import sys

import corpus
import lab
import peers
from lab import test, test_each

OUR_CLIENT = os.path.abspath(sys.argv[2])
ALL = {**corpus.MESSAGES, 'raw-header': corpus.RAW_HEADER}
real = None


@contextlib.contextmanager
def open_world():
    global real  # pylint: disable=global-statement
    with peers.dovecot(lab.new_folder('dovecot')) as real:
        yield


def our_client(port, *words, status=0):
    return lab.run(OUR_CLIENT, port, *words, status=status).stdout.decode()


def fill(user, *messages):
    """Puts MESSAGES into the mailbox of USER at Dovecot, in place of what was there; its first UID."""
    client = imaplib.IMAP4('127.0.0.1', real.imap, timeout=lab.PATIENCE)
    client.login(user, lab.PASSWORD)
    if client.select('INBOX')[1] != [b'0']:
        client.store('1:*', '+FLAGS.SILENT', r'(\Deleted)')
        client.expunge()
    uids = [re.search(rb'APPENDUID \d+ (\d+)', client.append('INBOX', None, None, message)[1][0]).group(1) for message in messages]
    client.logout()
    return int(uids[0])


def check_folder(folder, wanted):
    files = [path.read_bytes() for path in folder.iterdir()]
    assert len(files) == len(wanted), (len(files), len(wanted))
    for raw in files:
        corpus.check_same(raw, wanted[corpus.name_of(raw)], corpus.name_of(raw))


def send_to_sink(message, recipients=('bob@example.org',), options=(), status=0):
    """What our client printed, and what smtp-sink saved."""
    folder = lab.new_folder('sink')
    path = lab.FOLDER / 'message.eml'
    path.write_bytes(message)
    with peers.sink(folder, *options) as port:
        said = our_client(port, 'smtp', path, 'alice@example.com', *recipients, status=status)
    return said, [path.read_bytes() for path in folder.iterdir()]


def content_of(saved):
    """Without the fields that smtp-sink has put in front, which end with its own Received."""
    return re.sub(rb'\AX-Client-Addr:.*?\nReceived:[^\n]*\n(?:\t[^\n]*\n)*', b'', saved, count=1, flags=re.S)


@test_each(*corpus.MESSAGES.items())
def smtp_delivers(message):
    said, saved = send_to_sink(message)
    assert said.split()[:2] == ['bob@example.org', '250'], said
    assert len(saved) == 1 and b'\nX-Mail-Args: <alice@example.com>' in saved[0] and b'\nX-Rcpt-Args: <bob@example.org>\n' in saved[0], saved
    check_dumped(saved[0], message)


def check_dumped(saved, message):
    """smtp-sink adds an empty line to each message that it saves."""
    corpus.check_same(content_of(saved).rstrip(b'\n'), corpus.with_lf(message).rstrip(b'\n'))


@test
def smtp_delivers_25_megabytes():
    check_dumped(send_to_sink(corpus.BIG)[1][0], corpus.BIG)


@test
def smtp_delivers_to_several_recipients():
    said, saved = send_to_sink(corpus.MESSAGES['plain'], ['bob@example.org', 'ben@example.org', 'eve@example.org'])
    assert [line.split()[1] for line in said.splitlines()] == ['250'] * 3, said
    assert len(saved) == 1 and saved[0].count(b'X-Rcpt-Args:') == 3, saved


@test_each(('EHLO, so it says HELO', ['-f', 'EHLO'], '250'), ('RCPT, forever', ['-f', 'RCPT'], '500'),
           ('DATA, forever', ['-f', 'DATA'], '500'), ('the message, forever', ['-f', '.'], '500'),
           ('RCPT, for now', ['-r', 'RCPT'], '450'), ('DATA, for now', ['-r', 'DATA'], '450'),
           ('the message, for now', ['-r', '.'], '450'))
def smtp_is_refused(options, code):
    done, _ = send_to_sink(corpus.MESSAGES['plain'], options=options, status=0 if code == '250' else 1)
    assert done.split()[1] == code, done


@test_each(('at once', ['-q', 'CONNECT']), ('after MAIL', ['-q', 'MAIL']), ('after the message', ['-q', '.']))
def smtp_is_hung_up_on(options):
    assert send_to_sink(corpus.MESSAGES['plain'], options=options, status=1)[0].splitlines()[-1] == 'the server has hung up'


@test
def submission_logs_in():
    """There is no other server with AUTH here but our own."""
    path = lab.FOLDER / 'message.eml'
    path.write_bytes(corpus.MESSAGES['dots'])
    with lab.serve(lab.scenario(['alice', 'carol'])) as server:
        words = [server.submission, 'submission', path, 'alice@example.com', 'alice']
        our_client(*words, lab.PASSWORD, 'carol@example.com')
        our_client(*words, 'wrong', 'carol@example.com', status=1)
        corpus.check_unharmed(lab.take(server.imap, 'carol')[0], corpus.MESSAGES['dots'])


@test
def pop3_keeps():
    fill('alice', *ALL.values())
    for _ in range(2):
        folder = lab.new_folder('pop3')
        our_client(real.pop3, 'pop3', folder, 'alice', lab.PASSWORD, 'keep')
        check_folder(folder, ALL)


@test
def pop3_deletes():
    fill('alice', *ALL.values())
    folder = lab.new_folder('pop3')
    our_client(real.pop3, 'pop3', folder, 'alice', lab.PASSWORD, 'delete')
    check_folder(folder, ALL)
    assert our_client(real.pop3, 'pop3', folder, 'alice', lab.PASSWORD, 'delete') == ''


@test
def imap_fetches_what_is_new():
    first = fill('carol', *ALL.values())
    folder = lab.new_folder('imap')
    our_client(real.imap, 'imap', folder, 'carol', lab.PASSWORD, first)
    check_folder(folder, ALL)
    folder = lab.new_folder('imap')
    our_client(real.imap, 'imap', folder, 'carol', lab.PASSWORD, first + len(ALL) - 1)
    check_folder(folder, {'raw-header': corpus.RAW_HEADER})
    again = our_client(real.imap, 'imap', folder, 'carol', lab.PASSWORD, first + len(ALL))
    assert 'saved' not in again and again.count('marked') == len(ALL), again


@test
def imap_marks_as_seen():
    client = imaplib.IMAP4('127.0.0.1', real.imap, timeout=lab.PATIENCE)
    client.login('carol', lab.PASSWORD)
    client.select('INBOX', readonly=True)
    assert client.search(None, 'UNSEEN')[1] == [b'']
    client.logout()


@test
def imap_idles_until_more_has_come():
    first = fill('dora', corpus.MESSAGES['plain'], corpus.MESSAGES['dots'])
    other = imaplib.IMAP4('127.0.0.1', real.imap, timeout=lab.PATIENCE)
    other.login('dora', lab.PASSWORD)
    other.select('INBOX')
    other.store('1', '+FLAGS', r'(\Flagged)')
    folder = lab.new_folder('imap')
    words = [OUR_CLIENT, str(real.imap), 'imap', folder, 'dora', lab.PASSWORD, str(first + 1), '2']
    with subprocess.Popen(words, stdout=subprocess.PIPE, env=lab.ENVIRONMENT) as ours:
        lab.wait_for(lambda: any(folder.iterdir()), 'the first message')
        other.append('INBOX', None, None, corpus.MESSAGES['eight-bit'])
        said = ours.communicate(timeout=lab.PATIENCE)[0].decode()
    assert ours.returncode == 0 and f'marked {first} flagged' in said, said
    check_folder(folder, {name: corpus.MESSAGES[name] for name in ('dots', 'eight-bit')})
    other.logout()


@test_each(('POP3', 'pop3', 'keep'), ('IMAP', 'imap', '1'))
def of_25_megabytes_by(protocol, last_word):
    fill('big', corpus.BIG)
    folder = lab.new_folder('big')
    our_client(getattr(real, protocol), protocol, folder, 'big', lab.PASSWORD, last_word)
    check_folder(folder, {'big': corpus.BIG})


@test_each(('POP3', 'pop3', 'keep'), ('IMAP', 'imap', '1'))
def wrong_password_by(protocol, last_word):
    said = our_client(getattr(real, protocol), protocol, lab.FOLDER, 'alice', 'wrong', last_word, status=1)
    assert said.startswith('refused: ') and 'auth' in said.lower(), said


sys.exit(lab.main(open_world))
