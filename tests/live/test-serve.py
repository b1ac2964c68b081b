#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The command `mailflow serve`, and programs that behave badly. Prints TAP.

usage: test-serve.py MAILFLOW
"""
import contextlib
import os
import poplib
import re
import resource
import signal
import smtplib
import socket
import subprocess
import sys
import time

import corpus
import lab
from lab import test, test_each

TCP = ('smtp', 'submission', 'pop3', 'imap', 'dns')
TALKING = ('smtp', 'submission', 'pop3', 'imap')
LISTENING, ESTABLISHED = '0A', '01'  # in /proc/net/tcp
server = None


@contextlib.contextmanager
def open_world():
    global server  # pylint: disable=global-statement
    with lab.serve(lab.scenario(['alice', 'carol'])) as server:
        yield


def connect(port):
    return socket.create_connection(('127.0.0.1', port), lab.PATIENCE)


def read_all(connection):
    said = b''
    while piece := connection.recv(65536):
        said += piece
    return said


def talk(connection, *lines):
    """Says LINES one by one; the last reply."""
    reply = connection.recv(65536)
    for line in lines:
        connection.sendall(line + b'\r\n')
        reply = connection.recv(65536)
    return reply


def check_alive():
    """All services still answer, and deliver."""
    lab.hand_in(server.smtp, ['carol@example.com'], corpus.MESSAGES['plain'])
    corpus.check_unharmed(lab.take(server.imap, 'carol')[0], corpus.MESSAGES['plain'])
    for port in (server.submission, server.pop3):
        with connect(port) as connection:
            assert connection.recv(100)[:3] in (b'220', b'+OK')
    assert b'NOERROR' in lab.run('dig', '@127.0.0.1', '-p', server.dns, 'example.com', 'SOA').stdout


def sockets_of(pid):
    """(kind, local address as in /proc, state) of all sockets of a process."""
    own = set()
    for name in os.listdir(f'/proc/{pid}/fd'):
        with contextlib.suppress(OSError):
            own.add(os.readlink(f'/proc/{pid}/fd/{name}'))
    for kind in ('tcp', 'tcp6', 'udp', 'udp6'):
        with contextlib.suppress(FileNotFoundError), open(f'/proc/{pid}/net/{kind}', encoding='ascii') as table:
            for words in (line.split() for line in table.readlines()[1:]):
                if f'socket:[{words[9]}]' in own:
                    yield kind, words[1], words[3]


@test
def ready_stands_alone_on_the_last_line():
    lines = server.out.read_text().splitlines()
    assert lines[-1] == 'ready' and len(lines) == 6, lines
    assert [line.split()[0] for line in lines[:-1]] == list(lab.SERVICES)
    assert len(set(server.ports.values())) == 5 and all(port > 1023 for port in server.ports.values())
    assert server.err.read_text() == ''


@test
def only_this_computer_can_reach_it():
    here = list(sockets_of(server.process.pid))
    assert len([kind for kind, _, state in here if kind == 'tcp' and state == LISTENING]) == 5, here
    assert len([kind for kind, *_ in here if kind == 'udp']) == 1, here
    assert all(kind in ('tcp', 'udp') and place.startswith('0100007F:') for kind, place, _ in here), here


def refused(*words):
    done = lab.run(lab.MAILFLOW, 'serve', *words, status=2)
    assert done.stdout == b'' and done.stderr.startswith(b'mailflow: '), done
    return done.stderr.decode()


@test_each(('no scenario', []), ('two scenarios', ['a', 'b']),
           ('an unknown option', ['first-delivery', '--frobnicate']), ('no number', ['first-delivery', '--smtp', 'x']),
           ('no port', ['first-delivery', '--smtp', '65536']), ('a negative port', ['first-delivery', '--imap=-1']),
           ('no value', ['first-delivery', '--imap']), ('no speed', ['first-delivery', '--speed', '0']),
           ('a word for a speed', ['first-delivery', '--speed', 'fast']), ('too fast', ['first-delivery', '--speed', '1e9']),
           ('an unknown host', ['first-delivery', '--host', 'mail.example.net', '--smtp', '0']),
           ('a host without that service', ['first-delivery', '--host', 'ns.example.com', '--imap', '0']))
def refuses(words):
    refused(*words)


@test
def port_in_use():
    for service in TCP:
        told = refused('first-delivery', f'--{service}', server.ports['ns.example.com' if service == 'dns' else 'mail.example.com', service])
        assert service in told and 'in use' in told, told


@test
def a_broken_scenario_is_told_with_its_place():
    path = lab.FOLDER / 'broken.yaml'
    path.write_text('mailflow: 1\ntitle: x\nnonsense: 1\n')
    told = lab.run(lab.MAILFLOW, 'serve', path, '--smtp', '0', status=2).stderr.decode()
    assert 'broken.yaml:3:1: ' in told, told
    assert b'no such scenario' in lab.run(lab.MAILFLOW, 'serve', 'no-such-lesson', '--smtp', '0', status=2).stderr


def time_to_end(with_signal):
    """With connections open, and one in the middle of a message."""
    with lab.serve(lab.scenario()) as other:
        connections = [connect(getattr(other, service)) for service in TCP for _ in range(20)]
        busy = connect(other.smtp)
        talk(busy, b'EHLO x', b'MAIL FROM:<a@example.net>', b'RCPT TO:<alice@example.com>', b'DATA')
        busy.sendall(b'Subject: half\r\n')
        took = other.stop(with_signal)
        for connection in (*connections, busy):
            with contextlib.suppress(ConnectionResetError):
                read_all(connection)
            connection.close()
        return took


@test_each(('SIGINT', signal.SIGINT), ('SIGTERM', signal.SIGTERM))
def ends_within_a_second_by(with_signal):
    times = [time_to_end(with_signal) for _ in range(3)]
    assert min(times) < 1, f'{times}, and a busy computer is no excuse for all three'


@test_each(('SIGINT', signal.SIGINT), ('SIGTERM', signal.SIGTERM))
def ends_as_soon_as_it_is_ready_by(with_signal):
    for _ in range(5):
        with lab.serve('first-delivery', doors=['--smtp', '0']) as other:
            other.stop(with_signal)


@test
def a_port_can_be_had_again_at_once():
    with lab.serve(lab.scenario()) as other:
        port = other.smtp
        talk(connect(port), b'EHLO x')
    with lab.serve(lab.scenario(), doors=['--smtp', str(port)]) as other:
        assert other.smtp == port


def cpu_seconds(pid):
    with open(f'/proc/{pid}/stat', encoding='ascii') as stat:
        words = stat.read().rsplit(')', 1)[1].split()
    return (int(words[11]) + int(words[12])) / os.sysconf('SC_CLK_TCK')


@test
def a_thousand_connections_at_once():
    connections = [connect(getattr(server, TALKING[number % 4])) for number in range(1000)]
    for connection in connections:
        assert connection.recv(1000)[:1] in b'2+*'
    for number, connection in enumerate(connections):
        connection.sendall((b'NOOP\r\n', b'NOOP\r\n', b'CAPA\r\n', b'a NOOP\r\n')[number % 4])
    for connection in connections:
        assert connection.recv(1000)[:1] in b'2+a'
    check_alive()
    for connection in connections:
        connection.close()
    lab.wait_for(lambda: sum(state == ESTABLISHED for _, _, state in sockets_of(server.process.pid)) == 0, 'all of them to be gone')


@test
def without_a_free_descriptor_it_rests():
    with lab.serve(lab.scenario(), doors=['--imap', '0']) as other:
        resource.prlimit(other.process.pid, resource.RLIMIT_NOFILE, (40, 40))
        connections = [connect(other.imap) for _ in range(60)]
        time.sleep(0.3)
        before = cpu_seconds(other.process.pid)
        time.sleep(1)
        assert cpu_seconds(other.process.pid) - before < 0.1
        for connection in connections[:-1]:
            connection.close()
        assert connections[-1].recv(100).startswith(b'* OK')
        connections[-1].close()


@test_each(('SMTP', 'smtp', b'EHLO x\r\nNOOP\r\nMAIL FROM:<a@example.net>\r\nRCPT TO:<carol@example.com>\r\nQUIT\r\n', b'\r\n221 '),
           ('POP3', 'pop3', b'CAPA\r\nUSER carol\r\nPASS wonderland\r\nSTAT\r\nQUIT\r\n', b'+OK 0 0\r\n+OK'),
           ('IMAP', 'imap', b'a LOGIN carol wonderland\r\nb SELECT INBOX\r\nc LOGOUT\r\n', b'\r\nc OK'))
def half_closed_and_still_answered(service, said, wanted):
    """All commands at once, then shutdown: the replies come all the same."""
    for cut in (said, said[:said.rindex(b'QUIT')] if b'QUIT' in said else said[:said.rindex(b'c ')]):
        with connect(getattr(server, service)) as connection:
            connection.sendall(cut)
            connection.shutdown(socket.SHUT_WR)
            answer = read_all(connection)
        assert cut != said or wanted in answer, answer
        assert answer.count(b'\r\n') >= cut.count(b'\r\n'), answer


@test
def half_closed_after_a_message():
    with connect(server.smtp) as connection:
        connection.sendall(b'EHLO x\r\nMAIL FROM:<a@example.net>\r\nRCPT TO:<carol@example.com>\r\nDATA\r\n')
        connection.sendall(corpus.MESSAGES['plain'] + b'.\r\n')
        connection.shutdown(socket.SHUT_WR)
        assert b'\r\n354 ' in read_all(connection)
    corpus.check_unharmed(lab.take(server.imap, 'carol')[0], corpus.MESSAGES['plain'])


@test
def who_never_reads_does_not_disturb_the_others():
    with connect(server.imap) as deaf:
        deaf.setblocking(False)
        deaf.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        sent, end = 0, time.monotonic() + 3
        while sent < 50_000_000 and time.monotonic() < end:
            try:
                sent += deaf.send(b'a CAPABILITY\r\n' * 5000)
            except BlockingIOError:
                time.sleep(0.02)
        with open(f'/proc/{server.process.pid}/statm', encoding='ascii') as sizes:
            resident = int(sizes.read().split()[1]) * os.sysconf('SC_PAGE_SIZE')
        check_alive()
        assert sent < 50_000_000, 'it was listened to without end'
        assert resident < 1_500_000_000, resident


@test
def few_words_with_long_answers_take_no_memory():
    message = b'Subject: large\r\n\r\n' + (b'z' * 998 + b'\r\n') * 1000
    with connect(server.imap) as deaf:
        talk(deaf, b'a LOGIN carol wonderland', b'b CREATE large')
        deaf.sendall(b'c APPEND large {%d+}\r\n' % len(message) + message + b'\r\n')
        assert deaf.recv(1000).startswith(b'c OK')
        deaf.sendall(b'd SELECT large\r\n' + b'e FETCH 1 BODY[]\r\n' * 3500)
        time.sleep(2)
        check_alive()
        with open(f'/proc/{server.process.pid}/status', encoding='ascii') as status:
            most = int(re.search(r'VmHWM:\s+(\d+)', status.read())[1])
        assert most < 1_000_000, f'{most} kB'
        received = 0
        while received < 300_000_000:
            received += len(deaf.recv(1_000_000))
    with connect(server.imap) as connection:
        talk(connection, b'a LOGIN carol wonderland', b'b DELETE large')


@test
def dropped_in_the_middle_of_data():
    for ending in (b'', b'.', b'.\r', b'half a line'):
        connection = connect(server.smtp)
        talk(connection, b'EHLO x', b'MAIL FROM:<a@example.net>', b'RCPT TO:<carol@example.com>', b'DATA')
        connection.sendall(b'Subject: cut off\r\n\r\nbody\r\n' + ending)
        connection.close()
    check_alive()
    assert lab.look(server.imap, 'carol') == []


@test_each(('closed', False), ('reset', True))
def dropped_in_the_middle_of_pop3(reset):
    lab.hand_in(server.smtp, ['alice@example.com'], corpus.MESSAGES['plain'])
    lab.wait_for(lambda: lab.look(server.imap, 'alice'), 'the mail')
    client = poplib.POP3('127.0.0.1', server.pop3, timeout=lab.PATIENCE)
    client.user('alice')
    client.pass_(lab.PASSWORD)
    client.retr(1)
    client.dele(1)
    if reset:  # with what is unread, or by SO_LINGER, a close is a reset
        client.sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b'\1\0\0\0\0\0\0\0')
    client.sock.close()
    client.file.close()
    check_alive()
    assert len(lab.take(server.imap, 'alice')) == 1


@test_each(*((repr(end)[2:-1], end) for end in (
    b'\n.\n', b'\r.\r', b'\n.\r\n', b'\r.\r\n', b'\r\n.\n', b'\r\n.\r', b'\r\n\0.\r\n', b'\r\n.\0\r\n', b'\r\n.\r\r\n', b'\r\n. \r\n',
    b'\x85.\x85', b'\r\n..\r\n')))
def smuggling_by(false_end):
    """What is no CRLF.CRLF doesn't end a message, so nothing of it becomes a second one."""
    second = b'MAIL FROM:<evil@example.net>\r\nRCPT TO:<alice@example.com>\r\nDATA\r\nSubject: smuggled\r\n\r\nx'
    with smtplib.SMTP('127.0.0.1', server.smtp, 'client.example.net', timeout=lab.PATIENCE) as client:
        client.ehlo()
        client.mail('a@example.net')
        client.rcpt('carol@example.com')
        assert client.docmd('DATA')[0] == 354
        client.send(b'Subject: outer\r\n\r\nbody' + false_end + second + b'\r\n.\r\n')
        code = client.getreply()[0]
        bare = b'\n' in false_end.replace(b'\r\n', b'') or b'\r' in false_end.replace(b'\r\n', b'')
        assert code == (550 if bare else 250), code
        assert client.noop()[0] == 250, 'one reply, and in step'
    assert lab.look(server.imap, 'alice') == []
    taken = [] if bare else lab.take(server.imap, 'carol')
    assert all(b'Subject: smuggled' in raw for raw in taken)
    assert lab.look(server.imap, 'carol') == []


