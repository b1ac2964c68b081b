/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/view/mailbox-stage.h"

#include "gui/draw/header-growth.h"
#include "gui/model/lineage.h"
#include "gui/model/mailbox-list.h"
#include "gui/view/mailbox-grid.h"
#include "gui/view/message-pages.h"
#include "gui/view/pane-share.h"

struct _MailboxStage
{
  GtkBox parent_instance;

  Player *player;
  MailboxList *mailboxes;
  GtkWidget *choice, *panes, *grid, *title, *pages;
  gboolean following; /* nobody chooses */
  guint update;       /* idle source, 0: none */
  guint32 item;       /* of the message that is shown; 0: none of this mailbox */
  TraceId record;
  gboolean filled; /* with what follows from these */
  guint place;     /* of the choice */
  guint position;
  TraceId told;
  Selection selection;
};

static void implement_player_view (PlayerViewInterface *interface);

G_DEFINE_TYPE_WITH_CODE (MailboxStage, mailbox_stage, GTK_TYPE_BOX, G_IMPLEMENT_INTERFACE (PLAYER_VIEW_TYPE, implement_player_view))

static void
forget_player (MailboxStage *stage)
{
  if (stage->player != NULL)
    g_signal_handlers_disconnect_by_data (stage->player, stage);
  g_clear_handle_id (&stage->update, g_source_remove);
  g_clear_object (&stage->mailboxes);
  g_clear_object (&stage->player);
}

static void
mailbox_stage_dispose (GObject *object)
{
  forget_player (MAILFLOW_MAILBOX_STAGE (object));
  G_OBJECT_CLASS (mailbox_stage_parent_class)->dispose (object);
}

static void
mailbox_stage_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  g_value_set_string (value, message_pages_get_page (MAILFLOW_MESSAGE_PAGES (MAILFLOW_MAILBOX_STAGE (object)->pages)));
}

static void
mailbox_stage_set_property (GObject *object, guint id, const GValue *value, GParamSpec *spec)
{
  message_pages_set_page (MAILFLOW_MESSAGE_PAGES (MAILFLOW_MAILBOX_STAGE (object)->pages), g_value_get_string (value));
}

static void
mailbox_stage_class_init (MailboxStageClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);

  object_class->dispose = mailbox_stage_dispose;
  object_class->get_property = mailbox_stage_get_property;
  object_class->set_property = mailbox_stage_set_property;
  g_object_class_install_property (object_class, 1, g_param_spec_string ("page", NULL, NULL, "rendered", G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS));
}

static void want_update (MailboxStage *stage);

static void
on_chosen (MailboxStage *stage)
{
  if (!stage->following)
    want_update (stage);
}

/* The message of a row that was picked is what is looked at. */
static void
on_picked (MailboxStage *stage)
{
  guint32 item = mailbox_grid_get_item (MAILFLOW_MAILBOX_GRID (stage->grid));
  const SnapshotMail *mail = snapshot_find_mail (player_get_snapshot (stage->player), item);

  stage->item = item;
  stage->filled = FALSE;
  if (mail != NULL)
    player_select (stage->player, (Selection){ SELECTION_MESSAGE, mail->message });
  want_update (stage);
}

static GtkWidget *
make_message (MailboxStage *stage)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  stage->title = g_object_new (GTK_TYPE_LABEL, "xalign", 0.0f, "ellipsize", PANGO_ELLIPSIZE_END, NULL);
  gtk_widget_add_css_class (stage->title, "mailbox-title");
  stage->pages = g_object_new (MESSAGE_PAGES_TYPE, "vexpand", TRUE, NULL);
  gtk_box_append (GTK_BOX (box), stage->title);
  gtk_box_append (GTK_BOX (box), stage->pages);
  return box;
}

