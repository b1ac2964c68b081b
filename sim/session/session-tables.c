/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/session/session-tables.h"

#include "sim/session/imap-client.h"
#include "sim/session/imap-server.h"
#include "sim/session/pop3-client.h"
#include "sim/session/pop3-server.h"
#include "sim/session/smtp-client.h"
#include "sim/session/smtp-server.h"

#include <string.h>

static const SessionTable *(*const tables[]) (void) = {
  smtp_server_table,
  smtp_client_table,
  pop3_server_table,
  pop3_client_table,
  imap_server_table,
  imap_client_table,
};

guint
session_tables_count (void)
{
  return G_N_ELEMENTS (tables);
}

const SessionTable *
session_tables_get (guint index)
{
  return tables[index]();
}

char *
session_table_make_name (const SessionTable *table)
{
  return g_strdelimit (g_ascii_strdown (table->protocol, -1), " ", '-');
}

const SessionTable *
session_tables_find (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      g_autofree char *own = session_table_make_name (tables[i]());

      if (strcmp (own, name) == 0)
        return tables[i]();
    }
  return NULL;
}
