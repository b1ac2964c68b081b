/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tcp-buffer: what one end has written and the other has not yet acknowledged, and where each write
 * ended and why it was made. Bytes have positions, from 1 on, as sequence numbers have. Only for tcp-*.c.
 */
#pragma once

#include <glib.h>

/* One write: the bytes up to END, and the record that they follow from. */
typedef struct
{
  guint64 end;
  guint32 cause;
} TcpWrite;

typedef struct
{
  guint8 *bytes;
  gsize size, room;      /* used and allocated */
  gsize dropped;         /* the first so many of BYTES are gone */
  guint64 base;          /* position of the first byte that is not */
  TcpWrite *writes;
  guint n_writes, writes_room;
  guint first_write;     /* those before are gone */
} TcpBuffer;

/* Makes BUFFER empty; it keeps what memory it had, unless that is much. Zeroed memory may be reset, too. */
void tcp_buffer_reset (TcpBuffer *buffer);
void tcp_buffer_clear (TcpBuffer *buffer);

void tcp_buffer_append (TcpBuffer *buffer, const void *bytes, gsize length, guint32 cause);
/* The position behind the last byte. */
guint64 tcp_buffer_end (const TcpBuffer *buffer);
/* What is before POSITION (at most the end) is needed no more. */
void tcp_buffer_drop (TcpBuffer *buffer, guint64 position);
/* The bytes from POSITION on, and the write that the first of them is from; valid until BUFFER is changed. */
const guint8 *tcp_buffer_at (const TcpBuffer *buffer, guint64 position);
const TcpWrite *tcp_buffer_find_write (const TcpBuffer *buffer, guint64 position);
