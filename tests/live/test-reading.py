#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Real programs read mail from a served host, by POP3 and IMAP. Prints TAP.

usage: test-reading.py MAILFLOW OUR-CLIENT TERMINAL
"""
import contextlib
import imaplib
import os
import poplib
import sys

import corpus
import lab
import readers
from lab import test, test_each

poplib._MAXLINE = 100_000  # pylint: disable=protected-access

TERMINAL = os.path.abspath(sys.argv[3])
POP3 = (
    ('curl', readers.curl_pop3, 67),
    ('mpop', readers.mpop, 77),
    ('fetchmail', readers.fetchmail_pop3, 3),
    ('getmail', readers.getmail_pop3, 0),
)
IMAP = (
    ('curl', readers.curl_imap, 67),
    ('fetchmail', readers.fetchmail_imap, 3),
    ('getmail', readers.getmail_imap, 0),
    ('mbsync', readers.mbsync, 1),
)
USERS = ['alice', 'carol', 'reader', 'big']
EVERYTHING = {**corpus.MESSAGES, 'raw-header': corpus.RAW_HEADER}
server = None


@contextlib.contextmanager
def open_world():
    global server  # pylint: disable=global-statement
    with lab.serve(lab.scenario(USERS)) as server:
        for message in EVERYTHING.values():
            lab.hand_in(server.smtp, ['reader@example.com'], message, options=['SMTPUTF8', 'BODY=8BITMIME'])
        lab.hand_in(server.smtp, ['big@example.com'], corpus.BIG)
        lab.wait_for(lambda: len(lab.look(server.imap, 'reader')) == len(EVERYTHING), 'the corpus')
        yield


def log_in(user):
    client = poplib.POP3('127.0.0.1', server.pop3, timeout=lab.PATIENCE)
    client.user(user)
    client.pass_(lab.PASSWORD)
    return client


def retrieve(client, number):
    return b'\r\n'.join(client.retr(number)[1]) + b'\r\n'


def fill(user, *messages):
    for message in messages:
        lab.hand_in(server.smtp, [f'{user}@example.com'], message)
    lab.wait_for(lambda: len(lab.look(server.imap, user)) == len(messages), f'the mail of {user}')


def empty(user):
    client = lab.open_mailbox(server.imap, user)
    client.store('1:*', '+FLAGS', r'(\Deleted)')
    client.expunge()
    client.logout()


@test_each(*((program, read) for program, read, _ in POP3))
def by_pop3(read):
    corpus.check_saved(read(server.pop3, 'reader', lab.new_folder('pop3')), EVERYTHING)


@test_each(*((program, read) for program, read, _ in IMAP))
def by_imap(read):
    corpus.check_saved(read(server.imap, 'reader', lab.new_folder('imap')), EVERYTHING)


@test
def by_neomutt():
    corpus.check_saved(readers.neomutt(server.imap, 'reader', lab.new_folder('neomutt'), TERMINAL), EVERYTHING)


@test_each(('POP3', readers.s_nail_pop3, 'pop3'), ('IMAP', readers.s_nail_imap, 'imap'))
def by_s_nail(read, service):
    saved = read(getattr(server, service), 'reader', lab.new_folder('s-nail'))
    corpus.check_saved(saved, EVERYTHING, corpus.as_in_mbox)


@test
def by_imaplib():
    for raw in lab.look(server.imap, 'reader'):
        corpus.check_unharmed(raw, EVERYTHING[corpus.name_of(raw)])


@test
def by_poplib():
    client = log_in('reader')
    sizes = [int(line.split()[1]) for line in client.list()[1]]
    for number, size in enumerate(sizes, 1):
        raw = retrieve(client, number)
        corpus.check_unharmed(raw, EVERYTHING[corpus.name_of(raw)])
        assert len(raw) == size, (number, len(raw), size)
        assert b'\r\n'.join(client.top(number, 0)[1]).rstrip() == raw.partition(b'\r\n\r\n')[0], number
    assert client.stat() == (len(EVERYTHING), sum(sizes)) == (len(sizes), sum(sizes))
    client.quit()


@test_each(('curl by POP3', readers.curl_pop3, 'pop3'), ('mpop', readers.mpop, 'pop3'), ('mbsync', readers.mbsync, 'imap'))
def of_25_megabytes(read, service):
    corpus.check_saved(read(getattr(server, service), 'big', lab.new_folder('big')), {'big': corpus.BIG})


@test
def of_25_megabytes_by_imaplib_and_poplib():
    corpus.check_unharmed(lab.look(server.imap, 'big')[0], corpus.BIG)
    client = log_in('big')
    corpus.check_unharmed(retrieve(client, 1), corpus.BIG)
    client.quit()


@test_each(*((f'{program} by {service}', read, service, status) for service, rows in (('pop3', POP3), ('imap', IMAP))
             for program, read, status in rows))
def wrong_password(read, service, status):
    assert read(getattr(server, service), 'reader', lab.new_folder('wrong'), password='wrong', status=status) == []


@test
def wrong_password_by_poplib_and_imaplib():
    client = poplib.POP3('127.0.0.1', server.pop3, timeout=lab.PATIENCE)
    client.user('reader')
    for call in (lambda: client.pass_('wrong'), client.stat):
        try:
            call()
            raise AssertionError('not refused')
        except poplib.error_proto:
            pass
    client = imaplib.IMAP4('127.0.0.1', server.imap, timeout=lab.PATIENCE)
    try:
        client.login('reader', 'wrong')
        raise AssertionError('not refused')
    except imaplib.IMAP4.error as refused:
        assert 'AUTHENTICATIONFAILED' in str(refused), refused


@test_each(('mpop', readers.mpop), ('getmail', readers.getmail_pop3))
def pop3_deletes_and_keeps(read):
    fill('alice', corpus.MESSAGES['plain'], corpus.MESSAGES['dots'])
    folder = lab.new_folder('twice')
    assert len(read(server.pop3, 'alice', folder)) == 2
    assert len(read(server.pop3, 'alice', folder)) == 2, 'fetched again: its UIDL has changed'
    assert len(lab.look(server.imap, 'alice')) == 2
    read(server.pop3, 'alice', lab.new_folder('once'), keep=False)
    assert lab.look(server.imap, 'alice') == []


@test
def pop3_deletes_only_on_quit():
    fill('alice', corpus.MESSAGES['plain'], corpus.MESSAGES['dots'])
    client = log_in('alice')
    client.dele(1)
    assert client.stat()[0] == 1
    client.close()
    client = lab.wait_for(lambda: try_log_in('alice'), 'the maildrop to be free')
    assert client.stat()[0] == 2
    client.dele(1)
    client.rset()
    client.dele(2)
    client.quit()
    left = lab.look(server.imap, 'alice')
    assert len(left) == 1 and corpus.name_of(left[0]) == 'plain'
    empty('alice')


def try_log_in(user):
    try:
        return log_in(user)
    except poplib.error_proto:
        return None


@test
def one_pop3_session_at_a_time():
    client = log_in('reader')
    assert try_log_in('reader') is None
    client.quit()
    log_in('reader').quit()


@test
def mbsync_and_imaplib_stay_in_step():
    fill('alice', corpus.MESSAGES['plain'], corpus.MESSAGES['dots'])
    folder = lab.new_folder('step')
    client = lab.open_mailbox(server.imap, 'alice')
    assert len(readers.mbsync(server.imap, 'alice', folder)) == 2

    client.store('1', '+FLAGS', r'(\Flagged)')  # there, seen here
    readers.mbsync(server.imap, 'alice', folder)
    assert [path.name.rpartition(',')[2] for path in sorted((folder / 'box' / 'cur').iterdir())].count('F') == 1

    (folder / 'box' / 'new' / '1.here').write_bytes(corpus.with_lf(corpus.MESSAGES['attachment']))  # here, seen there
    dots = next(path for part in ('cur', 'new') for path in (folder / 'box' / part).iterdir() if b'<dots@' in path.read_bytes())
    dots.rename(folder / 'box' / 'cur' / (dots.name.partition(':')[0] + ':2,ST'))
    readers.mbsync(server.imap, 'alice', folder)
    client.noop()
    assert client.response('EXPUNGE')[1] == [b'2'], 'told of what the other has removed'
    assert client.search(None, 'ALL')[1] == [b'1 2']
    corpus.check_same(corpus.without_notes(corpus.with_lf(fetch_last(client))), corpus.with_lf(corpus.MESSAGES['attachment']))
    client.logout()
    empty('alice')
    assert readers.mbsync(server.imap, 'alice', folder) == []


def fetch_last(client):
    return lab.fetch(client, client.search(None, 'ALL')[1][0].split()[-1].decode())


@test
def idle_sees_new_mail_at_once():
    client = lab.open_mailbox(server.imap, 'carol')
    client.send(b'x1 IDLE\r\n')
    assert client.readline().startswith(b'+ ')
    for count in (1, 2):
        lab.hand_in(server.smtp, ['carol@example.com'], corpus.MESSAGES['plain'])
        assert b'* %d EXISTS\r\n' % count in (client.readline(), client.readline())
    other = lab.open_mailbox(server.imap, 'carol')
    other.store('1', '+FLAGS', r'(\Deleted)')
    other.expunge()
    said = b''
    while b'EXPUNGE' not in said:
        said = client.readline()
    assert said == b'* 1 EXPUNGE\r\n', said
    client.send(b'DONE\r\n')
    while not said.startswith(b'x1 '):
        said = client.readline()
    assert said.startswith(b'x1 OK'), said
    client.logout()
    other.logout()
    empty('carol')


@test
def append_and_copy_by_curl_and_imaplib():
    path = lab.FOLDER / 'appended.eml'
    path.write_bytes(corpus.MESSAGES['eight-bit'])
    lab.run('curl', '-sS', '--user', f'carol:{lab.PASSWORD}', f'imap://127.0.0.1:{server.imap}/INBOX', '--upload-file', path)
    client = lab.open_mailbox(server.imap, 'carol')
    assert fetch_last(client) == corpus.MESSAGES['eight-bit']
    client.create('Archive')
    assert client.copy('1', 'Archive')[0] == 'OK'
    client.select('Archive')
    assert fetch_last(client) == corpus.MESSAGES['eight-bit']
    client.logout()


sys.exit(lab.main(open_world))
