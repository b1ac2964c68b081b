# SPDX-License-Identifier: GPL-3.0-or-later
"""A headless Chromium, driven over its own pipe (Chrome DevTools Protocol)."""
import json
import os
import select
import shutil
import subprocess
import tempfile
import time

PATIENCE = 120  # seconds


class Browser:
    def __init__(self):
        self.profile = tempfile.mkdtemp()
        child_in, self.to_child = os.pipe()
        self.from_child, child_out = os.pipe()
        words = ['chromium', '--headless', '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-extensions', '--disable-background-networking',
                 '--disable-component-update', '--hide-scrollbars', f'--user-data-dir={self.profile}', '--remote-debugging-pipe', 'about:blank']
        script = 'exec 3<&%d 4>&%d; exec "$@"' % (child_in, child_out)
        self.process = subprocess.Popen(['bash', '-c', script, 'bash', *words], pass_fds=(child_in, child_out), stdout=subprocess.DEVNULL,
                                        stderr=subprocess.DEVNULL)
        os.close(child_in)
        os.close(child_out)
        self.number, self.buffer, self.events, self.session = 0, b'', [], None
        target = self.call('Target.createTarget', url='about:blank')['targetId']
        self.session = self.call('Target.attachToTarget', targetId=target, flatten=True)['sessionId']
        for domain in ('Page', 'Runtime', 'Log', 'Network'):
            self.call(domain + '.enable')

    def close(self):
        self.process.kill()
        self.process.wait()
        shutil.rmtree(self.profile, ignore_errors=True)

    def receive(self):
        deadline = time.monotonic() + PATIENCE
        while b'\0' not in self.buffer:
            ready, _, _ = select.select([self.from_child], [], [], max(0, deadline - time.monotonic()))
            assert ready, 'the browser says nothing'
            part = os.read(self.from_child, 1 << 20)
            assert part, 'the browser has gone'
            self.buffer += part
        message, _, self.buffer = self.buffer.partition(b'\0')
        return json.loads(message)

    def call(self, method, **parameters):
        self.number += 1
        message = {'id': self.number, 'method': method, 'params': parameters}
        if self.session is not None:
            message['sessionId'] = self.session
        os.write(self.to_child, json.dumps(message).encode() + b'\0')
        while True:
            answer = self.receive()
            if answer.get('id') == self.number:
                assert 'error' not in answer, answer
                return answer['result']
            self.events.append(answer)

    def open(self, url):
        """Waits until it is loaded; what happened before is forgotten."""
        self.events.clear()
        self.call('Page.navigate', url=url)
        while not any(event.get('method') == 'Page.loadEventFired' for event in self.events):
            self.events.append(self.receive())

    def evaluate(self, expression):
        result = self.call('Runtime.evaluate', expression=expression, returnByValue=True, awaitPromise=True)
        assert 'exceptionDetails' not in result, result['exceptionDetails']
        return result['result'].get('value')

    def press(self, key, code, number):
        for kind in ('keyDown', 'keyUp'):
            self.call('Input.dispatchKeyEvent', type=kind, key=key, code=code, windowsVirtualKeyCode=number)

    def fetched(self):
        return [event['params']['request']['url'] for event in self.events if event.get('method') == 'Network.requestWillBeSent']

    def complaints(self):
        return [event for event in self.events if event.get('method') in ('Runtime.exceptionThrown', 'Log.entryAdded', 'Runtime.consoleAPICalled')]
