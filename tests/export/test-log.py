#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The server logs of every scenario of the library, and of worlds by dice: each line in the form of Postfix or Dovecot, the
life of each queue id, and the sums that pflogsumm makes of them, which have to be those of the trace and of the report.

usage: test-log.py MAILFLOW SCENARIOS PRINT-WORLD [FIRST AFTER-LAST]

FIRST and AFTER-LAST choose the worlds. Prints TAP.
"""
import collections
import imaplib
import json
import poplib
import re
import signal
import smtplib
import socket
import subprocess
import sys

import tap

PRINT_WORLD = sys.argv[3]
WORLDS = range(*map(int, sys.argv[4:])) if len(sys.argv) > 4 else range(1, 21)

QID = r'[0-9BCDFGHJKLMNPQRSTVWXYZ]{10}'
PEER = r'[\w.-]+\[(?:\d+\.\d+\.\d+\.\d+|[0-9a-f:]+)\]'
PATH = r'[^<>]*'
LINE = re.compile(r'(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) ([ \d]\d) (\d\d):(\d\d):(\d\d) ([\w.-]+) ([a-z/-]+)\[(\d+)\]: (.*)')
NUMBER = r'(?:\d+|\d\.\d|0\.\d\d)'
STAGE = 'CONNECT|HELO|EHLO|MAIL|RCPT|DATA|BDAT|END-OF-MESSAGE'
DELIVERY = re.compile(rf'({QID}): to=<({PATH})>, (?:orig_to=<({PATH})>, )?relay=(none|virtual|local|{PEER}:25), (?:conn_use=(\d+), )?'
                      rf'delay=({NUMBER}), delays=({NUMBER}(?:/{NUMBER}){{3}}), dsn=([245]\.\d+\.\d+), status=(sent|deferred|bounced) \((.*)\)')
REASON = {  # agent, status: what stands in the brackets
    ('smtp', 'sent'): r'2\d\d .*',
    ('virtual', 'sent'): 'delivered to maildir',
    ('local', 'sent'): f'forwarded as {QID}',
}
TROUBLE = re.compile(rf'host {PEER} said: [45]\d\d .* \(in reply to (?:MAIL FROM|RCPT TO|DATA|end of DATA|RSET|AUTH|next) command\)|host {PEER} refused to talk to me: [45]\d\d .*'
                     rf'|connect to {PEER}:25: Connection (?:timed out|refused)|connect to [\w.-]+: No route to host'
                     rf'|lost connection with {PEER} while [a-zA-Z -]+|conversation with {PEER} timed out while [a-zA-Z -]+'
                     r'|Host or domain name not found\. Name service error for name=[\w.-]+ type=(?:MX|A): Host not found(?:, try again)?'
                     r'|Domain [\w.-]+ does not accept mail \(nullMX\)|mail for [\w.-]+ loops back to myself|mail loops back to myself'
                     rf'|message size \d+ exceeds size limit \d+ of server {PEER}|unknown user: "[^"]+"|<[^>]*>: Mailbox is full / Quota exceeded'
                     r'|Insufficient system storage|The alias leads back to itself|The list leads back to itself|A mailing list does not distribute reports')
SMTPD = [rf'connect from {PEER}', rf'disconnect from {PEER}(?: [a-z]+=\d+(?:/\d+)?)* commands=\d+(?:/\d+)?',
         rf'(?:lost connection|timeout|too many errors) after (?:{STAGE}|AUTH|RSET|NOOP|VRFY|QUIT|UNKNOWN) from {PEER}',
         rf'{QID}: client={PEER}(?:, sasl_method=(?:PLAIN|LOGIN), sasl_username=\S+)?', rf'warning: {PEER}: SASL \w+ authentication failed: .*',
         rf'(?:{QID}|NOQUEUE): reject: (?:{STAGE}) from {PEER}: (?:4\d\d(?: 4\.\d+\.\d+)?|5\d\d(?: 5\.\d+\.\d+)?) .*; from=<{PATH}>(?: to=<{PATH}>)? proto=E?SMTP helo=<{PATH}>']
DOVECOT = [r'(?:imap|pop3)-login: Login: user=<[^>]*>, method=(?:PLAIN|LOGIN|APOP), rip=[\d.a-f:]+, lip=[\d.a-f:]+, mpid=\d+, session=<[\w+/]{16}>',
           r'(?:imap|pop3)-login: Disconnected: (?:Connection closed|Aborted login by logging out|Inactivity) \((?:no auth attempts|auth failed, \d+ attempts) in \d+ secs\): user=<[^>]*>,'
           r'(?: method=\w+,)? rip=[\d.a-f:]+, lip=[\d.a-f:]+, session=<[\w+/]{16}>',
           r'pop3\([^)]*\)<\d+><[\w+/]{16}>: Disconnected: (?:Logged out|Connection closed|Inactivity - no input for \d+ secs) top=\d+/\d+, retr=\d+/\d+, del=\d+/\d+, size=\d+',
           r'imap\([^)]*\)<\d+><[\w+/]{16}>: Disconnected: (?:Logged out|Connection closed(?: \([^)]*\))?|Inactivity - no input for \d+ secs) in=\d+ out=\d+ deleted=\d+ expunged=\d+ trashed=0'
           r' hdr_count=\d+ hdr_bytes=\d+ body_count=\d+ body_bytes=\d+', r'master: Dovecot v[\d.]+ \(\w+\) starting up for imap, pop3 \(core dumps disabled\)']
FORMS = {program: re.compile('|'.join(f'(?:{form})' for form in forms)) for program, forms in {
    'postfix/smtpd': SMTPD, 'postfix/submission/smtpd': SMTPD, 'dovecot': DOVECOT,
    'postfix/cleanup': [rf'{QID}: message-id=<[^>]*>'],
    'postfix/qmgr': [rf'{QID}: from=<{PATH}>, size=\d+, nrcpt=[1-9]\d* \(queue active\)', rf'{QID}: from=<{PATH}>, status=expired, returned to sender', rf'{QID}: removed'],
    'postfix/bounce': [rf'{QID}: (?:sender (?:non-delivery|delay|delivery status)|postmaster non-delivery) notification: {QID}'],
    'postfix/smtp': [DELIVERY.pattern, rf'connect to {PEER}:25: Connection (?:timed out|refused)', rf'{QID}: (?:{TROUBLE.pattern})'],
    'postfix/virtual': [DELIVERY.pattern], 'postfix/local': [DELIVERY.pattern], 'postfix/error': [DELIVERY.pattern],
    'postfix/master': [r'daemon started -- version 3\.7\.\d+, configuration /etc/postfix'], 'postfix/postfix-script': ['starting the Postfix mail system'],
}.items()}

Entry = collections.namedtuple('Entry', 't host program pid text')
MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split()


def seconds_of(month, day, hour, minute, second):
    return ((MONTHS.index(month) * 31 + int(day)) * 24 + int(hour)) * 3600 + int(minute) * 60 + int(second)


def read_log(text):
    assert text == '' or text.endswith('\n')
    lines = []
    for line in text.split('\n')[:-1]:
        found = LINE.fullmatch(line)
        assert found, line
        *moment, host, program, pid, said = found.groups()
        assert FORMS[program].fullmatch(said), line
        lines.append(Entry(seconds_of(*moment), host, program, int(pid), said))
    assert all(a.t <= b.t for a, b in zip(lines, lines[1:]))
    return lines


def check_reason(line, found):
    """What a delivery agent says fits what it says it did."""
    *_, relay, uses, delay, delays, dsn, status, reason = found.groups()
    agent = line.program.split('/')[1]
    assert dsn[0] == {'sent': '2', 'deferred': '4', 'bounced': '5'}[status], line
    assert (agent in ('virtual', 'local')) == (relay == agent) and (agent != 'error' or relay == 'none'), line
    assert uses is None or (int(uses) > 1 and agent == 'smtp'), line
    if status == 'sent':
        assert re.fullmatch(REASON[agent, status], reason), line
    elif agent == 'error':
        assert reason.startswith('delivery temporarily suspended: '), line
    else:
        assert TROUBLE.fullmatch(reason), line
    parts = [float(part) for part in delays.split('/')]
    assert abs(sum(parts) - float(delay)) <= 0.02 + sum(0.5 if part >= 10 else 0.05 if part >= 1 else 0.005 for part in [*parts, float(delay)]), line


class File:
    """The life of a queue id, line by line (smtpd, cleanup, qmgr, the agents, qmgr)."""

    def __init__(self, line):
        self.first, self.message_id = line, None
        self.client = self.removed = self.expired = False
        self.recipients = self.final = self.deferred = 0
        self.began = []  # when, by each line that tells a delay

    def add(self, line):
        said = line.text.split(': ', 1)[1]
        assert not self.removed, f'after its end: {line}'
        assert line.host == self.first.host, line
        found = DELIVERY.fullmatch(line.text)
        if said.startswith('client='):
            assert not self.client and self.message_id is None, line
            self.client = True
        elif said.startswith('message-id='):
            assert self.message_id is None, line
            self.message_id = said.split('=', 1)[1]
        elif said.endswith('(queue active)'):
            assert self.message_id is not None, line
            recipients = int(re.search(r'nrcpt=(\d+)', said).group(1))
            assert self.recipients in (0, recipients), line
            self.recipients = recipients
        elif said == 'removed':
            assert self.recipients > 0 and self.final + self.deferred > 0, line
            assert self.final == self.recipients or self.expired, line
            self.removed = True
        elif 'status=expired' in said:
            assert self.deferred > 0, line
            self.expired = True
        elif found:
            assert self.recipients > 0, line
            check_reason(line, found)
            self.began.append(line.t - float(found.group(6)))
            self.final += found.group(9) != 'deferred'
            self.deferred += found.group(9) == 'deferred'
            assert self.final <= self.recipients, line

    def check_delays(self):
        """Every delay counts from one instant: MAIL, before the first recipient; for what is made here, that of the first line."""
        for began in self.began:
            assert began <= self.first.t + 2 and abs(began - self.began[0]) <= 2, (began, self.began, self.first)
            assert self.client or began >= self.first.t - 2, (began, self.first)


def follow_files(lines):
    files = {}
    for line in lines:
        found = re.match(rf'({QID}): ', line.text)
        if found:
            files.setdefault(found.group(1), File(line)).add(line)
    for file in files.values():
        file.check_delays()
    for line in lines:  # and no id is spoken of that has no life
        for name in re.findall(rf'(?:forwarded as|notification:) ({QID})', line.text):
            assert name in files, line
    return files


def follow_processes(lines):
    """One process serves one client at a time, and only until it says goodbye."""
    clients = {}
    for line in lines:
        process, found = (line.host, line.pid), re.search(rf'from ({PEER})|client=({PEER})', line.text)
        if line.program.endswith('/master'):
            clients = {key: value for key, value in clients.items() if key[0] != line.host}
        if not line.program.endswith('smtpd') or not found:
            continue
        peer = found.group(1) or found.group(2)
        if line.text.startswith('connect from'):
            assert process not in clients, line
            clients[process] = peer
        assert clients.get(process) == peer, line
        if line.text.startswith('disconnect from'):
            del clients[process]


def count_rejections(records):
    """What servers refused to clients that wanted to send mail; what was only said wrongly (50z) is none."""
    asked, greeted, count = collections.defaultdict(list), set(), 0
    for record in records:
        if record['kind'] in ('smtp-command', 'smtp-data'):
            verb = 'CONTENT' if record['kind'] == 'smtp-data' else record['text'].split()[0].upper() if record['text'].split() else ''
            if not (verb == 'CONTENT' and asked[record['conn']][-1:] == ['BDAT']):
                asked[record['conn']].append(verb)
        elif record['kind'] == 'smtp-reply':
            if record['conn'] not in greeted:
                greeted.add(record['conn'])
                verb = 'CONNECT'
            elif 'Timeout exceeded' in record['text'] or not asked[record['conn']]:
                continue
            else:
                verb = asked[record['conn']].pop(0)
            count += record['code'] >= 400 and record['code'] not in range(500, 505) and verb in ('CONNECT', 'HELO', 'EHLO', 'MAIL', 'RCPT', 'DATA', 'BDAT', 'CONTENT')
    return count


def is_final(record):
    return record['code'] >= 500 or (record['code'] == 0 and record['status'].startswith('5'))


def find_files(records):
    """Entry → what stands for its queue file: one that came in, or one of a list's."""
    kinds, files, last = {r['id']: r for r in records}, {}, {}
    for record in records:
        if record['kind'] == 'queued':
            cause = kinds[record['cause']]
            while cause['kind'] == 'recipient':
                cause = kinds[cause['cause']]
            files[record['entry']] = cause['id'] if cause['kind'] == 'accepted' else None
            last[record['host'], record['message'], record['recipient']] = record['entry']
        elif record['kind'] == 'expanded':
            part = last[record['host'], record['message'], record['into']]
            if files[part] is None:
                files[part] = ('list', record['entry']) if record['how'] == 'list' else files[record['entry']]
    return files


