/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/view/ladder-view.h"

#include "gui/draw/ladder-picture.h"
#include "gui/model/lineage.h"
#include "gui/model/name-list.h"
#include "gui/model/player-steps.h"
#include "gui/view/picture-cursor.h"
#include "gui/view/theme.h"

#include <math.h>

enum
{
  LONG_RUN = 60000, /* records: of longer ones only one message is drawn at a time */
  MOST_TITLES = 12, /* of arrows and notes that are read aloud at once */
  MARGIN = 50,      /* beside what is scrolled to: half of a host's head */
};

static const double least_fit = 1.25, most_fit = 1.7; /* its words are 12 high: smaller nobody reads them from the back of a room */
static const double zoom_step = 1.2, least_zoom = 0.4, most_zoom = 4;

struct _LadderView
{
  GtkBox parent_instance;

  Player *player;
  GtkWidget *choice, *heads, *heads_scrolled, *rows, *scrolled;
  PictureCursor *cursor;
  NameList *choices; /* of the player, owned by CHOICE; NULL: none yet */
  gboolean by_message; /* one message at a time can be chosen only */
  gboolean choosing; /* nobody chooses */
  MessageId message; /* 0: all */
  Drawing *drawing;  /* NULL until it is seen */
  gboolean grown;    /* there is more than it shows */
  gboolean settled;  /* what is scrolled stays where it is, though there is more of it */
  GArray *spots;     /* Spot, by record */
  double heads_bottom, heads_top;
  guint update;      /* idle source, 0: none */
  guint spot;        /* that is lit, + 1; 0: none */
  TraceId lit;       /* its record */
  int zoom_steps;    /* from what fits */
};

/* Where the row of a record is. */
typedef struct
{
  TraceId record;
  double left, top, right, bottom;
} Spot;

static void implement_player_view (PlayerViewInterface *interface);

G_DEFINE_TYPE_WITH_CODE (LadderView, ladder_view, GTK_TYPE_BOX, G_IMPLEMENT_INTERFACE (PLAYER_VIEW_TYPE, implement_player_view))

static void
forget_drawing (LadderView *view)
{
  drawing_canvas_set_drawing (MAILFLOW_DRAWING_CANVAS (view->heads), NULL, 0, 0);
  drawing_canvas_set_drawing (MAILFLOW_DRAWING_CANVAS (view->rows), NULL, 0, 0);
  g_clear_pointer (&view->drawing, drawing_free);
  g_array_set_size (view->spots, 0);
  view->spot = 0;
  view->settled = FALSE;
}

static void
forget_player (LadderView *view)
{
  if (view->player != NULL)
    g_signal_handlers_disconnect_by_data (view->player, view);
  g_clear_handle_id (&view->update, g_source_remove);
  g_clear_object (&view->player);
}

static void
ladder_view_dispose (GObject *object)
{
  LadderView *view = MAILFLOW_LADDER_VIEW (object);

  forget_player (view);
  if (view->spots != NULL)
    {
      g_signal_handlers_disconnect_by_data (gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (view->scrolled)), view);
      g_signal_handlers_disconnect_by_data (gtk_scrolled_window_get_hadjustment (GTK_SCROLLED_WINDOW (view->scrolled)), view);
      forget_drawing (view);
    }
  g_clear_pointer (&view->spots, g_array_unref);
  G_OBJECT_CLASS (ladder_view_parent_class)->dispose (object);
}

static gint
compare_spots (gconstpointer a, gconstpointer b)
{
  const Spot *first = a, *second = b;

  return first->record < second->record ? -1 : first->record > second->record;
}

/* The rows that go with records, and the strip in which the hosts stand. */
static void
find_spots (LadderView *view)
{
  view->heads_top = G_MAXDOUBLE;
  view->heads_bottom = 0;
  for (guint i = 0; i < drawing_count_groups (view->drawing); i++)
    {
      const DrawingGroup *group = drawing_get_group (view->drawing, i);
      const Spot spot = { group->id, group->left, group->top, group->right, group->bottom };

      if (group->id != 0)
        g_array_append_val (view->spots, spot);
      else if (g_strcmp0 (group->class, "host") == 0)
        {
          view->heads_top = MIN (view->heads_top, group->top - 4);
          view->heads_bottom = MAX (view->heads_bottom, group->bottom);
        }
    }
  g_array_sort (view->spots, compare_spots);
}

