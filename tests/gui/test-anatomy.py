#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The fields of a packet, where the window shows them, are those that tshark finds in the capture of the same run:
the same bytes, the same values, none too few and none too many.

usage: test-anatomy.py MAILFLOW PRINT-ANATOMY SCENARIOS

Prints TAP.
"""
import collections
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import xml.etree.ElementTree

MAILFLOW, PRINT_ANATOMY, SCENARIOS = sys.argv[1], sys.argv[2], pathlib.Path(sys.argv[3])

# What the window calls it: what tshark does.
NAMES = {
    'Destination': ['eth.dst'], 'Source': ['eth.src'],
    'Total length': ['ip.len'], 'Identification': ['ip.id'], 'Time to live': ['ip.ttl', 'dns.resp.ttl'], 'Protocol': ['ip.proto'],
    'Header checksum': ['ip.checksum'], 'Source address': ['ip.src', 'ipv6.src'], 'Destination address': ['ip.dst', 'ipv6.dst'],
    'Payload length': ['ipv6.plen'], 'Next header': ['ipv6.nxt'], 'Hop limit': ['ipv6.hlim'],
    'Source port': ['tcp.srcport', 'udp.srcport'], 'Destination port': ['tcp.dstport', 'udp.dstport'],
    'Sequence number': ['tcp.seq_raw'], 'Acknowledgment number': ['tcp.ack_raw'], 'Window': ['tcp.window_size_value'],
    'Checksum': ['tcp.checksum', 'udp.checksum'], 'Urgent pointer': ['tcp.urgent_pointer'], 'Length': ['udp.length'],
    'Transaction ID': ['dns.id'], 'QDCOUNT': ['dns.count.queries'], 'ANCOUNT': ['dns.count.answers'], 'NSCOUNT': ['dns.count.auth_rr'],
    'ARCOUNT': ['dns.count.add_rr'], 'Question': ['dns.qry.name'], 'Answer': ['dns.resp.name'], 'Authority': ['dns.resp.name'],
    'Additional': ['dns.resp.name'], 'Preference': ['dns.mx.preference'], 'Exchange': ['dns.mx.mail_exchange'], 'Address': ['dns.a', 'dns.aaaa'],
    'Data length': ['dns.resp.len'],
}
THEIRS = {theirs for names in NAMES.values() for theirs in names}
# Numbers that tshark shows in its own way.
HEXADECIMAL = {'Identification'}


def call(*words):
    done = subprocess.run([str(word) for word in words], check=True, capture_output=True, timeout=120,
                          env={**os.environ, 'MAILFLOW_SCENARIOS': str(SCENARIOS), 'LC_ALL': 'C.UTF-8'})
    return done.stdout.decode('utf-8', 'replace')


def read_ours(trace):
    packets = collections.defaultdict(collections.Counter)
    for line in call(PRINT_ANATOMY, trace).splitlines():
        packet, offset, length, name, value = line.split('\t', 4)
        if name in NAMES:
            shown = f'0x{int(value):04x}' if name in HEXADECIMAL else value
            packets[int(packet)][(int(offset), int(length), shown)] += 1
    return packets


def read_theirs(capture):
    tree = xml.etree.ElementTree.fromstring(call('tshark', '-n', '-r', capture, '-T', 'pdml'))
    for packet in tree.iter('packet'):
        fields = collections.Counter()
        for field in packet.iter('field'):
            # An OPT record has no name and no time to live of its own
            if field.get('name') in THEIRS and field.get('hide') != 'yes':
                shown = '. (the root)' if field.get('show') == '<Root>' else field.get('show')
                fields[(int(field.get('pos')), int(field.get('size')), shown)] += 1
        yield fields


def check(folder, scenario):
    trace, capture = folder / 'run.jsonl', folder / 'run.pcap'
    call(MAILFLOW, 'run', scenario, '--quiet', '--trace', trace)
    call(MAILFLOW, 'export', scenario, '--pcap', capture)
    with open(trace, encoding='utf-8') as lines:
        packets = [record['id'] for record in map(json.loads, lines) if record['kind'] in ('tcp', 'udp')]
    ours, theirs = read_ours(trace), list(read_theirs(capture))
    assert len(packets) == len(theirs) > 30, (len(packets), len(theirs))
    for packet, fields in zip(packets, theirs):
        assert sum(fields.values()) > 12, f'packet {packet}: {fields}'
        assert ours[packet] == fields, f'packet {packet}: only ours {ours[packet] - fields}, only theirs {fields - ours[packet]}'


def both_versions(folder):
    """A scenario that speaks IPv6 too."""
    scenario = folder / 'both.yaml'
    scenario.write_text((SCENARIOS / 'first-delivery.yaml').read_text(encoding='utf-8') + '\nnetwork: {ip: both}\n', encoding='utf-8')
    return scenario


def main():
    cases = ['full-dns', 'imap-two-devices', 'pop3-and-imap', 'lossy-link', 'null-mx', both_versions]
    print(f'1..{len(cases)}')
    failed = False
    for number, case in enumerate(cases, 1):
        with tempfile.TemporaryDirectory(prefix='mailflow-') as name:
            folder = pathlib.Path(name)
            try:
                check(folder, case(folder) if callable(case) else case)
                print(f'ok {number} - {case if isinstance(case, str) else case.__name__}', flush=True)
            except (AssertionError, subprocess.SubprocessError) as fault:
                failed = True
                print(f'not ok {number} - {case}\n# {fault}', flush=True)
    return failed


if __name__ == '__main__':
    sys.exit(main())
