# SPDX-License-Identifier: GPL-3.0-or-later
"""Messages that have been harmed by some mail program or other, and how to see whether they have been."""
import base64
import random
import re

TRACE = re.compile(rb'(?:Return-Path|Received|Delivered-To):[^\n]*\n(?:[ \t][^\n]*\n)*', re.IGNORECASE)
MIME = 'MIME-Version: 1.0\n'
UTF8 = MIME + 'Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n'
DOTS = '.\n..\n...\n...x\n.hidden\nends with a dot.\n.\r.\n..\n.'.replace('\r', ' ')


def message(name, body, fields='', subject=None):
    """A whole message with CRLF; the name is in its Message-ID."""
    head = (f'From: Alice <alice@example.com>\nTo: bob@example.org\nSubject: {subject or name}\n'
            f'Date: Mon, 05 Jan 2026 10:00:00 +0100\nMessage-ID: <{name}@client.example.com>\n{fields}')
    return (head + '\n' + body).replace('\n', '\r\n').encode()


def random_bytes(count, seed=1):
    return random.Random(seed).randbytes(count)


def attachment(content):
    return (MIME + 'Content-Type: multipart/mixed; boundary="=_one two"\n',
            'A preamble.\n--=_one two\nContent-Type: text/plain\n\nSee what is attached.\n--=_one two\n'
            'Content-Type: application/octet-stream; name="data.bin"\nContent-Transfer-Encoding: base64\n'
            'Content-Disposition: attachment; filename="data.bin"\n\n' + base64.encodebytes(content).decode()
            + '--=_one two--\nAn epilogue.\n')


def with_attachment(name, content):
    fields, body = attachment(content)
    return message(name, body, fields)


MESSAGES = {
    'plain': message('plain', 'At noon?\n'),
    'eight-bit': message('eight-bit', 'Grüße aus Köln, naïve café, 東京, Москва 🍰\n', UTF8),
    'long-lines': message('long-lines', ('x' * 998 + '\n') * 3 + 'é' * 499 + '\n', UTF8),
    'dots': message('dots', DOTS + '\nlast\n.\n'),
    'from-lines': message('from-lines', 'From here on\n\nFrom the start\n>From quoted\n>>From twice\n'),
    'white-space': message('white-space', '  indented\ntrailing \t \n \n\t\n\n\nafter blank lines\n\n\n'),
    'attachment': with_attachment('attachment', random_bytes(30000)),
    'empty-body': message('empty-body', ''),
    'encoded-header': message('encoded-header', 'Coffee\n', 'X-Empty:\nComments: one\nComments: two\n',
                              '=?UTF-8?Q?Caf=C3=A9?=\n =?utf-8?b?8J+NsA==?=\n\twith a tab'),
}
# Needs SMTPUTF8 (RFC 6532).
RAW_HEADER = message('raw-header', 'Grüße\n', UTF8 + 'Comments: 東京\n', 'Grüße 🍰')
BIG = with_attachment('big', random_bytes(18_600_000))  # 25 MB by BASE64


def with_lf(raw):
    return raw.replace(b'\r\n', b'\n')


def without_trace(raw):
    """RAW without the fields that servers have put in front."""
    while (found := TRACE.match(raw)) is not None:
        raw = raw[found.end():]
    return raw


def without_notes(raw):
    """RAW without the fields that a program has put into what it saved; getmail also writes "X-Empty: "."""
    head, end, body = raw.partition(b'\n\n')
    notes = rb'^(?:X-TUID|X-getmail-retrieved-from-mailbox|Status|Content-Length|Lines):.*\n'
    return re.sub(notes, b'', head + b'\n', flags=re.M)[:-1].replace(b'X-Empty: \n', b'X-Empty:\n') + end + body


def as_in_mbox(raw):
    """What an mbox lets one know of RAW: not how many quotes stood before "From ", nor how many empty lines at the end."""
    return re.sub(rb'^>+(From )', rb'\1', raw, flags=re.M).rstrip(b'\n')


def name_of(raw):
    found = re.search(rb'^Message-ID: <([^@]*)@', raw, re.M | re.I)
    return found.group(1).decode() if found else ''


def check_same(got, want, what='message'):
    if got == want:
        return
    at = next((i for i, (a, b) in enumerate(zip(got, want)) if a != b), min(len(got), len(want)))
    raise AssertionError(f'{what}: of {len(got)} bytes byte {at} differs: {got[max(at - 30, 0):at + 40]!r}, '
                         f'wanted {want[max(at - 30, 0):at + 40]!r} ({len(want)} bytes)')


def check_unharmed(raw, want):
    """RAW came by way of servers, byte for byte."""
    check_same(without_trace(raw), want, name_of(want))


def check_saved(files, wanted, clean=lambda raw: raw):
    """FILES, what a program has saved with lines of its own system, are WANTED, each once. CLEAN is done to both
    before they are compared."""
    saved = {name_of(with_lf(raw)): clean(without_notes(without_trace(with_lf(raw)))) for raw in files}
    assert len(saved) == len(files) and sorted(saved) == sorted(wanted), \
        f'{len(files)} files with {sorted(saved)}, wanted {sorted(wanted)}'
    for name, want in wanted.items():
        check_same(saved[name], clean(with_lf(want)), name)