def sums_of(records):
    """What pflogsumm has to find, from the trace."""
    of = collections.defaultdict(list)
    for record in records:
        of[record['kind']].append(record)
    files = find_files(records)
    given_up = of['bounced'] + of['discarded']
    put_off = of['deferred'] + [r for r in given_up if not is_final(r)]
    stored = [r for r in of['stored'] if r.get('recipient', 0) > 0]
    kept = len(stored) - sum(r['peer'] == r['host'] for r in of['sent'])  # copies of what was sent on
    return {'received': sum('peer' in r for r in of['accepted']), 'delivered': len(of['sent']) + kept,
            'forwarded': len({r['entry'] for r in of['expanded'] if r['how'] == 'list'}),
            'deferred': len({files[r['entry']] for r in put_off}), 'deferrals': len(put_off),
            'bounced': sum(map(is_final, given_up)), 'rejected': count_rejections(records)}


def summarize(log):
    text = tap.call('pflogsumm', log)
    found = {name: int(number) for number, name in re.findall(r'^ +(\d+) +(received|delivered|forwarded|deferred|bounced|rejected)\b', text, re.M)}
    deferrals = re.search(r'\((\d+) +deferrals\)', text)
    assert 'Fatal Errors: none' in text and 'Panics: none' in text, text
    return {**found, 'deferrals': int(deferrals.group(1)) if deferrals else 0}


