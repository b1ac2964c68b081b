/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * lab: a network of two hosts, 10 ms apart at 8 Mbit/s (a byte a microsecond), a TCP over it, and
 * what the trace says of the packets.
 */
#pragma once

#include "sim/net/tcp.h"

enum
{
  LAB_PORT = 25,
};

typedef struct
{
  Engine *engine;
  Trace *trace;
  Network *network;
  Tcp *tcp;
  HostId client, server;
} Lab;

/* One end's owner: what it was told. */
typedef struct
{
  Lab *lab;
  TcpEnd *end;       /* NULL: over */
  GString *heard;    /* all bytes */
  GString *log;      /* "opened", "closed", "timed out", "refused", "discarded", with times in ms */
  gboolean answers;  /* closes when the other side has closed, or says "bye" */
} LabOwner;

void lab_init (Lab *lab, const NetworkLink *link); /* NULL: as above */
void lab_clear (Lab *lab);
void lab_run (Lab *lab);
void lab_run_until (Lab *lab, SimTime t);
/* Nothing passes between the two while CUT. */
void lab_cut (Lab *lab, gboolean cut);
/* What the records of packets show to hold in any run: nobody sends beyond the other's window, nothing but what was
 * sent before is marked as such, a FIN is the last of its side, and the engine has nothing left to do. */
void lab_assert_laws (const Lab *lab);

void lab_owner_init (LabOwner *owner, Lab *lab);
void lab_owner_clear (LabOwner *owner);
void lab_owner_connect (LabOwner *owner, SimTime timeout);
/* Whoever connects to LAB_PORT of the server belongs to OWNER. */
void lab_owner_listen (LabOwner *owner);
void lab_owner_write (LabOwner *owner, const char *text);
void lab_owner_close (LabOwner *owner);

/* "10 client SYN 0", one for each record of a TCP packet: ms, sender, flags, sequence number, and
 * "+LENGTH" of what it carries; "again" and "lost" behind those that are; caller frees. */
char *lab_packets (const Lab *lab);
/* That is EXPECTED after the three of the handshake. */
void lab_assert_packets (const Lab *lab, const char *expected);
/* "12.3 kind reason" for each record of the connection that is no packet; caller frees. */
char *lab_connection (const Lab *lab);
