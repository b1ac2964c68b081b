# SPDX-License-Identifier: GPL-3.0-or-later
"""How each program reads a whole mailbox. A reader is called with the port, the user and a folder of its own, and
returns what it has saved, as bytes; nothing is deleted on the server unless it says so."""
import mailbox

import lab


def maildir(folder):
    return [path.read_bytes() for part in ('cur', 'new') for path in sorted((folder / part).iterdir())]


def new_maildir(folder):
    for part in ('cur', 'new', 'tmp'):
        (folder / part).mkdir(parents=True)
    return folder


def save_settings(folder, text):
    path = folder / 'settings'
    path.write_text(text)
    path.chmod(0o600)
    return path


def curl_pop3(port, user, folder, password=lab.PASSWORD, status=0):
    def curl(path):
        return lab.run('curl', '-sS', '--user', f'{user}:{password}', f'pop3://127.0.0.1:{port}/{path}', status=status).stdout
    return [curl(line.split()[0].decode()) for line in curl('').splitlines()]


def curl_imap(port, user, folder, password=lab.PASSWORD, status=0):
    def curl(path, *options):
        return lab.run('curl', '-sS', '--user', f'{user}:{password}', f'imap://127.0.0.1:{port}/{path}', *options,
                       status=status).stdout
    found = curl('INBOX', '-X', 'UID SEARCH ALL')
    return [curl(f'INBOX;UID={uid.decode()}') for uid in found.split()[2:]]


def mpop(port, user, folder, password=lab.PASSWORD, status=0, keep=True):
    if not (folder / 'box').exists():
        new_maildir(folder / 'box')
    settings = save_settings(folder, f'account default\nhost 127.0.0.1\nport {port}\ntls off\nauth user\nuser {user}\n'
                             f'password {password}\nkeep {"on" if keep else "off"}\nuidls_file {folder}/uidls\n'
                             f'delivery maildir {folder}/box\nreceived_header off\n')
    lab.run('mpop', '-C', settings, '--quiet', status=status)
    return maildir(folder / 'box')


def write_saver(folder):
    """A program that saves what it is given."""
    saver = folder / 'saver'
    saver.write_text(f'#!/bin/sh\nexec cat >"$(mktemp {folder}/got.XXXXXXXX)"\n')
    saver.chmod(0o700)
    return saver


def saved(folder):
    return [path.read_bytes() for path in folder.glob('got.*')]


def fetchmail(protocol, port, user, folder, password, status, keep):
    settings = save_settings(folder, f'set invisible\npoll 127.0.0.1 service {port} protocol {protocol} auth password\n'
                             f'  user "{user}" password "{password}" sslproto ""\n'
                             f'  {"keep" if keep else "no keep"} fetchall no rewrite mda "{write_saver(folder)}"\n')
    lab.run('fetchmail', '-f', settings, '--nosyslog', '--nodetach', '--idfile', folder / 'ids', '--pidfile', folder / 'pid',
            status=status)
    return saved(folder)


def fetchmail_pop3(port, user, folder, password=lab.PASSWORD, status=0, keep=True):
    return fetchmail('POP3', port, user, folder, password, status, keep)


def fetchmail_imap(port, user, folder, password=lab.PASSWORD, status=0, keep=True):
    return fetchmail('IMAP', port, user, folder, password, status, keep)


def getmail(kind, port, user, folder, password, keep):
    settings = save_settings(folder, f'[retriever]\ntype = {kind}\nserver = 127.0.0.1\nport = {port}\nusername = {user}\n'
                             f'password = {password}\n[destination]\ntype = MDA_external\npath = {write_saver(folder)}\n'
                             f'allow_root_commands = true\n[options]\ndelete = {"false" if keep else "true"}\n'
                             'read_all = false\nreceived = false\ndelivered_to = false\nverbose = 0\n')
    done = lab.run('getmail', '--getmaildir', folder, '--rcfile', settings, status=None)
    assert (b'error' in (done.stdout + done.stderr).lower()) == (password != lab.PASSWORD), done
    return saved(folder)


def getmail_pop3(port, user, folder, password=lab.PASSWORD, status=0, keep=True):
    return getmail('SimplePOP3Retriever', port, user, folder, password, keep)


def getmail_imap(port, user, folder, password=lab.PASSWORD, status=0, keep=True):
    return getmail('SimpleIMAPRetriever', port, user, folder, password, keep)


def mbsync(port, user, folder, password=lab.PASSWORD, status=0):
    settings = save_settings(folder, f'IMAPStore far\nHost 127.0.0.1\nPort {port}\nUser {user}\nPass {password}\n'
                             f'SSLType None\nAuthMechs LOGIN\n\nMaildirStore near\nPath {folder}/\nInbox {folder}/box\n\n'
                             'Channel all\nFar :far:\nNear :near:\nCreate Near\nExpunge Both\nSync All\nSyncState *\n')
    lab.run('mbsync', '-c', settings, 'all', status=status)
    return maildir(folder / 'box') if status == 0 else []


def neomutt(port, user, folder, terminal):
    """TERMINAL is the library that makes it believe that it sits at one."""
    box = new_maildir(folder / 'box')
    settings = save_settings(folder, f'set imap_user="{user}" imap_pass="{lab.PASSWORD}" ssl_starttls=no ssl_force_tls=no\n'
                             f'set folder="{folder}" spoolfile="imap://127.0.0.1:{port}/INBOX" mbox_type=Maildir\n'
                             'set confirmcreate=no confirmappend=no quit=yes wait_key=no header_cache=""\n')
    keys = f'push "<tag-pattern>~A<enter><tag-prefix><copy-message>{box}<enter><quit>"'
    lab.run('env', f'LD_PRELOAD={terminal}', 'neomutt', '-n', '-F', settings, '-R', '-e', keys)
    return maildir(box)


def s_nail(scheme, port, user, folder):
    box = folder / 'mbox'
    lab.run('s-nail', '-:/', '-#', '-R', '-S', 'v15-compat', '-S', f'{scheme}-auth={"login" if scheme == "imap" else "plain"}', '-f',
            f'{scheme}://{user}:{lab.PASSWORD}@127.0.0.1:{port}/' + ('INBOX' if scheme == 'imap' else ''),
            data=f'copy * {box}\nexit\n'.encode())
    kept = mailbox.mbox(box, create=False)
    return [kept.get_bytes(key) for key in kept.keys()]


def s_nail_pop3(port, user, folder):
    return s_nail('pop3', port, user, folder)


def s_nail_imap(port, user, folder):
    return s_nail('imap', port, user, folder)
