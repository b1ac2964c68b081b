/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * route-candidates: what records of kinds TRACE_ROUTE and TRACE_ADDRESSES tell in one line, taken apart: the servers, or
 * addresses, in the order of trial, then what is to be said of others.
 */
#pragma once

#include <glib.h>

typedef enum
{
  ROUTE_CANDIDATE_TRIED, /* in its turn */
  ROUTE_CANDIDATE_PASSED_OVER,
  ROUTE_CANDIDATE_NONE,     /* there is no server, for good */
  ROUTE_CANDIDATE_NONE_YET, /* that may pass */
} RouteCandidateKind;

typedef struct
{
  RouteCandidateKind kind;
  char *text;     /* "10 mx1.example.org", as it stands */
  char *name;     /* "mx1.example.org" */
  int preference; /* -1: none */
  char *reason;   /* or NULL */
} RouteCandidate;

/* RouteCandidate *; caller frees. */
GPtrArray *route_candidates_parse (const char *candidates);
