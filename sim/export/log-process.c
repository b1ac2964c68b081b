/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/export/log-process.h"

#include <string.h>

enum
{
  APART = 1000, /* the first numbers of two hosts */
};

typedef struct
{
  const char *daemon; /* a constant */
  guint pid;
  gboolean busy;
} Process;

typedef struct
{
  GArray *running; /* Process */
  guint last;      /* number that was given */
} ProcessTable;

struct LogProcesses
{
  GArray *tables; /* ProcessTable by host */
};

static void
clear_table (gpointer table)
{
  g_array_unref (((ProcessTable *) table)->running);
}

LogProcesses *
log_processes_new (guint hosts)
{
  LogProcesses *processes = g_new0 (LogProcesses, 1);

  processes->tables = g_array_new (FALSE, FALSE, sizeof (ProcessTable));
  g_array_set_clear_func (processes->tables, clear_table);
  for (guint host = 0; host <= hosts; host++)
    {
      const ProcessTable table = { g_array_new (FALSE, FALSE, sizeof (Process)), host * APART };

      g_array_append_val (processes->tables, table);
    }
  return processes;
}

void
log_processes_free (LogProcesses *processes)
{
  g_array_unref (processes->tables);
  g_free (processes);
}

static ProcessTable *
table_of (LogProcesses *processes, guint host)
{
  g_assert (host < processes->tables->len);
  return &g_array_index (processes->tables, ProcessTable, host);
}

static Process *
find_idle (ProcessTable *table, const char *daemon)
{
  for (guint i = 0; i < table->running->len; i++)
    {
      Process *process = &g_array_index (table->running, Process, i);

      if (!process->busy && strcmp (process->daemon, daemon) == 0)
        return process;
    }
  return NULL;
}

static Process *
start (ProcessTable *table, const char *daemon)
{
  const Process process = { daemon, ++table->last, FALSE };

  g_array_append_val (table->running, process);
  return &g_array_index (table->running, Process, table->running->len - 1);
}

guint
log_processes_take (LogProcesses *processes, guint host, const char *daemon)
{
  ProcessTable *table = table_of (processes, host);
  Process *process = find_idle (table, daemon);

  if (process == NULL)
    process = start (table, daemon);
  process->busy = TRUE;
  return process->pid;
}

void
log_processes_release (LogProcesses *processes, guint host, guint pid)
{
  ProcessTable *table = table_of (processes, host);

  for (guint i = 0; i < table->running->len; i++)
    if (g_array_index (table->running, Process, i).pid == pid)
      g_array_index (table->running, Process, i).busy = FALSE;
}

guint
log_processes_get (LogProcesses *processes, guint host, const char *daemon)
{
  guint pid = log_processes_take (processes, host, daemon);

  log_processes_release (processes, host, pid);
  return pid;
}

void
log_processes_forget (LogProcesses *processes, guint host)
{
  g_array_set_size (table_of (processes, host)->running, 0);
}
