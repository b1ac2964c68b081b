#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The zones of every scenario as BIND's named-checkzone reads them: without a word, but for what a lesson means to
show; and they say of every server what the run says.

usage: test-zones.py MAILFLOW SCENARIOS

Prints TAP.
"""
import json
import re
import sys

import tap

STRICT = ['-i', 'local', *'-k fail -m fail -M fail -n fail -r fail -S fail -T warn -W warn'.split()]

# What named-checkzone has to say: a lesson is about it.
REMARKS = {
    # A machine was taken away and its MX record forgotten (an MX must have an address, RFC 2181 10.3).
    ('mx-dead-name', 'example.org'): ["example.org/MX 'old-mail.example.org' has no address records (A or AAAA)",
                                      'not loaded due to errors.'],
}


def origin_of(path):
    return '.' if path.stem == 'root' else path.stem


def check_zone(path, remarks):
    origin = origin_of(path)
    said = tap.call('named-checkzone', *STRICT, origin, path, status=1 if remarks else 0).splitlines()
    if remarks:
        assert said == [f'zone {origin}/IN: {remark}' for remark in remarks], said
    else:
        assert re.fullmatch(rf'zone {re.escape(origin)}/IN: loaded serial \d+', said[0]) and said[1:] == ['OK'], said


def records_of(path):
    """(owner, type, data) of every record, as BIND writes them out."""
    dump = tap.call('named-checkzone', '-D', '-q', '-i', 'none', '-s', 'full', origin_of(path), path)
    lines = [line.split(None, 4) for line in dump.splitlines() if line and not line.startswith(';')]
    return {(owner, kind, data) for owner, _, _, kind, data in lines}


def export(folder, scenario, *more):
    """The zone files of SCENARIO, by origin, and the records of its trace."""
    zones, trace = folder / 'zones', folder / 'trace.jsonl'
    tap.mailflow('export', scenario, '--zones', zones, '--trace', trace, '--force', *more)
    files = {origin_of(path): path for path in sorted(zones.iterdir())}
    return files, [json.loads(line) for line in trace.read_text().splitlines()]


def check_layout(path):
    lines = [line for line in path.read_text().splitlines() if not line.startswith(';')]
    origin = origin_of(path)
    assert lines[:2] == ['$ORIGIN ' + ('.' if origin == '.' else f'{origin}.'), '$TTL 3600'], lines[:2]
    assert len({line.index('  IN  ') for line in lines[2:]}) == 1, 'not in columns'
    assert lines[2].split()[3] == 'SOA', lines[2]


def check_scenario(folder, scenario):
    files, trace = export(folder, scenario)
    assert set(files) == {record['origin'] for record in trace if record['kind'] == 'zone'}
    for origin, path in files.items():
        check_zone(path, REMARKS.get((scenario, origin)))
        check_layout(path)
    records = set().union(*(records_of(path) for path in files.values()))
    servers = {(record['host'] + '.', 'A', record['address']) for record in trace
               if record['kind'] == 'host' and record['role'] in ('mail-server', 'name-server')}
    assert servers <= records, servers - records


def zones_change_when_a_fault_changes_them(folder):
    def at(instant):
        files, _ = export(folder, 'stale-cache', '--at', instant)
        check_zone(files['example.org'], None)
        records = records_of(files['example.org'])
        return [data for _, kind, data in records if kind == 'MX'], [data.split()[2] for _, kind, data in records if kind == 'SOA']

    assert at('299s') == (['10 old.example.org.'], ['2026010501']), at('299s')
    assert at('300s') == (['10 new.example.org.'], ['2026010502']), at('300s')


NESTED = """mailflow: 1
title: One domain in another, servers that lie outside, a domain at the top
dns: full
domains:
  example.org:
    users: {bob: {}}
    servers:
      mx.provider.net: {mx: 10}
      mail.example.org: {mx: 20, mailboxes: yes}
      mx.mailer.test: {mx: 30}
    zone: |
      @ IN NS ns.example.org.
      @ IN NS ns.example.com.
      @ 300 IN MX 10 mx.provider.net.
      www IN CNAME mail
      * IN MX 10 mail
      @ IN TXT "v=spf1 mx -all" "a \\"quoted\\" part; not a comment"
      _imap._tcp IN SRV 0 5 143 mail
  sub.example.org: {users: {carol: {}}}
  net: {users: {dave: {}}}
  root: {users: {erin: {}}}
  example.com: {users: {alice: {}}}
messages:
  - {at: 1s, from: alice@example.com, to: [bob@example.org, carol@sub.example.org, dave@net]}
"""


def nested_zones(folder):
    scenario = folder / 'nested.yaml'
    scenario.write_text(NESTED)
    files, _ = export(folder, scenario)
    assert set(files) == {'.', 'root_2', 'com', 'example.com', 'example.org', 'mailer.test', 'net', 'org', 'sub.example.org', 'test'}, set(files)
    tap.call('named-checkzone', *STRICT, 'root', files.pop('root_2'))  # a domain "root" gives way to the root itself
    for path in files.values():
        check_zone(path, None)
        check_layout(path)


def line(number, **members):
    return json.dumps({'id': number, 'cause': 0, 't': 0, **members}) + '\n'


def zones_that_servers_see_differently(folder):
    """No run of ours has such, but a trace may; nor may its names lead out of the folder."""
    text = '$ORIGIN a.test.\n@ 60 IN SOA ns.a.test. h.a.test. 1 2 3 4 5\n@ 60 IN NS ns.a.test.\nns 60 IN A 192.0.2.1\n'
    zones = [('one', 'a.test', text), ('two', 'a.test', text.replace('192.0.2.1', '192.0.2.2')), ('three', 'a.test', text),
             ('one', '../../b', text), ('one', 'nul.test', text), ('one', 'A.TEST', text)]
    trace = line(1, kind='run-start', scenario='x', title='x', seed=1, start='2026-01-05T09:00:00.000000Z')
    for host in ('one', 'two', 'three'):
        trace += line(trace.count('\n') + 1, host=host, kind='host', role='name-server', domain='test', address='192.0.2.1')
    for host, origin, zone in zones:
        trace += line(trace.count('\n') + 1, host=host, kind='zone', origin=origin, text=zone)
    (folder / 'odd.jsonl').write_text(trace)
    tap.mailflow('export', folder / 'odd.jsonl', '--zones', folder / 'zones')
    found = sorted(path.name for path in (folder / 'zones').iterdir())
    assert found == ['A.TEST_2.zone', 'a.test.zone', 'a.test_two.zone', '~2E.~2F..~2Fb.zone', '~6Eul.test.zone'], found
    assert '192.0.2.2' in (folder / 'zones/a.test_two.zone').read_text()


def a_trace_without_zones_is_refused(folder):
    (folder / 'old.jsonl').write_text(line(1, kind='run-start', scenario='x', title='x', seed=1, start='2026-01-05T09:00:00.000000Z'))
    tap.mailflow('export', folder / 'old.jsonl', '--zones', folder / 'zones', status=2)
    assert not (folder / 'zones').exists()


sys.exit(tap.run(check_scenario, zones_change_when_a_fault_changes_them, nested_zones,
                 zones_that_servers_see_differently, a_trace_without_zones_is_refused))
