/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * scenario: a whole scenario as plain values, every default filled in. scenario-reader makes it
 * from YAML; world builds the small Internet from it. It knows no YAML and no engine.
 */
#pragma once

#include "sim/engine/sim-time.h"

#include <glib.h>

typedef struct
{
  const char *file; /* interned */
  guint line;       /* from 1 */
  guint column;     /* from 1 */
} ScenarioPlace;

typedef enum
{
  SCENARIO_BASIC,
  SCENARIO_INTERMEDIATE,
  SCENARIO_ADVANCED,
} ScenarioLevel;

typedef enum
{
  SCENARIO_DNS_DIRECT,
  SCENARIO_DNS_FULL,
} ScenarioDns;

typedef enum
{
  SCENARIO_READS_NONE,
  SCENARIO_READS_POP3,
  SCENARIO_READS_IMAP,
} ScenarioReads;

typedef enum
{
  SCENARIO_TLS_NONE,
  SCENARIO_TLS_OFFER,
  SCENARIO_TLS_REQUIRE,
} ScenarioTls;

typedef struct
{
  SimTime latency;     /* one way */
  SimTime jitter;      /* at most this much more */
  guint64 bandwidth;   /* bits per second, never 0 */
  guint32 loss_ppm;    /* 0 … 1,000,000 */
} ScenarioLink;

typedef struct
{
  ScenarioPlace place;
  char *a, *b;         /* host names */
  ScenarioLink link;   /* what the entry leaves out is as in the network's default */
} ScenarioLinkPair;

typedef struct
{
  ScenarioPlace place;
  char *name;          /* local part */
  char *password;      /* default: the name itself */
  ScenarioReads reads; /* default: imap */
  gboolean leave_on_server; /* POP3 only; default: no */
  SimTime checks_every; /* 0: looks in a moment after mail has come (the default) */
  GPtrArray *devices;  /* char *: host names; default: one, NAME.DOMAIN; named ones are DEVICE.NAME.DOMAIN */
  GPtrArray *forward_to; /* char *: addresses that the mail goes on to, or NULL */
  gboolean keep_copy;  /* and stays here too; default: no */
} ScenarioUser;

typedef struct
{
  ScenarioPlace place;
  char *name;          /* local part */
  GPtrArray *targets;  /* char *: addresses */
} ScenarioAlias;

typedef struct
{
  ScenarioPlace place;
  char *name;          /* local part */
  GPtrArray *members;  /* char *: addresses, never empty */
  char *owner;         /* address; default: postmaster of the domain */
  gboolean verp;       /* default: no */
} ScenarioList;

typedef struct
{
  char *name;          /* "postfix", "exim", "sendmail", "qmail", "exchange" or "own" */
  SimTime first;       /* own: the first wait, what it is multiplied with, and the longest */
  double factor;
  SimTime longest;
} ScenarioRetry;

typedef enum
{
  SCENARIO_DOUBLE_BOUNCES_DROP,
  SCENARIO_DOUBLE_BOUNCES_POSTMASTER,
} ScenarioDoubleBounces;

typedef struct
{
  ScenarioPlace place;
  char *name;          /* host name */
  int mx;              /* preference 0 … 65535; -1: no MX record */
  gboolean mailboxes;
  char *queue_for;     /* host name or NULL */
  char *smart_host;    /* likewise */
  guint64 quota;       /* bytes per mailbox, 0: none */
  guint64 message_limit; /* bytes, default 25 MB */
  ScenarioRetry retry; /* default: postfix */
  SimTime lifetime;    /* of a queue entry; default: as the program of the same retry schedule */
  SimTime queue_run;   /* 0: each mail is tried at its own time (the default) */
  SimTime warn_after;  /* 0: no delay warning (the default) */
  SimTime greylist;    /* 0: none */
  guint recipient_limit; /* of a transaction, 0: 1000 */
  guint parallel;      /* deliveries to one destination at a time, default 20 */
  guint hop_limit;     /* Received: lines, default 100 */
  gboolean dsn;        /* offers RFC 3461; default: yes */
  gboolean checks_recipients; /* before it takes mail; default: yes */
  gboolean checks_senders; /* of what is submitted; default: yes */
  ScenarioDoubleBounces double_bounces;
  ScenarioTls tls;
} ScenarioServer;

typedef struct
{
  ScenarioPlace place;
  char *name;          /* lower case */
  GPtrArray *users;    /* ScenarioUser * */
  GPtrArray *aliases;  /* ScenarioAlias *; "*" stands for all unknown names */
  GPtrArray *lists;    /* ScenarioList * */
  gboolean plus_addressing; /* bob+anything is bob; default: yes */
  GPtrArray *servers;  /* ScenarioServer *, never empty; one at least has mailboxes, one has mx >= 0 */
  char *zone;          /* RFC 1035 master-file text, or NULL: the generated zone */
  ScenarioPlace zone_place; /* of the first line of that text */
} ScenarioDomain;

typedef struct
{
  ScenarioPlace place;
  char *id;            /* given, or "m1", "m2" … by position */
  SimTime at;
  char *from;          /* address of a user of the scenario */
  char *return_path;   /* in the envelope; NULL: FROM, too */
  GPtrArray *to;       /* char *: addresses, never empty together with cc and bcc */
  GPtrArray *cc;
  GPtrArray *bcc;
  char *subject;       /* or NULL */
  char *text;          /* or NULL */
  GPtrArray *attach;   /* char *: paths, resolved as FILE's */
  guint64 attachment;  /* bytes, 0: none */
  char *file;          /* path, resolved against the scenario's folder, or NULL */
  guint32 notify;      /* SmtpNotify bits, 0: unsaid */
} ScenarioMessage;