/* What there is already stays where it is seen. */
static void
make_drawing (LadderView *view)
{
  g_autoptr (Drawing) before = view->drawing;
  const Trace *trace = player_get_trace (view->player);
  g_autoptr (Ladder) ladder = ladder_new (trace, trace_count (trace), view->message);
  g_autoptr (GPtrArray) pages = ladder_picture_pages (ladder, theme_get_palette (), G_MAXDOUBLE);
  g_autofree char *words = drawing_describe (g_ptr_array_index (pages, 0), MOST_TITLES), *heads = g_strdup_printf ("%u hosts", ladder->columns->len);

  g_ptr_array_set_free_func (pages, NULL);
  view->drawing = g_ptr_array_index (pages, 0);
  view->settled = before != NULL;
  view->grown = FALSE;
  g_array_set_size (view->spots, 0);
  gtk_accessible_update_property (GTK_ACCESSIBLE (view->rows), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (view->heads), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, heads, -1);
  find_spots (view);
  drawing_canvas_set_drawing (MAILFLOW_DRAWING_CANVAS (view->heads), view->drawing, MIN (view->heads_top, view->heads_bottom), view->heads_bottom);
  drawing_canvas_set_drawing (MAILFLOW_DRAWING_CANVAS (view->rows), view->drawing, view->heads_bottom, drawing_get_height (view->drawing));
}

static void
fit_width (LadderView *view)
{
  double room = gtk_widget_get_width (GTK_WIDGET (view)) - 2;
  double scale = theme_get_font_scale (), fit = CLAMP (room / drawing_get_width (view->drawing), least_fit * scale, most_fit * scale);
  double zoom = CLAMP (fit * pow (zoom_step, view->zoom_steps), least_zoom, most_zoom);

  drawing_canvas_set_zoom (MAILFLOW_DRAWING_CANVAS (view->heads), zoom);
  drawing_canvas_set_zoom (MAILFLOW_DRAWING_CANVAS (view->rows), zoom);
}

/* How many of the spots are of what there was by POSITION. */
static guint
count_until (const LadderView *view, TraceId position)
{
  guint low = 0, high = view->spots->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (view->spots, Spot, middle).record <= position)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

/* No further than it takes to see all of it or, where there isn't the room, the middle. */
static void
scroll_across (LadderView *view, const Spot *spot)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_hadjustment (GTK_SCROLLED_WINDOW (view->scrolled));
  double zoom = drawing_canvas_get_zoom (MAILFLOW_DRAWING_CANVAS (view->rows)), page = gtk_adjustment_get_page_size (adjustment);
  double left = (spot->left - MARGIN) * zoom, right = (spot->right + MARGIN) * zoom;

  if (right - left > page)
    gtk_adjustment_set_value (adjustment, (left + right - page) / 2);
  else
    gtk_adjustment_clamp_page (adjustment, left, right);
}

/* The present row is kept in the lower half, so that what led to it is seen. */
static void
scroll_to (LadderView *view, const Spot *spot)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (view->scrolled));
  double page = gtk_adjustment_get_page_size (adjustment), value = gtk_adjustment_get_value (adjustment);
  double y = (spot->bottom - view->heads_bottom) * drawing_canvas_get_zoom (MAILFLOW_DRAWING_CANVAS (view->rows));

  if (y < value + page * 0.2 || y > value + page * 0.85)
    gtk_adjustment_set_value (adjustment, y - page * 0.6);
  scroll_across (view, spot);
}

/* The keyboard goes on from what is told about. */
static void
follow_lit (LadderView *view, TraceId lit)
{
  if (lit != view->lit)
    picture_cursor_put (view->cursor, lit);
  view->lit = lit;
}

static void
light (LadderView *view)
{
  guint count = count_until (view, MAX (player_get_record (view->player), 1));
  const Spot *spot = count == 0 ? NULL : &g_array_index (view->spots, Spot, count - 1);

  if (spot == NULL)
    drawing_canvas_set_now (MAILFLOW_DRAWING_CANVAS (view->rows), view->heads_bottom, view->heads_bottom);
  else
    drawing_canvas_set_now (MAILFLOW_DRAWING_CANVAS (view->rows), spot->top, spot->bottom);
  if (spot != NULL && view->spot != count)
    scroll_to (view, spot);
  view->spot = count;
  follow_lit (view, spot == NULL ? 0 : spot->record);
}

static gboolean
on_idle (gpointer data)
{
  LadderView *view = data;

  view->update = 0;
  if (view->drawing == NULL || view->grown)
    make_drawing (view);
  fit_width (view);
  light (view);
  return G_SOURCE_REMOVE;
}

static void
want_update (LadderView *view)
{
  if (view->update == 0 && view->player != NULL && gtk_widget_get_mapped (GTK_WIDGET (view)))
    view->update = g_idle_add_full (G_PRIORITY_HIGH_IDLE, on_idle, view, NULL);
}