def check_ids(files, records):
    accepted = [r for r in records if r['kind'] == 'accepted']
    assert {r['queue_id'] for r in accepted if 'peer' in r} == {name for name, file in files.items() if file.client}
    assert {r['queue_id'] for r in accepted} <= set(files)
    open_entries, file_of, names = {}, find_files(records), {r['id']: r['queue_id'] for r in accepted}
    for record in records:
        if record['kind'] == 'queued':
            open_entries[record['entry']] = names.get(file_of[record['entry']])
        elif record['kind'] in ('sent', 'bounced', 'discarded') or (record['kind'] == 'expanded' and record['more'] == 0):
            open_entries.pop(record['entry'])
    left = {name for name, file in files.items() if not file.removed and name in names.values()}
    assert left == set(open_entries.values()) - {None}, (left, open_entries)


def check_access(lines, records):
    """Who logged in, and what is gone from the mailboxes."""
    logins = sum(r['kind'] == 'pop3-reply' and r['text'].startswith('+OK Logged in') or r['kind'] == 'imap-response' and r['text'].endswith('] Logged in\r\n') for r in records)
    assert logins == sum(': Login: ' in line.text for line in lines)
    deleted = sum(int(number) for line in lines for number in re.findall(r' (?:del|expunged)=(\d+)', line.text))
    assert deleted == sum(r['kind'] == 'removed' for r in records)


