/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * live-server: opens a simulated world to real programs, by a plan: which services of which hosts on
 * which ports of this computer.
 */
#pragma once

#include "sim/live/live-service.h"

typedef struct
{
  const LiveServiceKind *kind;
  char *host;   /* of the world; NULL: the first domain's server that has mailboxes */
  guint16 port; /* of this computer; 0: one that is free */
} LiveDoor;

/* A list of doors, which owns them; free with g_ptr_array_unref. */
GPtrArray *live_doors_new (void);
void live_doors_add (GPtrArray *doors, const LiveServiceKind *kind, const char *host, guint16 port);

typedef struct LiveServer LiveServer;

/* Fills in what DOORS (LiveDoor *) leave open: the hosts, also the name server that stands for a mail server
 * where the service is DNS. FALSE and an error where SCENARIO has no such host, or the host no such
 * service. */
gboolean live_server_plan (const Scenario *scenario, GPtrArray *doors, GError **error);
/* The hosts of planned DOORS, each once, NULL-terminated, for SimulationOptions; free the array, not the names. */
const char **live_server_hosts (const GPtrArray *doors);

/* Opens DOORS on ADDRESS, all or none. SIMULATION (borrowed) was made with live_server_hosts; its time runs
 * from now on. */
LiveServer *live_server_new (Simulation *simulation, double speed, const GPtrArray *doors,
                             GInetAddress *address, GError **error);
/* Closes everything; the simulation stays as it is. */
void live_server_free (LiveServer *server);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LiveServer, live_server_free)

guint live_server_count (const LiveServer *server);
const LiveService *live_server_service (const LiveServer *server, guint index);

GQuark live_server_error_quark (void);
#define LIVE_SERVER_ERROR live_server_error_quark ()
