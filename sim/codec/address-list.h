/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * address-list: the addresses of a header field (RFC 5322 3.4, with the obsolete forms of 4.4): as
 * ENVELOPE tells them. Names are not decoded. What is no address becomes one that says so.
 */
#pragma once

#include <glib.h>

/* A group is an entry with MAILBOX, its name, and no HOST; its members; an entry with neither. */
typedef struct
{
  char *name;    /* or NULL, as may be all others */
  char *route;   /* "@a,@b" */
  char *mailbox; /* local part */
  char *host;
} Address;

/* A GArray of Address; empty where TEXT has none. */
GArray *address_list_parse (const char *text);
/* Appends the addresses as text, in one form whatever they were written like: "Name <a@b>, …". */
void address_list_write (const GArray *addresses, GString *out);
