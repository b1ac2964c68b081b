# SPDX-License-Identifier: GPL-3.0-or-later
"""What the tests with real programs share: `mailflow serve` in a folder of its own, programs that know
no other home than that folder, mailboxes, and TAP.

A test program is called with the path of mailflow. Its cases are functions under @test, or under
@test_each with a row of arguments for each case. They run in order; nothing is skipped: a program that is not
installed fails the cases that need it.
"""
import contextlib
import functools
import imaplib
import os
import pathlib
import re
import shutil
import signal
import smtplib
import subprocess
import sys
import tempfile
import time
import traceback

imaplib._MAXLINE = 100_000_000  # pylint: disable=protected-access

MAILFLOW = os.path.abspath(sys.argv[1])
FOLDER = pathlib.Path(tempfile.mkdtemp(prefix='mailflow-live-'))
PASSWORD = 'wonderland'
PATIENCE = 60  # seconds: for what takes one at most on an idle computer
SERVICES = ('smtp', 'submission', 'pop3', 'imap', 'dns')
PATH = os.environ.get('PATH', '/usr/bin:/bin') + ':/usr/sbin:/sbin'
# No program may read its user's settings or write into the real home.
ENVIRONMENT = {**{name: value for name, value in os.environ.items() if name.endswith(('SAN_OPTIONS', 'TMPDIR'))},
               'PATH': PATH, 'HOME': str(FOLDER), 'XDG_CONFIG_HOME': str(FOLDER / '.config'), 'LC_ALL': 'C.UTF-8',
               'TERM': 'xterm', 'MAIL': '/dev/null', 'MAILRC': '/dev/null', 'EMAIL': 'nobody@example.com'}
tests = []


def test(function):
    tests.append((function.__name__, function))
    return function


def test_each(*rows):
    """One case for each row: its name, then the arguments."""
    def add(function):
        for name, *arguments in rows:
            tests.append((f'{function.__name__}: {name}', functools.partial(function, *arguments)))
        return function
    return add


def run(*words, data=b'', status=0, timeout=PATIENCE):
    """Runs a program in FOLDER, which must end with STATUS (None: with any); its output and errors."""
    done = subprocess.run([str(word) for word in words], input=data, capture_output=True, env=ENVIRONMENT, cwd=FOLDER,
                          timeout=timeout, check=False)
    assert status in (None, done.returncode), \
        f'{words[0]} ended with {done.returncode}, not {status}: {(done.stdout + done.stderr)[-2000:].decode(errors="replace")}'
    return done


def wait_for(ask, what, patience=PATIENCE):
    """What ASK returns, as soon as that is something."""
    end = time.monotonic() + patience
    while time.monotonic() < end:
        answer = ask()
        if answer:
            return answer
        time.sleep(0.02)
    raise AssertionError(f'waited {patience} s in vain for {what}')


def new_folder(name):
    folder = FOLDER / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def scenario(users=('alice',), extra='', servers=''):
    """A scenario file: USERS at example.com, Bob at example.org, nothing happening by itself. SERVERS are the servers of
    example.com, EXTRA comes at the end."""
    names = '\n'.join(f'      {user}: {{password: {PASSWORD}}}' for user in users)
    path = FOLDER / 'scenario.yaml'
    path.write_text(f'mailflow: 1\ntitle: Real programs\ndomains:\n  example.com:\n    users:\n{names}\n'
                    + (f'    servers: {{{servers}}}\n' if servers else '') +
                    f'  example.org:\n    users:\n      bob: {{password: {PASSWORD}}}\nmessages: []\n{extra}', encoding='utf-8')
    return path