static void
mailbox_stage_init (MailboxStage *stage)
{
  GtkWidget *paned;

  gtk_orientable_set_orientation (GTK_ORIENTABLE (stage), GTK_ORIENTATION_VERTICAL);
  gtk_widget_add_css_class (GTK_WIDGET (stage), "mailbox-stage");
  stage->choice = gtk_drop_down_new (NULL, gtk_property_expression_new (LABEL_ITEM_TYPE, NULL, "label"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (stage->choice), GTK_ACCESSIBLE_PROPERTY_LABEL, "Mailbox", -1);
  gtk_widget_add_css_class (stage->choice, "stage-choice");
  gtk_widget_set_halign (stage->choice, GTK_ALIGN_START);
  stage->grid = g_object_new (MAILBOX_GRID_TYPE, NULL);
  paned = g_object_new (GTK_TYPE_PANED, "orientation", GTK_ORIENTATION_VERTICAL, "start-child", stage->grid, "end-child", make_message (stage), "shrink-start-child", FALSE, "shrink-end-child", FALSE, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (paned), GTK_ACCESSIBLE_PROPERTY_LABEL, "Mailbox and message", -1);
  stage->panes = g_object_new (PANE_SHARE_TYPE, "paned", paned, "vexpand", TRUE, NULL);
  pane_share_set_second (MAILFLOW_PANE_SHARE (stage->panes), 0.67, 150, G_MAXINT);
  gtk_box_append (GTK_BOX (stage), stage->choice);
  gtk_box_append (GTK_BOX (stage), stage->panes);
  g_signal_connect_swapped (stage->choice, "notify::selected", G_CALLBACK (on_chosen), stage);
  g_signal_connect_swapped (stage->grid, "picked", G_CALLBACK (on_picked), stage);
  g_signal_connect (stage, "map", G_CALLBACK (want_update), NULL);
}

/* The message of record ID, or of what led to it. */
static MessageId
find_message (const Trace *trace, TraceId id)
{
  while (id != 0 && trace_get (trace, id)->message == 0)
    id = trace_get (trace, id)->cause;
  return id == 0 ? 0 : trace_get (trace, id)->message;
}

/* The message that is selected, or carried by the selected connection, or told about. */
static MessageId
selected_message (MailboxStage *stage)
{
  const Trace *trace = player_get_trace (stage->player);
  Selection selection = player_get_selection (stage->player);
  const GArray *ids = selection.kind == SELECTION_CONNECTION ? trace_index_connection (player_get_index (stage->player), selection.number) : NULL;
  MessageId carried = ids == NULL || ids->len == 0 ? 0 : trace_get (trace, g_array_index (ids, TraceId, 0))->message;

  if (selection.kind == SELECTION_MESSAGE)
    return selection.number;
  return carried != 0 ? carried : find_message (trace, player_get_record (stage->player));
}

/* A selected message that is in no mailbox yet is shown as it is on its way. */
static TraceId
find_under_way (MailboxStage *stage)
{
  MessageId message = selected_message (stage);
  const GArray *ids = message == 0 ? NULL : trace_index_message (player_get_index (stage->player), message);

  return ids == NULL ? 0 : header_growth_find_last (player_get_trace (stage->player), ids, trace_index_count_until (ids, player_get_position (stage->player)));
}

/* The row that was picked, if it is of the selected message; else the last one of that; where the selected message is
 * not here, none, unless there is nothing of it to be seen: then the last one that came. */
static const MailboxRow *
choose_row (MailboxStage *stage, const MailboxTable *table)
{
  const MailboxRow *row = mailbox_table_find (table, stage->item), *last = NULL, *found = NULL;
  MessageId message = selected_message (stage);

  if (row != NULL && (message == 0 || row->message == message))
    return row;
  for (guint i = 0; i < table->rows->len; i++)
    {
      row = g_ptr_array_index (table->rows, i);
      if (row->message == message)
        found = row;
      if (last == NULL || row->stored > last->stored)
        last = row;
    }
  return found != NULL || find_under_way (stage) != 0 ? found : last;
}

static const char *
describe_class (guint16 class)
{
  switch ((MessageClass) class)
    {
    case MESSAGE_MAIL:
      return "mail";
    case MESSAGE_FAILURE_REPORT:
      return "failure report: a bounce";
    case MESSAGE_DELAY_REPORT:
      return "delay report";
    case MESSAGE_SUCCESS_REPORT:
      return "success report";
    }
  g_assert_not_reached ();
}

/* What is to be said of where RECORD's message is, when it is no row. */
static const char *
describe_place (const TraceRecord *record)
{
  return record->kind == TRACE_STORED || record->kind == TRACE_FETCHED ? ", in another mailbox" : ", on its way";
}

static void
show_message (MailboxStage *stage, const MailboxRow *row)
{
  const Trace *trace = player_get_trace (stage->player);
  MessageId message;
  g_autofree char *title = NULL;

  stage->record = row != NULL ? row->stored : find_under_way (stage);
  message = stage->record == 0 ? 0 : trace_get (trace, stage->record)->message;
  if (message != 0)
    title = g_strdup_printf ("%s, %s%s", trace_message_label (trace, message), describe_class (trace_message_record (trace, message)->code), row != NULL ? "" : describe_place (trace_get (trace, stage->record)));
  gtk_label_set_text (GTK_LABEL (stage->title), title == NULL ? "" : title);
  message_pages_show (MAILFLOW_MESSAGE_PAGES (stage->pages), stage->player, stage->record);
}

/* Whether it shows already what it is to show: most frames of a run that plays move things on the wire only. */
static gboolean
is_filled (MailboxStage *stage)
{
  guint place = gtk_drop_down_get_selected (GTK_DROP_DOWN (stage->choice)), position = player_get_position (stage->player);
  TraceId told = player_get_record (stage->player);
  Selection selection = player_get_selection (stage->player);
  gboolean filled = stage->filled && stage->place == place && stage->position == position && stage->told == told && selection_equal (stage->selection, selection);

  stage->filled = TRUE;
  stage->place = place;
  stage->position = position;
  stage->told = told;
  stage->selection = selection;
  return filled;
}

static void
update (MailboxStage *stage)
{
  const Trace *trace = player_get_trace (stage->player);
  g_autoptr (MailboxTable) table = NULL;
  const MailboxRow *row;
  MailboxKey key;

  stage->following = TRUE;
  mailbox_list_update (stage->mailboxes);
  stage->following = FALSE;
  if (is_filled (stage))
    return;
  key = mailbox_list_get (stage->mailboxes, gtk_drop_down_get_selected (GTK_DROP_DOWN (stage->choice)));
  table = mailbox_table_new (trace, player_get_index (stage->player), key.server, key.name, player_get_position (stage->player));
  row = choose_row (stage, table);
  stage->item = row == NULL ? 0 : row->item;
  mailbox_grid_show (MAILFLOW_MAILBOX_GRID (stage->grid), trace, table, stage->item);
  show_message (stage, row);
}

static gboolean
on_idle (gpointer data)
{
  MailboxStage *stage = data;

  stage->update = 0;
  if (stage->player != NULL && gtk_widget_get_mapped (GTK_WIDGET (stage)))
    update (stage);
  return G_SOURCE_REMOVE;
}

/* Between frames: text that changes in the midst of one has no size yet when it is to be painted. */
static void
want_update (MailboxStage *stage)
{
  if (stage->update == 0 && gtk_widget_get_mapped (GTK_WIDGET (stage)))
    stage->update = g_idle_add_full (G_PRIORITY_HIGH_IDLE, on_idle, stage, NULL);
}

/* Of the mailbox that somebody chose in the view's player's run: where it is in that of MAILBOXES, which is of PLAYER, or 0. */
static guint
find_chosen (MailboxStage *stage, Player *player, MailboxList *mailboxes)
{
  guint chosen = gtk_drop_down_get_selected (GTK_DROP_DOWN (stage->choice));
  MailboxKey key;

  if (!lineage_joins (stage->player, player) || chosen == 0 || chosen == GTK_INVALID_LIST_POSITION)
    return 0;
  key = mailbox_list_get (stage->mailboxes, chosen);
  mailbox_list_update (mailboxes);
  return mailbox_list_find (mailboxes, lineage_find_host (stage->player, player, key.server), trace_blob (player_get_trace (stage->player), key.name, NULL));
}

/* In another run of the same, the same mailbox is shown, and the same message if that is there. */
static void
mailbox_stage_set_player (PlayerView *player_view, Player *player)
{
  MailboxStage *stage = MAILFLOW_MAILBOX_STAGE (player_view);
  MailboxList *mailboxes = mailbox_list_new (player);
  guint chosen = find_chosen (stage, player, mailboxes);

  if (!lineage_joins (stage->player, player))
    stage->item = 0;
  forget_player (stage);
  message_pages_forget (MAILFLOW_MESSAGE_PAGES (stage->pages));
  stage->filled = FALSE;
  stage->player = g_object_ref (player);
  stage->mailboxes = mailboxes;
  stage->following = TRUE;
  gtk_drop_down_set_model (GTK_DROP_DOWN (stage->choice), G_LIST_MODEL (stage->mailboxes));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (stage->choice), chosen);
  stage->following = FALSE;
  g_signal_connect_swapped (player, "moved", G_CALLBACK (want_update), stage);
  g_signal_connect_swapped (player, "selection-changed", G_CALLBACK (want_update), stage);
  want_update (stage);
}