def check_report(report, lines, files):
    """What the report says of each recipient, the logs say too."""
    names = collections.defaultdict(set)
    for name, file in files.items():
        names[file.message_id].add(name)
    deliveries = [DELIVERY.fullmatch(line.text) for line in lines]
    for message in report['messages']:
        told = [d for d in deliveries if d and d.group(1) in names[message['message_id']]]
        for recipient in message['recipients']:
            addresses = {recipient['address'], *(part['address'] for part in recipient.get('expanded', []))}
            mine = [d for d in told if {d.group(2), d.group(3)} & addresses]
            status = {d.group(9) for d in mine}
            what = (message['id'], recipient, [d.group(0) for d in mine])
            if recipient['outcome'] == 'delivered':
                assert 'sent' in status, what
            elif recipient['outcome'] == 'rejected':
                refusal = re.compile(rf': reject: (?:RCPT.*to=<{re.escape(recipient["address"])}> |(?!RCPT))|authentication failed')
                assert recipient['code'] is None or any(refusal.search(line.text) for line in lines), what
            elif recipient['outcome'] == 'bounced':
                assert mine, what
            elif recipient['outcome'] == 'waiting':  # what a crash has cut short, nobody has written about
                assert recipient['attempts'] <= 1 or mine, what


def parts_of_a_log(folder):
    """--host and --at take out parts of the same log."""
    for name in ('backup-mx', 'alias-and-list', 'crash-with-queue', 'imap-two-devices'):
        trace = folder / f'{name}.jsonl'
        tap.mailflow('run', name, '--quiet', '--trace', trace)
        text = tap.mailflow('export', trace, '--log', '-')
        assert text == tap.mailflow('export', name, '--log', '-'), name
        hosts = {line.split()[3] for line in text.splitlines()}
        for host in hosts:
            assert tap.mailflow('export', trace, '--log', '-', '--host', host) == ''.join(line + '\n' for line in text.splitlines() if line.split()[3] == host)
        early = tap.mailflow('export', trace, '--log', '-', '--at', '1s500ms')
        assert len(hosts) > 1 and early and text.startswith(early) and early != text, name


