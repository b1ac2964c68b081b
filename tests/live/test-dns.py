#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""dig asks a served name server. Prints TAP.

usage: test-dns.py MAILFLOW
"""
import contextlib
import re
import socket
import struct
import sys

import lab
from lab import test, test_each

SCENARIO = '''mailflow: 1
title: Names
domains:
  example.com:
    users: {alice: {}}
    servers:
      mx1.example.com: {mx: 10}
      mail.example.com: {mx: 20, mailboxes: yes}
    zone: |
      @ 3600 IN MX 10 mx1.example.com.
      @ 3600 IN MX 20 mail.example.com.
      @ 600 IN TXT "v=spf1 mx -all"
      www 300 IN CNAME mail.example.com.
%s
messages: []
'''
LONG = '\n'.join(f'      long 60 IN TXT "{number:02} {"x" * 240}"' for number in range(20))
server = None


@contextlib.contextmanager
def open_world():
    global server  # pylint: disable=global-statement
    path = lab.FOLDER / 'names.yaml'
    path.write_text(SCENARIO % LONG)
    with lab.serve(path, doors=['--host', 'mail.example.com', '--dns', '0', '--smtp', '0']) as server:
        yield


class Answer:
    """What dig said: status, flags, counts, and the records of each section as lists of words."""

    def __init__(self, text):
        self.text = text
        self.status = re.search(r'status: (\w+)', text).group(1)
        self.flags = re.search(r';; flags: ([\w ]*);', text).group(1).split()
        self.sections = {}
        for title, lines in re.findall(r';; (ANSWER|AUTHORITY|ADDITIONAL) SECTION:\n(.*?)\n\n', text, re.S):
            self.sections[title] = [line.split(None, 4) for line in lines.splitlines()]

    def data(self, section='ANSWER'):
        return sorted(row[4] for row in self.sections.get(section, []))


def dig(*words):
    done = lab.run('dig', '@127.0.0.1', '-p', server.dns, '+tries=1', '+time=10', '+norecurse', *words).stdout.decode()
    assert 'warning' not in done.lower() and 'malformed' not in done.lower(), done
    return Answer(done)


@test
def soa():
    answer = dig('example.com', 'SOA')
    assert answer.status == 'NOERROR' and 'aa' in answer.flags and 'ra' not in answer.flags, answer.text
    assert answer.data()[0].startswith('ns.example.com. '), answer.text


@test
def mx_with_addresses():
    answer = dig('example.com', 'MX')
    assert answer.data() == ['10 mx1.example.com.', '20 mail.example.com.'], answer.text
    assert {row[0] for row in answer.sections['ADDITIONAL'] if row[3] == 'A'} >= {'mx1.example.com.', 'mail.example.com.'}, answer.text


@test_each(('A', 'mail.example.com', 'A', r'192\.0\.2\.\d+|198\.51\.100\.\d+|203\.0\.113\.\d+'),
           ('NS', 'example.com', 'NS', r'ns\.example\.com\.'), ('TXT', 'example.com', 'TXT', r'"v=spf1 mx -all"'),
           ('in capitals', 'MAIL.EXAMPLE.COM', 'A', r'[\d.]+'))
def asked_for(name, kind, pattern):
    answer = dig(name, kind)
    assert answer.status == 'NOERROR' and 'aa' in answer.flags and len(answer.data()) == 1, answer.text
    assert re.fullmatch(pattern, answer.data()[0]), answer.text


@test
def cname_is_followed():
    answer = dig('www.example.com', 'A')
    assert [row[3] for row in answer.sections['ANSWER']] == ['CNAME', 'A'], answer.text


@test
def nxdomain_with_the_soa():
    answer = dig('nobody.example.com', 'A')
    assert answer.status == 'NXDOMAIN' and 'aa' in answer.flags and 'ANSWER' not in answer.sections, answer.text
    assert [row[3] for row in answer.sections['AUTHORITY']] == ['SOA'], answer.text


@test
def no_data_is_no_nxdomain():
    answer = dig('mail.example.com', 'MX')
    assert answer.status == 'NOERROR' and 'ANSWER' not in answer.sections, answer.text
    assert [row[3] for row in answer.sections['AUTHORITY']] == ['SOA'], answer.text


@test_each(*((name, name, kind) for name, kind in (('example.org', 'MX'), ('com', 'NS'), ('.', 'NS'), ('xexample.com', 'A'))))
def refused_for_a_foreign_zone(name, kind):
    assert dig(name, kind).status == 'REFUSED'


@test
def by_tcp():
    assert dig('+tcp', 'example.com', 'MX').data() == dig('example.com', 'MX').data()


@test
def several_questions_on_one_tcp_connection():
    for words in (['+keepopen'], ['+nokeepopen']):
        told = lab.run('dig', '@127.0.0.1', '-p', server.dns, '+norecurse', '+tcp', *words, '+short', 'example.com', 'MX',
                       'example.com', 'TXT', 'mail.example.com', 'A').stdout.decode().splitlines()
        assert len(told) == 4, told


@test
def edns():
    answer = dig('+bufsize=1232', 'example.com', 'MX')
    assert '; EDNS: version: 0' in answer.text, answer.text
    assert 'EDNS' not in dig('+noedns', 'example.com', 'MX').text
    assert dig('+edns=1', '+noednsneg', 'example.com', 'MX').status == 'BADVERS'


@test
def truncated_and_then_asked_by_tcp():
    assert 'tc' in dig('+ignore', '+noedns', 'long.example.com', 'TXT').flags
    assert 'tc' in dig('+ignore', '+bufsize=1232', 'long.example.com', 'TXT').flags
    assert len(dig('+bufsize=1232', 'long.example.com', 'TXT').data()) == 20, 'dig asks again by TCP'


@test
def opcodes_and_classes_that_are_not_served():
    assert dig('+opcode=NOTIFY', 'example.com', 'SOA').status == 'NOTIMP'
    assert dig('example.com', 'TXT', '-c', 'CH').status in ('REFUSED', 'NOTIMP')


@test
def two_hundred_questions_at_once():
    path = lab.FOLDER / 'questions'
    path.write_text(''.join(f'{name}.example.com A\n' for name in ['mail', 'mx1'] * 100))
    told = lab.run('dig', '@127.0.0.1', '-p', server.dns, '+norecurse', '+short', '-f', path).stdout.split()
    assert len(told) == 200, len(told)


@test
def a_trace_with_much_garbage_can_be_read():
    path = lab.FOLDER / 'dns.jsonl'
    with lab.serve(lab.scenario(), '--trace', path, doors=['--dns', '0']) as other:
        with socket.create_connection(('127.0.0.1', other.dns), lab.PATIENCE) as connection:
            connection.sendall(b'\0\0' * 200_000)
            question = struct.pack('>6H', 7, 0, 1, 0, 0, 0) + b'\x07example\x03com\0' + struct.pack('>2H', 6, 1)
            connection.sendall(struct.pack('>H', len(question)) + question)
            assert connection.recv(1000)[2:4] == b'\0\7'
    lab.run(lab.MAILFLOW, 'show', path)


@test
def garbage_is_survived():
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        for junk in (b'', b'x', b'\0' * 11, b'\xff' * 12, b'\xff' * 600, struct.pack('>6H', 1, 0, 1, 0, 0, 0),
                     struct.pack('>6H', 1, 0, 1, 0, 0, 0) + b'\xc0\x0c\0\1\0\1', struct.pack('>6H', 1, 0x8000, 0, 0, 0, 0)):
            probe.sendto(junk, ('127.0.0.1', server.dns))
    with socket.create_connection(('127.0.0.1', server.dns)) as probe:
        probe.sendall(b'\0\0\0\1x\xff\xff' + b'y' * 100)
    assert dig('example.com', 'SOA').status == 'NOERROR'


sys.exit(lab.main(open_world))
