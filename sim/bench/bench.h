/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * bench: the project's own benchmarks. Each prints work per second beside a baseline that is compiled
 * into the same program, so that the ratio holds on any machine. Figures are medians of CPU time.
 */
#pragma once

#include <glib.h>

/* Events held per second: pop the earliest, schedule one more. Baseline: the reference heap. */
void bench_events (void);

/* Whole mails per second, SCENARIO's first one repeated. Baseline: the same dialogues, session to
 * session, with no network, queue or trace. FALSE with an error where SCENARIO can't be read. */
gboolean bench_mails (const char *scenario, GError **error);

/* The time to seek to a random instant of a long trace. Baseline: folding from the start. */
gboolean bench_seek (const char *scenario, GError **error);
