/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * act-forms: what is done that needs more words than a menu has: an answer of a server, a zone, a mail. They happen right
 * after what the player shows.
 */
#pragma once

#include "gui/model/player.h"

typedef struct
{
  const char *server, *command; /* "RCPT" */
  guint code;
  const char *status, *text;    /* NULL or "": left out */
  guint times;                  /* 0: always */
} ActAnswer;

Intervention *act_form_answer (Player *player, const ActAnswer *answer);

Intervention *act_form_zone (Player *player, const char *domain, const char *text);
/* The zone as it is now, as a master file; borrowed; NULL where the trace does not know it. */
const char *act_form_get_zone (Player *player, const char *domain);

typedef struct
{
  const char *from;
  const char *const *to, *const *cc, *const *bcc; /* addresses; NULL: none */
  const char *subject, *text;
  const char *const *files;                       /* paths; NULL: none */
  guint64 attachment;                             /* bytes, 0: none */
} ActMail;

Intervention *act_form_mail (Player *player, const ActMail *mail);
