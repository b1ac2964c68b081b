/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/net/tcp-buffer.h"

#include <string.h>

enum
{
  MOST_KEPT = 65536, /* bytes of memory for the next connection */
};

void
tcp_buffer_reset (TcpBuffer *buffer)
{
  if (buffer->room > MOST_KEPT || buffer->writes_room > MOST_KEPT / sizeof (TcpWrite))
    tcp_buffer_clear (buffer);
  buffer->size = buffer->dropped = 0;
  buffer->n_writes = buffer->first_write = 0;
  buffer->base = 1;
}

void
tcp_buffer_clear (TcpBuffer *buffer)
{
  g_free (buffer->bytes);
  g_free (buffer->writes);
  *buffer = (TcpBuffer){ .base = 1 };
}

static void
close_gap (TcpBuffer *buffer)
{
  buffer->size -= buffer->dropped;
  memmove (buffer->bytes, buffer->bytes + buffer->dropped, buffer->size);
  buffer->dropped = 0;
}

static void
close_gap_of_writes (TcpBuffer *buffer)
{
  buffer->n_writes -= buffer->first_write;
  memmove (buffer->writes, buffer->writes + buffer->first_write, buffer->n_writes * sizeof (TcpWrite));
  buffer->first_write = 0;
}

/* What is left moves to the front only where it is the smaller part: each byte is moved once, on average. */
static void
make_room (TcpBuffer *buffer, gsize length)
{
  if (buffer->size + length > buffer->room && buffer->dropped > buffer->size / 2)
    close_gap (buffer);
  if (buffer->size + length <= buffer->room)
    return;
  buffer->room = MAX (MAX (buffer->size + length, buffer->room * 2), 512);
  buffer->bytes = g_realloc (buffer->bytes, buffer->room);
}

static void
add_write (TcpBuffer *buffer, guint32 cause)
{
  if (buffer->n_writes == buffer->writes_room && buffer->first_write > buffer->n_writes / 2)
    close_gap_of_writes (buffer);
  if (buffer->n_writes == buffer->writes_room)
    {
      buffer->writes_room = MAX (buffer->writes_room * 2, 8);
      buffer->writes = g_renew (TcpWrite, buffer->writes, buffer->writes_room);
    }
  buffer->writes[buffer->n_writes++] = (TcpWrite){ tcp_buffer_end (buffer), cause };
}

void
tcp_buffer_append (TcpBuffer *buffer, const void *bytes, gsize length, guint32 cause)
{
  if (length == 0)
    return;
  make_room (buffer, length);
  memcpy (buffer->bytes + buffer->size, bytes, length);
  buffer->size += length;
  add_write (buffer, cause);
}

guint64
tcp_buffer_end (const TcpBuffer *buffer)
{
  return buffer->base + (buffer->size - buffer->dropped);
}

void
tcp_buffer_drop (TcpBuffer *buffer, guint64 position)
{
  if (position <= buffer->base)
    return;
  g_assert (position <= tcp_buffer_end (buffer));
  buffer->dropped += position - buffer->base;
  buffer->base = position;
  while (buffer->first_write < buffer->n_writes && buffer->writes[buffer->first_write].end <= position)
    buffer->first_write++;
  if (buffer->dropped == buffer->size)
    {
      buffer->size = buffer->dropped = 0;
      buffer->n_writes = buffer->first_write = 0;
    }
}

const guint8 *
tcp_buffer_at (const TcpBuffer *buffer, guint64 position)
{
  g_assert (position >= buffer->base && position < tcp_buffer_end (buffer));
  return buffer->bytes + buffer->dropped + (position - buffer->base);
}

const TcpWrite *
tcp_buffer_find_write (const TcpBuffer *buffer, guint64 position)
{
  guint low = buffer->first_write, high = buffer->n_writes;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (buffer->writes[middle].end <= position)
        low = middle + 1;
      else
        high = middle;
    }
  g_assert (low < buffer->n_writes);
  return &buffer->writes[low];
}
