#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The page of every scenario of the library in a headless Chromium: it steps to the end and back, shows something at each
step, fetches nothing, complains about nothing, and is small.

usage: test-page.py MAILFLOW SCENARIOS

Prints TAP.
"""
import concurrent.futures
import os
import pathlib
import subprocess
import sys
import tempfile

import browser

MOST_BYTES = 5_000_000
# Presses a key until the page stops moving; what was wrong at which step.
WALK = '''(async key => {
  const problems = [], place = document.getElementById('place'), seen = [];
  for (let last = ''; last !== place.textContent;) {
    last = place.textContent;
    seen.push(last);
    if (!document.getElementById('what').textContent.trim()) problems.push(last + ': no sentence');
    for (const host of document.querySelectorAll('[id^=host]')) if (!host.innerHTML) problems.push(last + ': ' + host.id);
    if (problems.length > 5) break;
    document.dispatchEvent(new KeyboardEvent('keydown', {key, bubbles: true}));
  }
  return {problems, steps: seen.length, place: place.textContent};
})'''


def check_walk(page):
    page.evaluate("document.getElementById('hops').checked = false")
    page.evaluate("document.getElementById('first').click()")
    there = page.evaluate(WALK + "('ArrowRight')")
    assert not there['problems'], there['problems']
    now, _, count = there['place'].partition(' / ')
    assert now == count and there['steps'] == int(count) > 3, there
    return int(count)


def check_way_back(page, count):
    """The same is seen on the way back."""
    look = "document.getElementById('stage').textContent + document.getElementById('dialogue').textContent"
    there = []
    page.evaluate("document.getElementById('first').click()")
    for _ in range(count):
        there.append(page.evaluate(look))
        page.press('ArrowRight', 'ArrowRight', 39)
    for step in range(count - 1, -1, -1):
        assert page.evaluate(look) == there[step], step
        page.press('ArrowLeft', 'ArrowLeft', 37)


def place(page):
    return int(page.evaluate("document.getElementById('place').textContent").split(' / ')[0])


def check_hands(page, count):
    """Real keys, the slider, the panes, play and pause."""
    page.press('End', 'End', 35)
    assert place(page) == count
    page.press('PageUp', 'PageUp', 33)
    assert place(page) == count - 1
    page.evaluate("{const s = document.getElementById('slider'); s.value = 2; s.dispatchEvent(new Event('input'))}")
    assert place(page) == 3
    page.evaluate('new Promise(done => setTimeout(done, 600))')
    assert page.evaluate('location.hash') == '#3'
    for pane in ('message', 'steps', 'dialogue'):
        page.evaluate(f"document.getElementById('tab-{pane}').click()")
        assert page.evaluate(f"document.getElementById('{pane}').textContent.length") > 20, pane
    page.evaluate("document.getElementById('pace').value = '4'")
    page.press('Home', 'Home', 36)
    page.press(' ', 'Space', 32)
    page.evaluate('new Promise(done => setTimeout(done, 1500))')
    page.press(' ', 'Space', 32)
    there = place(page)
    assert there > 1, 'it plays'
    page.evaluate('new Promise(done => setTimeout(done, 700))')
    assert place(page) == there, 'it pauses'


def check_phone(page):
    """Nothing wider than the screen, but for the map, which can be moved."""
    page.call('Emulation.setDeviceMetricsOverride', width=390, height=844, deviceScaleFactor=2, mobile=True)
    assert page.evaluate('document.documentElement.scrollWidth') <= 390
    page.call('Emulation.clearDeviceMetricsOverride')


def check(page, path, thorough):
    assert path.stat().st_size < MOST_BYTES, path.stat().st_size
    page.open(path.as_uri())
    count = check_walk(page)
    check_phone(page)
    if thorough:
        check_way_back(page, count)
        check_hands(page, count)
    assert all(url in (path.as_uri(), 'data:,') for url in page.fetched()), page.fetched()
    assert not page.complaints(), page.complaints()


def export(mailflow, name, folder):
    path = pathlib.Path(folder, name + '.html')
    subprocess.run([mailflow, 'export', name, '--html', path], check=True)
    return path


def main():
    mailflow, scenarios = sys.argv[1:]
    names = sorted(path.stem for path in pathlib.Path(scenarios).glob('*.yaml'))
    page, failed = browser.Browser(), 0
    print(f'1..{len(names)}')
    with tempfile.TemporaryDirectory() as folder, concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for number, (name, path) in enumerate(zip(names, pool.map(lambda name: export(mailflow, name, folder), names)), 1):
            try:
                check(page, path, name in ('first-delivery', 'lossy-link'))
                print(f'ok {number} - {name}')
            except AssertionError as error:
                failed += 1
                print(f'not ok {number} - {name}\n# {error}')
    page.close()
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
