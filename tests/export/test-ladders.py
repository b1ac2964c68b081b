#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The pictures of every scenario of the library: what stands in them, where, and that other programs read them.

usage: test-ladders.py MAILFLOW SCENARIOS

Prints TAP. Structure is compared with the trace: each line of dialogue that is told is an arrow from its speaker to the
other side; nothing lies outside the picture; no text covers another.
"""
import json
import re
import struct
import subprocess
import sys
import xml.etree.ElementTree as ElementTree

import tap

SVG = '{http://www.w3.org/2000/svg}'
SAID = {'smtp-command', 'smtp-reply', 'smtp-data', 'pop3-command', 'pop3-reply', 'imap-command', 'imap-response', 'dns-query', 'dns-answer'}
REPLIES = {'2': 'reply-2xx', '3': 'reply-3xx', '4': 'reply-4xx', '5': 'reply-5xx'}
TEXT_WIDTH = 0.56  # of the font's size, for a letter: narrower than any text is drawn
A4 = {(841, 595), (595, 841), (842, 595), (595, 842)}


def number(element, name):
    return float(element.get(name))


def extent(text):
    """Left, top, right, bottom of the heart of a text."""
    size, width = number(text, 'font-size'), 0
    width = len(text.text) * size * TEXT_WIDTH
    left = number(text, 'x') - {None: 0, 'middle': width / 2, 'end': width}[text.get('text-anchor')]
    return left, number(text, 'y') - size * 0.7, left + width, number(text, 'y')


def check_within(svg):
    width, height = number(svg, 'width'), number(svg, 'height')
    for element in svg.iter():
        xs = [number(element, name) for name in ('x', 'x1', 'x2') if element.get(name)]
        ys = [number(element, name) for name in ('y', 'y1', 'y2') if element.get(name)]
        for point in (element.get('points') or '').split():
            x, y = point.split(',')
            xs.append(float(x))
            ys.append(float(y))
        if element.tag == SVG + 'text':
            left, top, right, bottom = extent(element)
            xs, ys = [left, right], [top, bottom]
        assert all(0 <= x <= width for x in xs) and all(0 <= y <= height for y in ys), ElementTree.tostring(element)


def check_texts(svg):
    """No text covers another: of those that are near each other, by height."""
    texts = sorted((extent(text) + (text.text,) for text in svg.iter(SVG + 'text')), key=lambda place: place[1])
    for index, (left, top, right, bottom, words) in enumerate(texts):
        for other in texts[index + 1:]:
            if other[1] >= bottom:
                break
            assert right <= other[0] or other[2] <= left, (words, other[4])


def check_arrows(svg, records):
    by_id = {record['id']: record for record in records}
    arrows = [group for group in svg.iter(SVG + 'g') if group.get('class', '').startswith('arrow')]
    heads = {group.get('data-host'): group.find(SVG + 'text') for group in svg.iter(SVG + 'g') if group.get('class') == 'host'}
    last = 0
    for arrow in arrows:
        record = by_id[int(arrow.get('data-record'))]
        assert record['id'] > last, 'the order of time'
        last = record['id']
        assert arrow.get('data-from') == record['host'] and arrow.get('data-to') == record.get('peer', record.get('to')), record['id']
        assert arrow.get('data-kind') == record['kind']
        if record['kind'] == 'smtp-reply':
            assert REPLIES[str(record['code'])[0]] in arrow.get('class'), record['id']
        line = arrow.findall(SVG + 'line')[0]
        assert abs(number(line, 'x1') - number(heads[record['host']], 'x')) < 1, 'begins at its host'
        assert arrow.find(SVG + 'title').text and arrow.find(SVG + 'text').text
    return {int(arrow.get('data-record')) for arrow in arrows}


def check_complete(shown, records):
    """Everything said is there, but for what repeats a try whose outcome was told, or a look that found nothing."""
    said = {record['id'] for record in records if record['kind'] in SAID}
    repeated = any(record['kind'] == 'attempt' and record['attempt'] > 1 for record in records)
    looks = any(record['kind'] in ('pop3-command', 'imap-command') for record in records)
    missing = said - shown
    assert not missing or repeated or looks, missing
    kinds = {record['kind'] for record in records if record['id'] in missing}
    if not repeated:
        assert kinds <= {'pop3-command', 'pop3-reply', 'imap-command', 'imap-response'}, kinds


def check_png(path):
    head = path.read_bytes()[:24]
    assert head[:8] == b'\x89PNG\r\n\x1a\n'
    width, height = struct.unpack('>II', head[16:24])
    assert 600 < width < 6000 and 300 < height <= 18000, (width, height)


def check_pdf(path, title):
    text = subprocess.run(['pdfinfo', path], check=True, capture_output=True, text=True).stdout
    pages = int(re.search(r'Pages: +(\d+)', text)[1])
    size = tuple(int(float(value)) for value in re.search(r'Page size: +([\d.]+) x ([\d.]+)', text).groups())
    assert size in A4 and pages >= 1, text
    words = subprocess.run(['pdftotext', '-layout', path, '-'], check=True, capture_output=True, text=True).stdout
    assert re.search(rf'{pages} */ *{pages}\s*$', words), words[-80:]
    assert ' '.join(title.split()[:2]) in words, title


def check(folder, scenario):
    worksheet = ['worksheet'] if tap.library().index(scenario) % 3 == 0 else []
    words = [word for form in ['svg', 'png', 'pdf', 'trace'] + worksheet for word in ('--' + form, folder / ('run.' + form))]
    tap.mailflow('export', scenario, *words)
    tap.mailflow('export', scenario, '--view', 'map', '--svg', folder / 'map.svg', '--pdf', folder / 'map.pdf', '--at', '1500ms')
    records = [json.loads(line) for line in (folder / 'run.trace').read_text().splitlines()]
    svg = ElementTree.parse(folder / 'run.svg').getroot()
    check_within(svg)
    check_texts(svg)
    check_complete(check_arrows(svg, records), records)
    check_png(folder / 'run.png')
    check_pdf(folder / 'run.pdf', records[0]['title'])
    if worksheet:
        check_worksheet(folder / 'run.worksheet', records)
    check_pdf_of_map(folder / 'map.pdf')
    check_map(ElementTree.parse(folder / 'map.svg').getroot(), records)


def check_worksheet(path, records):
    """Questions, gaps, and on the last pages what was said: no refusal stands before that."""
    words = subprocess.run(['pdftotext', '-layout', path, '-'], check=True, capture_output=True, text=True).stdout
    exercise, _, answers = words.partition('Answers: ')
    assert exercise.index('Name') < exercise.index('(1) ___') and '\f' in exercise
    asked = [int(number) for number in re.findall(r'^\f? *(\d+) +What does', exercise, re.MULTILINE)]
    assert asked == list(range(1, len(asked) + 1)) and len(asked) > 3
    assert [number for number in asked if f'({number}) ___' not in exercise] == []
    replies = {record['text'].splitlines()[0] for record in records if record['kind'] == 'smtp-reply' and record['code'] >= 400}
    if len(asked) < 60:
        assert not [reply for reply in replies if reply in exercise]
    assert re.search(r'^ *1 +\S', answers, re.MULTILINE)


def check_pdf_of_map(path):
    assert 'Pages:           1\n' in subprocess.run(['pdfinfo', path], check=True, capture_output=True, text=True).stdout


def check_map(svg, records):
    texts = [text.text for text in svg.iter(SVG + 'text')]
    assert records[0]['title'].split()[0] in texts[-1] or any(records[0]['title'][:20] in text for text in texts), texts
    senders = {record['host'].split('.')[0] for record in records if record['kind'] == 'composed'}
    assert senders <= set(texts), (senders, texts)


def one_message_alone(folder):
    """With the report about it."""
    tap.mailflow('export', 'reply', '--message', 'm2', '--svg', folder / 'm2.svg')
    titles = [title.text for title in ElementTree.parse(folder / 'm2.svg').getroot().iter(SVG + 'title')]
    assert any('m2' in title for title in titles) and not any(re.search(r'\bm1\b', title) for title in titles)


sys.exit(tap.run(check, one_message_alone))
