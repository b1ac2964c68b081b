/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * report-anatomy: a delivery status notification taken apart for who reads the first of their life: its three parts
 * (RFC 6522 3), and each field of the second in words (RFC 3464 2). delivery-report reads what programs need.
 */
#pragma once

#include <glib.h>

typedef struct
{
  char *name, *value; /* "Status", "5.1.1"; both "" in what parts the fields of two recipients */
  char *meaning;
} ReportField;

typedef enum
{
  REPORT_FOR_PEOPLE,
  REPORT_FOR_PROGRAMS,
  REPORT_RETURNED, /* the message, or its header */
} ReportPartKind;

typedef struct
{
  ReportPartKind kind;
  char *type;     /* "message/delivery-status" */
  char *text;     /* as it stands, LF lines, valid UTF-8 */
  GArray *fields; /* ReportField; empty but for REPORT_FOR_PROGRAMS */
} ReportPart;

/* The parts of a whole message, ReportPart *; NULL where it is no report. Caller unrefs. */
GPtrArray *report_anatomy_new (const char *bytes, gsize length);

/* What an enhanced status code says (RFC 3463): "permanent: …"; caller frees. */
char *report_anatomy_describe_status (const char *status);
