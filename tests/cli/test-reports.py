#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The reports that lessons end with, read by Python's email package: right recipient, action and status.

usage: test-reports.py MAILFLOW SCENARIOS

Prints TAP.
"""
import email
import email.policy
import json
import pathlib
import subprocess
import sys
import tempfile

# lesson, report: recipient, action, status, who the original recipient was (or None)
EXPECTED = [
    ('unknown-user', 'm1-bounce', 'bert@example.org', 'failed', '5.1.1', None),
    ('no-such-domain', 'm1-bounce', 'bob@exmaple.org', 'failed', '5.1.2', None),
    ('null-mx', 'm1-bounce', 'bob@example.org', 'failed', '5.1.10', None),
    ('server-gone', 'm1-bounce', 'bob@example.org', 'failed', '4.4.1', None),
    ('mailbox-full', 'm1-bounce', 'bob@example.org', 'failed', '4.2.2', None),
    ('message-too-large', 'm1-bounce', 'bob@example.org', 'failed', '5.3.4', None),
    ('mail-loop', 'm1-bounce', 'carol@example.net', 'failed', '5.4.6', 'bob@example.org'),
    ('alias-and-list', 'm1-bounce', 'gone@example.com', 'failed', '5.1.1', 'team@example.org'),
    ('verp', 'm1-bounce', 'gone@example.net', 'failed', '5.1.1', None),
    ('double-bounce', 'm1-bounce-bounce', 'alice@example.com', 'failed', '5.2.2', None),
    ('delay-warning', 'm1-delay', 'bob@example.org', 'delayed', '4.4.1', None),
    ('receipt', 'm1-success-2', 'carol@example.net', 'relayed', '2.0.0', None),
    ('receipt', 'm1-success', 'bob@example.org', 'delivered', '2.0.0', None),
]


def stored_reports(mailflow, scenario):
    """Label → message, of all that lies or lay in a mailbox."""
    with tempfile.TemporaryDirectory() as folder:
        trace = pathlib.Path(folder, 'trace.jsonl')
        subprocess.run([mailflow, 'run', scenario, '--quiet', '--trace', trace], check=True, stdout=subprocess.DEVNULL)
        records = [json.loads(line) for line in trace.read_text().splitlines()]
    return {r['message']: email.message_from_string(r['content'], policy=email.policy.default)
            for r in records if r['kind'] == 'stored'}


def address_of(field):
    kind, _, address = (field or '').partition(';')
    assert field is None or kind.strip() == 'rfc822', field
    return address.strip() or None


def check(report, recipient, action, status, original):
    assert str(report["Return-Path"]) == "<>", report["Return-Path"]
    assert report.get_content_type() == 'multipart/report', report.get_content_type()
    assert report.get_param('report-type') == 'delivery-status'
    people, machine, mail = report.iter_parts()
    assert recipient in people.get_content()
    assert machine.get_content_type() == 'message/delivery-status'
    fields = [part for part in machine.get_payload() if part['Final-Recipient'] is not None]
    found = [(address_of(f['Final-Recipient']), f['Action'], f['Status'], address_of(f['Original-Recipient'])) for f in fields]
    assert found == [(recipient, action, status, original)], found
    assert ('Will-Retry-Until' in fields[0]) == (action == 'delayed')
    assert mail.get_content_type() in ('message/rfc822', 'text/rfc822-headers')


def main():
    mailflow, scenarios = sys.argv[1:]
    print(f'1..{len(EXPECTED)}')
    failed = 0
    for number, (scenario, label, *expected) in enumerate(EXPECTED, 1):
        try:
            check(stored_reports(mailflow, f'{scenarios}/{scenario}.yaml')[label], *expected)
            print(f'ok {number} - {scenario} {label}')
        except (AssertionError, KeyError, ValueError) as error:
            failed += 1
            print(f'not ok {number} - {scenario} {label}\n# {type(error).__name__}: {error}')
    return 1 if failed else 0


sys.exit(main())
