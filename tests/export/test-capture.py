#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The capture of every scenario of the library, read by tshark: each packet where and when the trace says, nothing
malformed, no remark that the run does not deserve, and "follow TCP stream" gives the dialogue.

usage: test-capture.py MAILFLOW SCENARIOS

Prints TAP.
"""
import collections
import datetime
import json
import os
import re
import subprocess
import sys

import tap

FIELDS = ['frame.time_epoch', 'frame.protocols', 'ip.src', 'ip.dst', 'ipv6.src', 'ipv6.dst', '_ws.expert.severity', '_ws.expert.message',
          'tcp.stream', 'tcp.len', 'tcp.flags.reset', 'tcp.analysis.retransmission', 'tcp.analysis.fast_retransmission', 'tcp.analysis.out_of_order', 'ip.checksum.status',
          'tcp.checksum.status', 'udp.checksum.status', '_ws.malformed', 'dns.a', 'tcp.dstport', 'tcp.flags.syn', 'tcp.flags.ack', 'dns.aaaa']
CHECKS = ['ip.check_checksum', 'tcp.check_checksum', 'udp.check_checksum']
SAID = {'smtp-command', 'smtp-reply', 'smtp-data', 'pop3-command', 'pop3-reply', 'imap-command', 'imap-response'}
WARNING, MOST_STREAMS = 0x600000, 150


def tshark(capture, *words):
    options = ['-o', 'smtp.decryption:TRUE'] + [word for check in CHECKS for word in ('-o', check + ':TRUE')]
    done = subprocess.run(['tshark', '-n', '-r', capture, *options, *words], check=False, capture_output=True,
                          env={**os.environ, 'HOME': '/nonexistent', 'LC_ALL': 'C.UTF-8'})
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode('utf-8', 'replace')


def read_frames(capture):
    words = ['-2', '-T', 'fields', '-E', 'separator=\x02', '-E', 'aggregator=\x03']
    for field in FIELDS:
        words += ['-e', field]
    return [dict(zip(FIELDS, line.split('\x02'))) for line in tshark(capture, *words).splitlines()]


def nanoseconds(text):
    seconds, fraction = text.split('.')
    return int(seconds) * 10 ** 9 + int(fraction.ljust(9, '0'))


def start_of(records):
    start = records[0]['start']
    moment = datetime.datetime.strptime(start, '%Y-%m-%dT%H:%M:%S.%fZ').replace(tzinfo=datetime.timezone.utc)
    return int(moment.timestamp()) * 10 ** 9 + moment.microsecond * 1000


def check_places(packets, frames, records):
    """Each packet in the capture, in order, at its nanosecond, between the addresses of its hosts."""
    addresses = collections.defaultdict(set)
    for record in records:
        if record['kind'] in ('host', 'host-address'):
            addresses[record['host']].add(record['address'])
    start = start_of(records)
    assert len(frames) == len(packets), f'{len(frames)} frames, {len(packets)} packets'
    for packet, frame in zip(packets, frames):
        assert nanoseconds(frame['frame.time_epoch']) == start + packet['t'], packet['id']
        assert (frame['ip.src'] or frame['ipv6.src']) in addresses[packet['host']], packet['id']
        assert (frame['ip.dst'] or frame['ipv6.dst']) in addresses[packet['to']], packet['id']


def unanswered(records):
    """Whether some question got no answer in time: then it is asked again."""
    return any(record['kind'] == 'dns-failed' for record in records) or any(record.get('lost') for record in records) \
        or any(record['kind'] in ('fault-start', 'host-state') for record in records)


def check_remarks(packets, frames, records):
    asked_again = unanswered(records)
    for packet, frame in zip(packets, frames):
        number = packet['id']
        flags = packet.get('flags', '').split(',')
        assert not frame['_ws.malformed'] and 'malformed' not in frame['frame.protocols'], number
        for layer in ('ip', 'tcp', 'udp'):
            assert frame[layer + '.checksum.status'] in ('', '1'), (number, layer)
        severities = frame['_ws.expert.severity'].split('\x03') if frame['_ws.expert.severity'] else []
        messages = frame['_ws.expert.message'].split('\x03')
        for severity, message in zip(severities, messages):
            deserved = ('RST' in flags and 'reset' in message) or (asked_again and 'DNS query retransmission' in message) \
                or (asked_again and 'DNS response retransmission' in message) \
                or ('retransmission' in flags and 'out-of-order' in message)
            assert int(severity, 0) < WARNING or deserved, (number, message)
        again = frame['tcp.analysis.retransmission'] or frame['tcp.analysis.fast_retransmission']
        again = again or frame['tcp.analysis.out_of_order']
        assert bool(again) == ('retransmission' in flags), (number, 'retransmission')


def check_dissection(packets, frames):
    for packet, frame in zip(packets, frames):
        protocols = frame['frame.protocols'].split(':')
        assert 'data' not in protocols, (packet['id'], protocols) # what no dissector knows; a part of more to come is 'tcp'
        assert packet['kind'] != 'tcp' or frame['tcp.len'] == str(len(packet.get('payload', '').encode())), packet['id']
        assert packet['kind'] != 'udp' or 'dns' in protocols, packet['id']


def check_streams(capture, objects, packets, records):
    """What went over each connection, as tshark puts it together again, is what was said on it; whole mails into OBJECTS."""
    order = list(dict.fromkeys(packet['conn'] for packet in packets if packet['kind'] == 'tcp'))
    clients = {record['conn']: record['host'] for record in records if record['kind'] == 'connect'}
    said = collections.defaultdict(lambda: [b'', b''])
    for record in records:
        if record['kind'] in SAID:
            text = record['text'].encode()
            said[record['conn']][record['host'] != clients[record['conn']]] += text
    broken = {packet['conn'] for packet in packets if packet['kind'] == 'tcp' and 'RST' in packet['flags']}
    broken |= {record['conn'] for record in records if record['kind'] in ('closed', 'connect-failed') and record.get('reason')}
    numbers = [number for number, conn in enumerate(order) if conn in said and conn not in broken][:MOST_STREAMS]
    words = [word for number in numbers for word in ('-z', f'follow,tcp,raw,{number}')]
    blocks = tshark(capture, '-q', '--export-objects', f'imf,{objects}', *words).split('=' * 67)[1::2]
    assert len(blocks) == len(numbers), (len(blocks), len(numbers))
    for block in blocks:
        number = int(re.search(r'tcp.stream eq (\d+)', block)[1])
        sides = [b'', b'']
        for line in block.splitlines():
            found = re.fullmatch(r'(\t?)([0-9a-f]+)', line)
            if found:
                sides[bool(found[1])] += bytes.fromhex(found[2])
        assert sides == said[order[number]], f'stream {number}'


def check_names(frames):
    """Who is called on port 25 has been looked up in this very capture."""
    known = {address for frame in frames for field in ('dns.a', 'dns.aaaa') for address in frame[field].split('\x03')}
    called = {frame['ip.dst'] or frame['ipv6.dst'] for frame in frames
              if frame['tcp.dstport'] == '25' and frame['tcp.flags.syn'] in ('1', 'True') and frame['tcp.flags.ack'] in ('0', 'False')}
    assert called <= known, called - known


def check_host(folder, scenario, records):
    """What one host sees: what it sends, and what reaches it."""
    host = next(record['host'] for record in records if record['kind'] == 'connect')
    capture = folder / 'host.pcap'
    tap.mailflow('export', scenario, '--pcap', capture, '--host', host)
    frames = tshark(capture, '-T', 'fields', '-e', 'frame.time_epoch').split()
    times = [nanoseconds(frame) for frame in frames]
    assert times == sorted(times)
    sent = [r['t'] for r in records if r['kind'] in ('tcp', 'udp') and r['host'] == host]
    came = [r['arrives'] for r in records if r['kind'] in ('tcp', 'udp') and r['to'] == host and not r.get('lost')]
    end = records[-1]['t']
    start = start_of(records)
    downs = [r for r in records if r['kind'] == 'host-state' and r['host'] == host]
    if not downs:
        assert times == sorted(start + t for t in sent + [t for t in came if t <= end]), 'packets of one host'


def check(folder, scenario):
    capture, trace, objects = folder / 'all.pcap', folder / 'trace.jsonl', folder / 'mails'
    tap.mailflow('export', scenario, '--pcap', capture, '--trace', trace)
    records = [json.loads(line) for line in trace.read_text().splitlines()]
    packets = [record for record in records if record['kind'] in ('tcp', 'udp')]
    frames = read_frames(capture)
    check_places(packets, frames, records)
    check_remarks(packets, frames, records)
    check_dissection(packets, frames)
    check_streams(capture, objects, packets, records)
    check_names(frames)
    check_host(folder, scenario, records)
    assert any(objects.iterdir()) or not any(record['kind'] == 'accepted' for record in records)


sys.exit(tap.run(check))
