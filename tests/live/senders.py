# SPDX-License-Identifier: GPL-3.0-or-later
"""How each program that can send a whole message as it is sends one. A sender is called with the message, the
port, the reverse-path, the recipients, and for submission a user and a password; it returns the exit status."""
import smtplib

import corpus
import lab


def save(message):
    path = lab.FOLDER / 'outgoing.eml'
    path.write_bytes(message)
    return path


def swaks(message, port, sender, recipients, user=None, password=lab.PASSWORD):
    login = ['--auth', 'PLAIN', '--auth-user', user, '--auth-password', password] if user else []
    stuffed = corpus.with_lf(message).replace(b'\n.', b'\n..').replace(b'\n', b'\r\n') + b'.'
    return lab.run('swaks', '--server', '127.0.0.1', '--port', port, '--helo', 'client.example.com', '--from', sender,
                   '--to', ','.join(recipients), '--data', f'@{save(stuffed)}', '--no-data-fixup', '--suppress-data',
                   *login, status=None).returncode


def curl(message, port, sender, recipients, user=None, password=lab.PASSWORD):
    login = ['--user', f'{user}:{password}'] if user else []
    to = [word for recipient in recipients for word in ('--mail-rcpt', recipient)]
    return lab.run('curl', '-sS', '--url', f'smtp://127.0.0.1:{port}/client.example.com', '--mail-from', sender, *to,
                   '--upload-file', save(message), *login, status=None).returncode


def msmtp(message, port, sender, recipients, user=None, password=lab.PASSWORD):
    settings = lab.FOLDER / 'msmtprc'
    login = f'auth plain\nuser {user}\npassword {password}\n' if user else 'auth off\n'
    settings.write_text(f'account default\nhost 127.0.0.1\nport {port}\ntls off\ndomain client.example.com\n'
                        f'from {sender}\n{login}')
    settings.chmod(0o600)
    return lab.run('msmtp', '-C', settings, '--', *recipients, data=corpus.with_lf(message), status=None).returncode


def python(message, port, sender, recipients, user=None, password=lab.PASSWORD):
    with smtplib.SMTP('127.0.0.1', port, 'client.example.com', timeout=lab.PATIENCE) as client:
        try:
            if user:
                client.login(user, password)
            return len(client.sendmail(sender, recipients, message, ['BODY=8BITMIME', f'SIZE={len(message)}']))
        except smtplib.SMTPResponseException as refused:
            return refused.smtp_code
        except smtplib.SMTPRecipientsRefused:
            return 550


# Name, sender, exit status after a wrong password, after a recipient is refused.
ALL = (
    ('swaks', swaks, 28, 24),
    ('curl', curl, 67, 55),
    ('msmtp', msmtp, 77, 65),
    ('smtplib', python, 535, 550),
)
