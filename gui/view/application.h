/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * application: the program around the window: its options, and pictures of the window for documents
 * and tests.
 */
#pragma once

/* The program's exit status: 0, or 2 for a scenario or an option that can't be used. */
int application_run (int argc, char **argv);