typedef enum
{
  FAULT_DOWN,
  FAULT_REFUSE,
  FAULT_HANG,
  FAULT_SLOW,
  FAULT_DROP,
  FAULT_REPLY,
  FAULT_MAILBOX_FULL,
  FAULT_DISK_FULL,
  FAULT_DNS,
  FAULT_ZONE,
  FAULT_LOSS,
  FAULT_PARTITION,
  FAULT_CRASH,
  FAULT_LOSE,
  FAULT_RESET,
  N_FAULT_KINDS,
} FaultKind;

typedef struct
{
  ScenarioPlace place;
  FaultKind kind;
  SimTime at;
  SimTime length;      /* SIM_NEVER: for ever */
  char *server;        /* host name or NULL */
  char *domain;        /* or NULL */
  char *mailbox;       /* address or NULL */
  guint16 port;        /* 0: all */
  guint16 client_port; /* 0: any; reset */
  SimTime latency;
  guint64 after;       /* bytes; drop */
  char *on;            /* CONNECT, EHLO, AUTH, MAIL, RCPT, DATA, END-OF-DATA or NULL */
  guint16 code;
  char *status;        /* "4.7.1" or NULL */
  char *text;          /* reply text or zone text, or NULL */
  char *match;         /* or NULL */
  guint times;         /* 0: always */
  guint skip;
  gboolean permanent;
  char *answer;        /* servfail, nxdomain, timeout, refused, empty; or NULL */
  guint32 percent_ppm;
  GPtrArray *between_a, *between_b; /* char *: host names; loss, partition, lose and reset */
  gboolean keeps_queue; /* crash */
} ScenarioFault;

/* Somebody looks whether mail has come. */
typedef struct
{
  ScenarioPlace place;
  char *user;          /* address */
  char *device;        /* host name, or NULL: all devices of the user */
  SimTime at;
} ScenarioLook;

typedef struct
{
  ScenarioPlace place;
  char *message;       /* id of a message, or NULL: every message */
  char *to;            /* address, or NULL: every recipient */
  char *outcome;       /* delivered, bounced, rejected, waiting, discarded, lost; or NULL */
  SimTime within;      /* after the message's own time; -1: any */
  int attempts;        /* -1: any, likewise below */
  int code;
  int duplicates;
  int delay_notices;
  char *status;        /* or NULL, likewise below */
  char *via;           /* host name */
  GPtrArray *hops;     /* char *, or NULL */
} ScenarioExpectation;

typedef struct
{
  ScenarioPlace place;
  char *kind;          /* of the record, or NULL, likewise below */
  char *message;
  char *host;
  int code;            /* -1: any */
  SimTime at;          /* -1: any */
  char *say;
  char *ask;
  GPtrArray *choices;  /* char *, or NULL */
  int answer;          /* from 1; 0: none */
} ScenarioStop;

typedef struct
{
  char *name;          /* the file's name without folder and .yaml */
  char *file;          /* path as given */
  char *title;
  char *summary;       /* or NULL */
  char *teacher;       /* words for the lesson's page, or NULL */
  ScenarioLevel level;
  GPtrArray *topics;   /* char * */
  gint64 start_unix_ns; /* default 2026-01-05T09:00:00Z */
  guint64 seed;        /* default 1 */
  SimTime until;       /* -1: until nothing is left to happen */
  gboolean has_ipv6;   /* every host has an IPv6 address too; default: no */
  ScenarioLink network; /* default 20ms, 0, 100Mbit, 0 */
  GPtrArray *links;    /* ScenarioLinkPair * */
  ScenarioDns dns;
  GPtrArray *domains;  /* ScenarioDomain *, in file order, likewise below */
  GPtrArray *messages; /* ScenarioMessage * */
  GPtrArray *checks;   /* ScenarioLook * */
  GPtrArray *faults;   /* ScenarioFault * */
  GPtrArray *expectations; /* ScenarioExpectation * */
  GPtrArray *lesson;   /* ScenarioStop * */
  GPtrArray *warnings; /* char *: "FILE:LINE:COLUMN: warning: … has no effect yet" */
} Scenario;

Scenario *scenario_new (void);
void scenario_free (Scenario *scenario);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Scenario, scenario_free)

/* NULL where there is none. */
ScenarioDomain *scenario_find_domain (const Scenario *scenario, const char *name);
/* The domain that HOST is a mail server or the name server of. */
ScenarioDomain *scenario_find_domain_of_host (const Scenario *scenario, const char *host);
/* "ns.example.org"; caller frees. */
char *scenario_domain_make_name_server (const ScenarioDomain *domain);
/* The server that has the mailboxes of DOMAIN. */
ScenarioServer *scenario_domain_find_mailbox_server (const ScenarioDomain *domain);
ScenarioServer *scenario_domain_find_server (const ScenarioDomain *domain, const char *name);
ScenarioUser *scenario_domain_find_user (const ScenarioDomain *domain, const char *local);

const char *fault_kind_name (FaultKind kind); /* "mailbox-full" */
const char *scenario_level_name (ScenarioLevel level);

/* New, empty parts with the defaults that need no other part; the names are copied. */
ScenarioDomain *scenario_domain_new (const char *name);
ScenarioUser *scenario_user_new (const char *name);
ScenarioServer *scenario_server_new (const char *name);
ScenarioMessage *scenario_message_new (void);
ScenarioLook *scenario_look_new (void);
ScenarioFault *scenario_fault_new (void);
ScenarioExpectation *scenario_expectation_new (void);
ScenarioStop *scenario_stop_new (void);
