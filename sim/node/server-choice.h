/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * server-choice: how quickly the name servers that a resolver has asked are wont to answer, so that of
 * several the best is asked first (RFC 1034 5.3.3, RFC 1035 7.2). It asks nobody itself.
 */
#pragma once

#include "sim/engine/random-stream.h"
#include "sim/engine/sim-time.h"
#include "sim/trace/trace-record.h"

typedef struct ServerChoice ServerChoice;

/* DICE is borrowed. */
ServerChoice *server_choice_new (RandomStream *dice);
void server_choice_free (ServerChoice *choice);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ServerChoice, server_choice_free)

/* How long SERVER will take to answer; of one that was never asked a small time at random, so that each
 * has its turn. */
SimTime server_choice_expect (ServerChoice *choice, HostId server);

void server_choice_note_answer (ServerChoice *choice, HostId server, SimTime taken);
void server_choice_note_silence (ServerChoice *choice, HostId server, SimTime waited);
/* Another one was asked: its past counts a little less, so that it is tried again in the end. */
void server_choice_note_passed_over (ServerChoice *choice, HostId server);
