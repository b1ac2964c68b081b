#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every record of every scenario against the JSON Schema in docs/, and read by jq. (The system's own Python: there
Debian's python3-jsonschema is.)

usage: test-trace-schema.py MAILFLOW SCENARIOS SCHEMA

Prints TAP.
"""
import concurrent.futures
import copy
import json
import pathlib
import sys

import jsonschema
import tap

SCHEMA = json.loads(pathlib.Path(sys.argv[3]).read_text())
jsonschema.Draft202012Validator.check_schema(SCHEMA)
WHOLE = jsonschema.Draft202012Validator(SCHEMA, format_checker=jsonschema.FormatChecker())

# What a schema can't say: the numbers are those of the lines, causes lie before, time never runs back.
IN_ORDER = """
reduce inputs as $record ({id: 0, t: 0};
  if $record.id == .id + 1 and $record.cause < $record.id and $record.t >= .t then $record | {id, t}
  else error("record \\($record.id)") end) | .id
"""


def inline(schema):
    """SCHEMA with what it refers to in its place: following each reference of each record takes jsonschema most of the time."""
    if isinstance(schema, list):
        return [inline(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    if '$ref' in schema:
        return inline(SCHEMA['$defs'][schema['$ref'].removeprefix('#/$defs/')])
    return {name: inline(part) for name, part in schema.items()}


BY_KIND = {name.removeprefix('record-'): jsonschema.Draft202012Validator(inline(part), format_checker=jsonschema.FormatChecker())
           for name, part in SCHEMA['$defs'].items() if name.startswith('record-')}


def check_record(record, shapes):
    """By what the schema says of its kind; the first of each shape by the whole schema too."""
    shape = (record['kind'], *sorted(record))
    if shape not in shapes:
        shapes.add(shape)
        WHOLE.validate(record)
    BY_KIND[record['kind']].validate(record)


def check_scenario(folder, scenario):
    trace = folder / 'trace.jsonl'
    tap.mailflow('export', scenario, '--trace', trace)
    records, shapes = [json.loads(line) for line in trace.read_text().splitlines()], set()
    for record in records:
        check_record(record, shapes)
    assert int(tap.call('jq', '-n', IN_ORDER, trace)) == len(records)
    replies = tap.call('jq', '-r', 'select(.kind == "smtp-reply" and .code >= 400) | "\\(.host) \\(.code)"', trace).splitlines()
    assert replies == [f'{record["host"]} {record["code"]}' for record in records if record['kind'] == 'smtp-reply' and record['code'] >= 400]


def refused(record, **changes):
    changed = {name: value for name, value in {**copy.deepcopy(record), **changes}.items() if value is not None}
    return not WHOLE.is_valid(changed)


def what_is_no_record_is_refused(folder):
    trace = folder / 'trace.jsonl'
    tap.mailflow('export', 'imap-two-devices', '--trace', trace)
    by_kind = {record['kind']: record for record in map(json.loads, trace.read_text().splitlines())}
    reply, packet, host, flags = by_kind['smtp-reply'], by_kind['tcp'], by_kind['host'], by_kind['flags']
    assert not refused(reply) and not refused(packet) and not refused(host)
    for changes in ({'id': None}, {'id': 0}, {'cause': -1}, {'t': '1'}, {'t': 1.5}, {'kind': None}, {'kind': 'smtp-repli'}, {'kind': 'tcp'}, {'code': None},
                    {'code': '250'}, {'text': 250}, {'text_base64': 'eA=='}, {'text': None, 'text_base64': 'eA='}, {'peer': ''}, {'more': 1}):
        assert refused(reply, **changes), changes
    assert not refused(reply, text=None, text_base64='eA==')
    for changes in ({'flags': 'SYN,'}, {'flags': 'syn'}, {'arrives': None}, {'lost': False}):
        assert refused(packet, **changes), changes
    assert not refused(packet, flags='') and not refused(packet, lost=True)
    for changes in ({'role': 'mailserver'}, {'address': '192.0.2'}, {'address': '192.0.2.256'}, {'address': None}):
        assert refused(host, **changes), changes
    assert refused(flags, flags='Seen') and not refused(flags, flags='\\Seen \\Flagged')


def every_kind_is_there(_):
    kinds = set(SCHEMA['properties']['kind']['enum'])
    assert set(BY_KIND) == kinds and len(kinds) > 45, kinds


sys.exit(tap.run(check_scenario, what_is_no_record_is_refused, every_kind_is_there, pool_of=concurrent.futures.ProcessPoolExecutor))