def check_run(folder, scenario):
    trace, log = folder / 'trace.jsonl', folder / 'log'
    report = json.loads(tap.mailflow('run', scenario, '--json', '--trace', trace))
    records = [json.loads(line) for line in trace.read_text().splitlines()]
    tap.mailflow('export', trace, '--log', log)
    lines = read_log(log.read_text())
    files = follow_files(lines)
    follow_processes(lines)
    check_ids(files, records)
    check_access(lines, records)
    check_report(report, lines, files)
    assert summarize(log) == sums_of(records), (summarize(log), sums_of(records))


def talk(port, *words):
    """Says WORDS, one after the other, and leaves without a goodbye."""
    with socket.create_connection(('127.0.0.1', port), timeout=30) as connection:
        for word in words:
            connection.recv(65536)
            connection.sendall(word)
        return connection.recv(65536)


def refused(error, function, *arguments):
    try:
        function(*arguments)
    except error:
        return
    raise AssertionError((function, arguments))


def send_mails(ports):
    with smtplib.SMTP('127.0.0.1', ports['smtp'], 'client.test') as client:
        client.sendmail('alice@example.com', ['bob@example.org'], 'Message-ID: <a@client.test>\r\n\r\nOne\r\n')
        refused(smtplib.SMTPRecipientsRefused, client.sendmail, 'alice@example.com', ['nobody@example.org'], 'Subject: Two\r\n\r\n')
        client.docmd('WHAT')
    with smtplib.SMTP('127.0.0.1', ports['submission'], 'client.test') as client:
        refused(smtplib.SMTPAuthenticationError, client.login, 'bob', 'wrong')
        client.login('bob', 'builder')
        client.sendmail('bob@example.org', ['alice@example.com', 'bob@example.org'], 'Subject: Three\r\n\r\n')
    chunks = b'MAIL FROM:<>\r\nRCPT TO:<bob@example.org>\r\nBDAT 5\r\na:b\r\nBDAT 2 LAST\r\n\r\n'
    talk(ports['smtp'], b'EHLO client.test\r\n', b'MAIL FROM:<a@client.test>\r\nRCPT TO:<bob@example.org>\r\n')
    talk(ports['smtp'], b'EHLO client.test\r\n', chunks)