static void
mailbox_stage_set_palette (PlayerView *player_view)
{
  message_pages_set_palette (MAILFLOW_MESSAGE_PAGES (MAILFLOW_MAILBOX_STAGE (player_view)->pages));
}

TraceId
mailbox_stage_get_record (MailboxStage *stage)
{
  return stage->record;
}

static gboolean
is_in_message (MailboxStage *stage, double x, double y)
{
  GtkWidget *picked = x < 0 ? NULL : gtk_widget_pick (GTK_WIDGET (stage), x, y, GTK_PICK_DEFAULT);

  return picked != NULL && (picked == stage->title || gtk_widget_is_ancestor (picked, stage->pages));
}

/* The mailbox that is shown, and a message: of a row, or the one below. */
static gboolean
mailbox_stage_find_target (PlayerView *player_view, double *x, double *y, ActTarget *target)
{
  MailboxStage *stage = MAILFLOW_MAILBOX_STAGE (player_view);
  const Trace *trace = player_get_trace (stage->player);
  MailboxKey key = mailbox_list_get (stage->mailboxes, gtk_drop_down_get_selected (GTK_DROP_DOWN (stage->choice)));
  TraceId record = is_in_message (stage, *x, *y) ? stage->record : mailbox_grid_find_record (MAILFLOW_MAILBOX_GRID (stage->grid), GTK_WIDGET (stage), x, y);

  *target = act_target_of_mailbox (trace, key.server, key.name);
  if (record != 0)
    target->message = trace_get (trace, record)->message;
  return TRUE;
}

static void
implement_player_view (PlayerViewInterface *interface)
{
  interface->find_target = mailbox_stage_find_target;
  interface->set_player = mailbox_stage_set_player;
  interface->set_palette = mailbox_stage_set_palette;
}
