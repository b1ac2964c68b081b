/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * mail-program: what a real mail program does, over real sockets to 127.0.0.1, while the default main
 * context works. Alice of scenario first-delivery, with her password, or whoever has no need of one.
 */
#pragma once

#include <gio/gio.h>

GSocketConnection *mail_program_connect (guint16 port);
gboolean mail_program_is_open (guint16 port);
/* A socket that listens on a port of its own; and which that is. */
GSocket *mail_program_take_port (void);
guint16 mail_program_port_of (GSocket *socket);

/* Sends one mail from and to alice@example.com by submission. Fails the test where it isn't taken. */
void mail_program_send (guint16 port);
/* Looks into alice's INBOX by IMAP, and finds one mail there. */
void mail_program_read (guint16 port);