@test_each(*((service, service) for service in TCP))
def garbage_at(service):
    for seed in range(20):
        with connect(getattr(server, service)) as connection, contextlib.suppress(OSError):
            connection.sendall(corpus.random_bytes(1 << (seed % 18), seed))
            if seed % 2:
                connection.sendall(b'\r\n' * 10 + b'{4294967296}\r\n' + b'\xff\n' * 100)
            connection.shutdown(socket.SHUT_WR)
            connection.settimeout(0.5)
            read_all(connection)
    check_alive()


@test
def endless_line_at_every_port():
    for service in TALKING:
        with connect(getattr(server, service)) as connection, contextlib.suppress(OSError):
            connection.sendall(b'x' * 5_000_000 + b'\r\n')
            connection.settimeout(5)
            said = connection.recv(65536)
            assert said, service
    check_alive()


@test
def ports_named_without_a_host_and_speed_with_an_x():
    with lab.serve(lab.scenario(), '--speed', '2x', doors=['--imap', '0', '--host', 'mail.example.org', '--pop3', '0']) as other:
        assert sorted(other.ports) == [('mail.example.org', 'imap'), ('mail.example.org', 'pop3')], other.ports


@test
def a_lesson_is_served_by_its_name():
    with lab.serve('first-delivery') as other:
        assert {host for host, _ in other.ports} == {'mail.example.com', 'ns.example.com'}


@test
def help_names_every_option():
    told = lab.run(lab.MAILFLOW, 'serve', '--help').stdout.decode()
    for word in ('--host', '--smtp', '--submission', '--pop3', '--imap', '--dns', '--speed', '--trace', 'ready', 'SIGTERM'):
        assert word in told, word


@test
def nobody_listens_to_standard_output():
    """Its reader is gone before it is ready: it ends, or serves on, but doesn't hang at its end."""
    process = subprocess.Popen([lab.MAILFLOW, 'serve', 'first-delivery', '--smtp', '0'], stdout=subprocess.PIPE,
                               stderr=subprocess.DEVNULL, env=lab.ENVIRONMENT, cwd=lab.FOLDER)
    process.stdout.close()
    time.sleep(0.5)
    process.terminate()
    process.wait(lab.PATIENCE)


sys.exit(lab.main(open_world))
