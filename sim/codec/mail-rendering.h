/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * mail-rendering: a message as a mail program shows it: the header decoded, the text, and what is attached. By GMime.
 * It takes any bytes, and loads nothing from anywhere.
 */
#pragma once

#include <glib.h>

typedef struct
{
  char *name; /* of the file, or what the part is: "message/delivery-status" */
  char *type;
  gsize size; /* bytes, decoded */
} MailAttachment;

typedef struct
{
  char *from, *to, *cc, *subject, *date; /* UTF-8; "" where the field is not there */
  char *text;                            /* UTF-8, LF lines: the first part that is text */
  gboolean is_html;                      /* TEXT is HTML, as it stands */
  GPtrArray *attachments;                /* MailAttachment *: all other parts */
} MailRendering;

MailRendering *mail_rendering_new (const char *bytes, gsize length);
void mail_rendering_free (MailRendering *rendering);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MailRendering, mail_rendering_free)