/* After the size of what is scrolled has changed, the present row is somewhere else. */
static void
on_resized (LadderView *view)
{
  view->spot = 0;
  want_update (view);
}

static void
on_longer (LadderView *view)
{
  if (!view->settled)
    on_resized (view);
}

static void
ladder_view_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (ladder_view_parent_class)->map (widget);
  want_update (MAILFLOW_LADDER_VIEW (widget));
}

static void
ladder_view_class_init (LadderViewClass *class)
{
  G_OBJECT_CLASS (class)->dispose = ladder_view_dispose;
  GTK_WIDGET_CLASS (class)->map = ladder_view_map;
}

static void
on_picked (LadderView *view, guint record)
{
  player_go_to_record (view->player, record);
}

static gboolean
is_long (LadderView *view)
{
  return trace_count (player_get_trace (view->player)) > LONG_RUN;
}

static void
on_chosen (LadderView *view)
{
  guint chosen = gtk_drop_down_get_selected (GTK_DROP_DOWN (view->choice));

  if (view->choosing || view->player == NULL || chosen == GTK_INVALID_LIST_POSITION)
    return;
  view->message = name_list_get_number (view->choices, chosen);
  forget_drawing (view);
  want_update (view);
}

static void
change_zoom (LadderView *view, int steps)
{
  view->zoom_steps = steps == 0 ? 0 : CLAMP (view->zoom_steps + steps, -6, 8);
  view->settled = FALSE;
  on_resized (view);
}

static void
on_zoom_clicked (GtkButton *button, LadderView *view)
{
  change_zoom (view, GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "steps")));
}

static gboolean
on_scroll (GtkEventControllerScroll *scroll, double dx, double dy, LadderView *view)
{
  if ((gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (scroll)) & GDK_CONTROL_MASK) == 0)
    return FALSE;
  change_zoom (view, dy < 0 ? 1 : -1);
  return TRUE;
}

static void
add_zoom (LadderView *view, GtkWidget *bar, const char *label, const char *name, int steps)
{
  GtkWidget *button = g_object_new (GTK_TYPE_BUTTON, "label", label, "tooltip-text", name, "focus-on-click", FALSE, NULL);

  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data (G_OBJECT (button), "steps", GINT_TO_POINTER (steps));
  g_signal_connect (button, "clicked", G_CALLBACK (on_zoom_clicked), view);
  gtk_box_append (GTK_BOX (bar), button);
}

static GtkWidget *
make_bar (LadderView *view)
{
  GtkWidget *bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  view->choice = gtk_drop_down_new (NULL, gtk_property_expression_new (LABEL_ITEM_TYPE, NULL, "label"));
  gtk_drop_down_set_enable_search (GTK_DROP_DOWN (view->choice), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (view->choice), GTK_ACCESSIBLE_PROPERTY_LABEL, "Which messages the ladder shows", -1);
  g_signal_connect_swapped (view->choice, "notify::selected", G_CALLBACK (on_chosen), view);
  gtk_widget_add_css_class (bar, "view-bar");
  gtk_box_append (GTK_BOX (bar), g_object_new (GTK_TYPE_LABEL, "label", "Message", NULL));
  gtk_box_append (GTK_BOX (bar), view->choice);
  gtk_box_append (GTK_BOX (bar), g_object_new (GTK_TYPE_LABEL, "hexpand", TRUE, NULL));
  add_zoom (view, bar, "−", "Smaller", -1);
  add_zoom (view, bar, "Fit", "As wide as there is room", 0);
  add_zoom (view, bar, "+", "Larger", 1);
  return bar;
}

