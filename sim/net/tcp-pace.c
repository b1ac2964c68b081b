/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/net/tcp-pace.h"

enum
{
  FIRST_WINDOW = 10 * TCP_SEGMENT_SIZE,
  MOST_WINDOW = 16 * TCP_WINDOW, /* more is never of use */
  DUPLICATES = 3,
};

void
tcp_pace_init (TcpPace *pace)
{
  *pace = (TcpPace){ .window = FIRST_WINDOW, .threshold = G_MAXUINT64 };
}

void
tcp_pace_on_idle (TcpPace *pace)
{
  pace->window = MIN (pace->window, FIRST_WINDOW);
}

static guint64
half_of (guint64 under_way)
{
  return MAX (under_way / 2, 2 * TCP_SEGMENT_SIZE);
}

static void
grow (TcpPace *pace, guint64 bytes)
{
  if (pace->window < pace->threshold)
    pace->window += MIN (bytes, TCP_SEGMENT_SIZE);
  else
    pace->window += MAX (TCP_SEGMENT_SIZE * TCP_SEGMENT_SIZE / pace->window, 1);
  pace->window = MIN (pace->window, MOST_WINDOW);
}

gboolean
tcp_pace_on_acknowledged (TcpPace *pace, guint64 bytes, guint64 position, guint64 under_way)
{
  pace->duplicates = 0;
  if (!pace->recovering)
    {
      grow (pace, bytes);
      return FALSE;
    }
  if (position < pace->recover)
    {
      pace->window = pace->window - MIN (pace->window, bytes) + TCP_SEGMENT_SIZE;
      return TRUE;
    }
  pace->recovering = FALSE;
  pace->window = MIN (pace->threshold, MAX (under_way, TCP_SEGMENT_SIZE) + TCP_SEGMENT_SIZE);
  return FALSE;
}

gboolean
tcp_pace_on_duplicate (TcpPace *pace, guint64 position, guint64 sent)
{
  pace->duplicates++;
  if (pace->recovering)
    pace->window = MIN (pace->window + TCP_SEGMENT_SIZE, MOST_WINDOW); /* one has left the network */
  if (pace->recovering || pace->duplicates != DUPLICATES || position <= pace->recover)
    return FALSE;
  pace->recovering = TRUE;
  pace->recover = sent;
  pace->threshold = half_of (sent - position);
  pace->window = pace->threshold + DUPLICATES * TCP_SEGMENT_SIZE;
  return TRUE;
}

void
tcp_pace_on_timeout (TcpPace *pace, guint64 under_way, guint64 sent)
{
  pace->recovering = FALSE;
  pace->duplicates = 0;
  pace->recover = sent;
  pace->threshold = half_of (under_way);
  pace->window = TCP_SEGMENT_SIZE;
}
