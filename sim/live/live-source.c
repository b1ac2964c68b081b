/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/live/live-source.h"

GSource *
live_source_new (GSocket *socket, GIOCondition condition, GSocketSourceFunc ready, gpointer user)
{
  GSource *source = g_socket_create_source (socket, condition, NULL);

  g_source_set_callback (source, G_SOURCE_FUNC (ready), user, NULL);
  g_source_attach (source, NULL);
  return source;
}

void
live_source_free (GSource *source)
{
  g_source_destroy (source);
  g_source_unref (source);
}