static void
ladder_view_init (LadderView *view)
{
  GtkAdjustment *vertical;
  GtkEventController *scroll = gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_VERTICAL);

  gtk_orientable_set_orientation (GTK_ORIENTABLE (view), GTK_ORIENTATION_VERTICAL);
  view->spots = g_array_new (FALSE, FALSE, sizeof (Spot));
  view->heads = g_object_new (DRAWING_CANVAS_TYPE, "halign", GTK_ALIGN_START, NULL);
  view->rows = g_object_new (DRAWING_CANVAS_TYPE, "halign", GTK_ALIGN_START, "valign", GTK_ALIGN_START, NULL);
  view->scrolled = g_object_new (GTK_TYPE_SCROLLED_WINDOW, "accessible-role", GTK_ACCESSIBLE_ROLE_LIST, "child", view->rows, "vexpand", TRUE, NULL);
  view->heads_scrolled = g_object_new (GTK_TYPE_SCROLLED_WINDOW, "child", view->heads, "can-focus", FALSE, "vscrollbar-policy", GTK_POLICY_NEVER, "hscrollbar-policy", GTK_POLICY_EXTERNAL,
                                       "hadjustment", gtk_scrolled_window_get_hadjustment (GTK_SCROLLED_WINDOW (view->scrolled)), NULL);
  vertical = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (view->scrolled));
  drawing_canvas_set_adjustment (MAILFLOW_DRAWING_CANVAS (view->rows), vertical);
  view->cursor = picture_cursor_attach (view->scrolled, MAILFLOW_DRAWING_CANVAS (view->rows), vertical);
  picture_cursor_add_strip (view->cursor, MAILFLOW_DRAWING_CANVAS (view->heads));
  g_signal_connect_swapped (view->rows, "picked", G_CALLBACK (on_picked), view);
  g_signal_connect_swapped (vertical, "notify::page-size", G_CALLBACK (on_resized), view);
  g_signal_connect_swapped (vertical, "notify::upper", G_CALLBACK (on_longer), view);
  g_signal_connect_swapped (gtk_scrolled_window_get_hadjustment (GTK_SCROLLED_WINDOW (view->scrolled)), "notify::page-size", G_CALLBACK (want_update), view);
  gtk_accessible_update_property (GTK_ACCESSIBLE (view->rows), GTK_ACCESSIBLE_PROPERTY_LABEL, "Ladder: the run as a sequence diagram", -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (view->scrolled), GTK_ACCESSIBLE_PROPERTY_LABEL, "Ladder, arrow by arrow", -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (view->heads), GTK_ACCESSIBLE_PROPERTY_LABEL, "The hosts of the ladder", -1);
  gtk_event_controller_set_propagation_phase (scroll, GTK_PHASE_CAPTURE);
  g_signal_connect (scroll, "scroll", G_CALLBACK (on_scroll), view);
  gtk_widget_add_controller (view->scrolled, scroll);
  gtk_box_append (GTK_BOX (view), make_bar (view));
  gtk_box_append (GTK_BOX (view), view->heads_scrolled);
  gtk_box_append (GTK_BOX (view), view->scrolled);
}

/* MESSAGE, or all where it is 0 and they can be shown at once. */
static void
fill_choices (LadderView *view, MessageId message)
{
  g_autoptr (NameList) choices = NULL;

  view->by_message = is_long (view);
  choices = name_list_new (view->player, NAME_LIST_MESSAGES, view->by_message ? NULL : "all messages");
  view->choosing = TRUE;
  gtk_drop_down_set_model (GTK_DROP_DOWN (view->choice), G_LIST_MODEL (choices));
  view->choices = choices;
  gtk_drop_down_set_selected (GTK_DROP_DOWN (view->choice), name_list_find_place (choices, message));
  view->choosing = FALSE;
  view->message = name_list_get_number (choices, name_list_find_place (choices, message));
}

static void
on_grown (LadderView *view)
{
  if (view->by_message != is_long (view))
    fill_choices (view, MAX (view->message, 1));
  view->grown = TRUE;
  want_update (view);
}

static void
ladder_view_set_player (PlayerView *player_view, Player *player)
{
  LadderView *view = MAILFLOW_LADDER_VIEW (player_view);
  MessageId message = lineage_find_message (view->player, player, view->message);

  forget_player (view);
  forget_drawing (view);
  view->lit = 0;
  view->player = g_object_ref (player);
  fill_choices (view, message);
  g_signal_connect_swapped (player, "moved", G_CALLBACK (want_update), view);
  g_signal_connect_swapped (player, "grown", G_CALLBACK (on_grown), view);
  want_update (view);
}

static void
ladder_view_set_palette (PlayerView *player_view)
{
  LadderView *view = MAILFLOW_LADDER_VIEW (player_view);

  forget_drawing (view);
  want_update (view);
}

PictureCursor *
ladder_view_get_cursor (LadderView *view)
{
  return view->cursor;
}

static gboolean
ladder_view_find_target (PlayerView *player_view, double *x, double *y, ActTarget *target)
{
  LadderView *view = MAILFLOW_LADDER_VIEW (player_view);
  TraceId record = picture_cursor_find (view->cursor, GTK_WIDGET (view), x, y);

  if (record != 0)
    *target = act_target_of_record (player_get_trace (view->player), record);
  return record != 0;
}

static void
implement_player_view (PlayerViewInterface *interface)
{
  interface->find_target = ladder_view_find_target;
  interface->set_player = ladder_view_set_player;
  interface->set_palette = ladder_view_set_palette;
}
