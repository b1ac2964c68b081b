/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * log-process: the process numbers that stand in a log, of our own making: who works for one client or one mail at a
 * time has a number of his own for that time. They are those of no process of this computer.
 */
#pragma once

#include <glib.h>

typedef struct LogProcesses LogProcesses;

/* For hosts 1 … HOSTS. */
LogProcesses *log_processes_new (guint hosts);
void log_processes_free (LogProcesses *processes);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LogProcesses, log_processes_free)

/* An idle process of DAEMON (a constant) on HOST, the first there is, or a new one; busy until it is released. */
guint log_processes_take (LogProcesses *processes, guint host, const char *daemon);
/* Nothing happens where PID is not busy. */
void log_processes_release (LogProcesses *processes, guint host, guint pid);

/* The process of a DAEMON that does one thing after the other. */
guint log_processes_get (LogProcesses *processes, guint host, const char *daemon);

/* HOST has crashed: who comes after it has another number. */
void log_processes_forget (LogProcesses *processes, guint host);
