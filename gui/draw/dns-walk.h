/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * dns-walk: one lookup from the question that a program asked to its answer: all that name servers were asked on its
 * behalf, referrals, timeouts and what the cache knew, found by the causes of the records.
 */
#pragma once

#include "sim/trace/trace-index.h"

typedef enum
{
  DNS_STEP_QUESTION,
  DNS_STEP_AGAIN,    /* the same question: no answer came */
  DNS_STEP_OVER_TCP, /* the same question: the answer did not go into a datagram */
  DNS_STEP_REFERRAL,
  DNS_STEP_ANSWER,
  DNS_STEP_NEGATIVE,  /* there is no such name, or no such record */
  DNS_STEP_TROUBLE,   /* SERVFAIL and the like */
  DNS_STEP_KNOWN,     /* from the cache */
  DNS_STEP_KEPT,      /* into the cache */
  DNS_STEP_NO_ANSWER, /* it is given up to ask this server */
} DnsStepKind;

typedef struct
{
  TraceId record;
  DnsStepKind kind;
  guint depth; /* 0: between the program and its resolver */
} DnsStep;

/* The question whose lookup is worth showing after POSITION records: the one that led to record TOLD; or, where that is
 * about another message, the latest one for MESSAGE (0: any). 0: there is none. */
TraceId dns_walk_choose (const Trace *trace, const TraceIndex *index, MessageId message, TraceId told, guint position);

/* TraceId: the questions that the same program asked in the same attempt before QUESTION, then that; empty where it is 0;
 * caller frees. */
GArray *dns_walk_list_questions (const Trace *trace, TraceId question);

/* DnsStep, in the order of time, of the lookup that began with QUESTION; caller frees. */
GArray *dns_walk_list (const Trace *trace, TraceId question, guint position);

/* "mail.example.com → resolver.example.com: example.org MX?"; caller frees. */
char *dns_walk_describe (const Trace *trace, const DnsStep *step);