class Server:
    """A running `mailflow serve`: all services of mail.example.com, or DOORS, which are options of serve.
    SCENARIO is a path. `smtp`, `imap` … are the ports, of the host named last where there are several."""

    def __init__(self, path, *options, doors=None):
        self.out, self.err = FOLDER / 'serve.out', FOLDER / 'serve.err'
        words = doors if doors is not None else [word for service in SERVICES for word in (f'--{service}', '0')]
        with open(self.out, 'wb') as out, open(self.err, 'wb') as err:
            self.process = subprocess.Popen([MAILFLOW, 'serve', path, *words, *options], stdin=subprocess.DEVNULL,
                                            stdout=out, stderr=err, env=ENVIRONMENT, cwd=FOLDER)
        wait_for(lambda: self.is_ready() or self.process.poll() is not None, 'ready')
        assert self.is_ready(), self.err.read_text()
        self.ports = {}
        for service, port, host in re.findall(r'^(\w+) +127\.0\.0\.1 port (\d+) is (\S+) port', self.out.read_text(), re.M):
            self.ports[host, service] = int(port)
            setattr(self, service, int(port))

    def is_ready(self):
        return '\nready\n' in self.out.read_text()

    def port(self, service, host):
        return self.ports[f'mail.{host}', service]

    def stop(self, with_signal=signal.SIGINT):
        """Its exit status must be 0, so that a leak in it fails the case too. Returns the seconds it took."""
        began = time.monotonic()
        self.process.send_signal(with_signal)
        status = self.process.wait(PATIENCE)
        assert status == 0, f'serve ended with {status}: {self.err.read_text()[-3000:]}'
        return time.monotonic() - began

    def kill(self):
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()


@contextlib.contextmanager
def serve(path, *options, doors=None):
    server = Server(path, *options, doors=doors)
    try:
        yield server
        server.stop()
    finally:
        server.kill()


def submit(port, user, recipients, message, options=('BODY=8BITMIME',), domain='example.com'):
    """Submits MESSAGE as USER; the refused recipients."""
    with smtplib.SMTP('127.0.0.1', port, 'client.example.com', timeout=PATIENCE) as client:
        client.login(user, PASSWORD)
        return client.sendmail(f'{user}@{domain}', recipients, message, options)


def hand_in(port, recipients, message, sender='stranger@example.net', options=('BODY=8BITMIME',)):
    """As a stranger's server does it on the SMTP port."""
    with smtplib.SMTP('127.0.0.1', port, 'client.example.net', timeout=PATIENCE) as client:
        return client.sendmail(sender, recipients, message, options)


def open_mailbox(port, user, mailbox='INBOX'):
    client = imaplib.IMAP4('127.0.0.1', port, timeout=PATIENCE)
    client.authenticate('PLAIN', lambda _: f'\0{user}\0{PASSWORD}'.encode())
    assert client.select(mailbox)[0] == 'OK'
    return client


def fetch(client, number):
    answer = client.fetch(str(number), '(BODY.PEEK[])')[1]
    return next(part[1] for part in answer if isinstance(part, tuple))


def look(port, user):
    """All messages in the mailbox of USER."""
    client = open_mailbox(port, user)
    messages = [fetch(client, number) for number in client.search(None, 'ALL')[1][0].decode().split()]
    client.logout()
    return messages


def take(port, user, count=1, patience=PATIENCE):
    """Waits for COUNT messages in the mailbox of USER, which must be all, and removes them."""
    def ask():
        client.noop()
        return len(client.search(None, 'ALL')[1][0].split()) >= count
    client = open_mailbox(port, user)
    wait_for(ask, f'{count} messages of {user}', patience)
    messages = [fetch(client, number) for number in client.search(None, 'ALL')[1][0].decode().split()]
    client.store('1:*', '+FLAGS.SILENT', r'(\Deleted)')
    client.expunge()
    client.logout()
    assert len(messages) == count, f'{len(messages)} messages of {user}, not {count}'
    return messages


def run_case(number, name, function):
    began = time.monotonic()
    try:
        function()
        result = f'ok {number} - {name}'
    except Exception as problem:  # pylint: disable=broad-except
        where = traceback.extract_tb(problem.__traceback__)[-1]
        said = f'{type(problem).__name__}: {problem}\nat {os.path.basename(where.filename)}:{where.lineno}'
        result = f'not ok {number} - {name}\n' + '\n'.join('# ' + line for line in said.splitlines())
    print(result + f'\n# {time.monotonic() - began:.2f} s', flush=True)
    return result.startswith('ok')


def main(open_world=None):
    """Runs all cases, inside what OPEN_WORLD, a context manager, sets up; the exit status."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # when time is up, so that nothing is left behind
    print(f'1..{len(tests) + (open_world is not None)}', flush=True)
    try:
        results = []
        if open_world is None:
            results = [run_case(number, *case) for number, case in enumerate(tests, 1)]
        else:
            with contextlib.ExitStack() as stack:
                stack.enter_context(open_world())
                results = [run_case(number, *case) for number, case in enumerate(tests, 1)]
                results.append(run_case(len(tests) + 1, 'the server ends in good order', stack.close))
        return 0 if all(results) else 1
    finally:
        shutil.rmtree(FOLDER, ignore_errors=True)
