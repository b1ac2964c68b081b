/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * mailbox-table: a mailbox at an instant, seen by all who look at it: a row for each message that is or was in it, and
 * for each a cell in words: what the server keeps, what POP3 makes of it, what each device has and knows.
 */
#pragma once

#include "sim/trace/trace-index.h"

typedef struct
{
  HostId host;
  gboolean pop3; /* else IMAP */
} MailboxDevice;

typedef enum
{
  MAILBOX_CELL_THERE, /* it is there */
  MAILBOX_CELL_AWAY,  /* not yet, or never */
  MAILBOX_CELL_GONE,  /* it was, and is not any more, or goes at QUIT */
} MailboxCellTone;

/* One view of one message, in two lines. */
typedef struct
{
  MailboxCellTone tone;
  char *head, *detail;
} MailboxCell;

typedef struct
{
  guint32 item;
  MessageId message;
  char *subject; /* decoded; "" where there is none */
  TraceId stored;
  TraceId removed; /* 0: it is there */
  guint32 uid;
  guint16 flags; /* MailFlags that the server keeps */
  HostId marker; /* who set them last, by IMAP; 0: nobody did */
  GArray *cells; /* MailboxCell: the server's, POP3's, then each device's */
} MailboxRow;

typedef struct
{
  HostId server;
  BlobId name;     /* "bob@example.org", "bob@example.org/Archive" */
  GArray *devices; /* MailboxDevice */
  GPtrArray *rows; /* MailboxRow *, by rising UID */
  char *pop3;      /* what the column of POP3 tells about: "last session: bob.example.org, 09:00:06, over" */
} MailboxTable;

/* The mailbox NAME on SERVER after the first POSITION records. */
MailboxTable *mailbox_table_new (const Trace *trace, const TraceIndex *index, HostId server, BlobId name, guint position);
void mailbox_table_free (MailboxTable *table);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MailboxTable, mailbox_table_free)

/* The row of ITEM, or NULL. */
const MailboxRow *mailbox_table_find (const MailboxTable *table, guint32 item);
/* "\Seen \Answered", or "no flags"; caller frees. */
char *mailbox_table_format_flags (guint16 flags);
