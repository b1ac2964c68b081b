/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * session-lab: what the session tests share: a recorder of what is said, turns of {say, expect},
 * every split of a stream, and a maildrop in memory. Only for tests.
 */
#pragma once

#include "sim/session/maildrop.h"
#include "sim/session/session-output.h"
#include "sim/session/session-table.h"

/* Everything that a session said. A session's user pointer points to a struct that begins so. */
typedef struct
{
  GString *said;  /* since the last lab_take */
  GArray *turns;  /* guint16: the code of each call of say */
  gboolean closed;
} Lab;

extern const SessionOutput lab_output;

void lab_init (Lab *lab);
void lab_clear (Lab *lab);
/* What was said since; caller frees. "[close]" at its end where the session closed. */
char *lab_take (Lab *lab);

typedef struct
{
  const char *say;
  const char *expect;
} Turn;

typedef void (*LabReceive) (gpointer session, const guint8 *bytes, gsize length);

/* A way to make the session under test afresh. OPEN is called by begin, so that the greeting is said. */
typedef struct
{
  gpointer (*begin) (gpointer lab);
  LabReceive receive;
  void (*end) (gpointer session, gpointer lab);
} LabKind;

/* Feeds each turn whole and compares; then the whole stream at every split, and byte by byte. */
void lab_run (const LabKind *kind, gpointer lab, const char *name, const Turn *turns, guint n_turns);

/* Feeds PREFIX, then garbage from a fixed sequence; the session must answer or stay silent, not fall. */
void lab_run_garbage (const LabKind *kind, gpointer lab, const char *prefix, guint rounds);

/* Every row names states that are there, and leads to one. */
void lab_check_table (const SessionTable *table, guint n_states);

typedef struct
{
  guint32 uid;
  guint32 flags;
  GBytes *content;
} LabMail;

typedef struct
{
  Lab lab;
  GArray *mails; /* LabMail */
  guint32 uid_next;
  gboolean open;
  gboolean in_use; /* the last login was busy's: another session has that mailbox */
  guint closed_count;
} LabMaildrop;

/* Name "alice", password "secret". User is a LabMaildrop. */
extern const Maildrop lab_maildrop;

void lab_maildrop_init (LabMaildrop *maildrop);
void lab_maildrop_clear (LabMaildrop *maildrop);
void lab_maildrop_add (LabMaildrop *maildrop, guint32 uid, guint32 flags, const char *content);