def read_mails(ports):
    client = poplib.POP3('127.0.0.1', ports['pop3'])
    refused(poplib.error_proto, lambda: (client.user('bob'), client.pass_('wrong')))
    client.close()
    client = poplib.POP3('127.0.0.1', ports['pop3'])
    client.apop('bob', 'builder')
    mails, size = client.stat()
    client.top(1, 0)
    client.retr(1)
    client.dele(1)
    client.quit()
    with imaplib.IMAP4('127.0.0.1', ports['imap']) as client:
        client.login('bob', 'builder')
        client.select()
        headers = sum(len(part[1]) for part in client.fetch('1:*', '(BODY.PEEK[HEADER])')[1] if isinstance(part, tuple))
        client.store('1', '+FLAGS', '\\Deleted')
        client.expunge()
    return mails, size, headers


def real_programs(folder):
    """Of what real programs did with a server, its log tells too."""
    trace, log = folder / 'trace.jsonl', folder / 'log'
    command = [tap.MAILFLOW, 'serve', 'first-delivery', '--host', 'mail.example.org', '--trace', trace]
    with subprocess.Popen([*command, '--smtp', '0', '--submission', '0', '--pop3', '0', '--imap', '0'], env=tap.ENVIRONMENT, stdout=subprocess.PIPE, text=True) as server:
        words = ''.join(iter(server.stdout.readline, 'ready\n'))
        ports = {name: int(port) for name, port in re.findall(r'^(\w+) +127\.0\.0\.1 port (\d+) is', words, re.M)}
        send_mails(ports)
        mails, size, headers = read_mails(ports)
        server.send_signal(signal.SIGTERM)
        server.stdout.read()
        assert server.wait() == 0
    records = [json.loads(line) for line in trace.read_text().splitlines()]
    tap.mailflow('export', trace, '--log', log, '--host', 'mail.example.org')
    text = log.read_text()
    lines = read_log(text)
    follow_files(lines)
    follow_processes(lines)
    for part in ['sasl_method=PLAIN, sasl_username=bob', 'warning: localhost[127.0.0.1]: SASL', 'unknown=0/1', 'bdat=2', 'lost connection after RCPT from localhost[127.0.0.1]',
                 'message-id=<a@client.test>', '(auth failed, 1 attempts', 'method=APOP', 'top=1/', f'del=1/{mails}, size={size}', f'hdr_bytes={headers} body_count=0', 'deleted=1 expunged=1']:
        assert part in text, f'{part}\n{text}'
    assert sum('client=' in line.text for line in lines) == sum(r['kind'] == 'accepted' and r['host'] == 'mail.example.org' for r in records)


def world(seed):
    def check(folder):
        (folder / 'world.yaml').write_text(tap.call(PRINT_WORLD, seed))
        check_run(folder, folder / 'world.yaml')
    check.__name__ = f'world_{seed}'
    return check


sys.exit(tap.run(check_run, parts_of_a_log, real_programs, *map(world, WORLDS)))
