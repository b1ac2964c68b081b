# SPDX-License-Identifier: GPL-3.0-or-later
"""Real servers on loopback, with nothing outside the tests' folder: Dovecot and Postfix's smtp-sink."""
import contextlib
import grp
import os
import pwd
import shutil
import socket
import subprocess

import lab

# Runs as root and as an ordinary user: then all its processes are that user's.
DOVECOT = '''
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/log
listen = 127.0.0.1
protocols = imap pop3
ssl = no
disable_plaintext_auth = no
auth_failure_delay = 0
mail_location = maildir:{folder}/mail/%n
first_valid_uid = 1
default_internal_user = {internal}
default_internal_group = {internal_group}
default_login_user = {login}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {imap}
  }}
}}
service pop3-login {{
  chroot =
  inet_listener pop3 {{
    port = {pop3}
  }}
}}
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={folder}/home/%n
}}
'''


def free_port():
    with socket.socket() as probe:
        probe.bind(('127.0.0.1', 0))
        return probe.getsockname()[1]


def answers(port, greets=True):
    try:
        with socket.create_connection(('127.0.0.1', port), 5) as probe:
            return not greets or probe.recv(1) != b''
    except OSError:
        return False


class Dovecot:
    def __init__(self, folder):
        self.imap, self.pop3 = free_port(), free_port()
        root = os.geteuid() == 0
        owner = pwd.getpwnam('mail') if root else pwd.getpwuid(os.geteuid())
        own_group = grp.getgrgid(os.getegid()).gr_name
        settings = folder / 'dovecot.conf'
        settings.write_text(DOVECOT.format(
            folder=folder, imap=self.imap, pop3=self.pop3, password=lab.PASSWORD, uid=owner.pw_uid, gid=owner.pw_gid,
            internal='dovecot' if root else owner.pw_name, login='dovenull' if root else owner.pw_name,
            internal_group='dovecot' if root else own_group))
        for name in ('mail', 'home', 'state'):
            (folder / name).mkdir()
            if root:
                shutil.chown(folder / name, owner.pw_uid, owner.pw_gid)
        for path in (lab.FOLDER, folder):
            path.chmod(0o755)
        self.log = folder / 'log'
        self.process = subprocess.Popen(['dovecot', '-F', '-c', settings], env=lab.ENVIRONMENT, cwd=folder,
                                        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def said(self):
        return self.log.read_text(errors='replace') if self.log.exists() else ''


def stop(process):
    process.terminate()
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


@contextlib.contextmanager
def dovecot(folder):
    server = Dovecot(folder)
    try:
        lab.wait_for(lambda: answers(server.imap) and answers(server.pop3) or server.process.poll() is not None, 'Dovecot')
        assert server.process.poll() is None, server.said()
        yield server
    finally:
        stop(server.process)


@contextlib.contextmanager
def sink(folder, *options):
    """smtp-sink, which saves each message it takes in a file of FOLDER."""
    port = free_port()
    user = ['-u', 'root'] if os.geteuid() == 0 else []
    with subprocess.Popen(['smtp-sink', *user, '-d', f'{folder}/%M.', *options, f'127.0.0.1:{port}', '100'], env=lab.ENVIRONMENT,
                          cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            lab.wait_for(lambda: answers(port, greets=False), 'smtp-sink')
            yield port
        finally:
            stop(process)
