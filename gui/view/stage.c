/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/view/stage.h"

#include "gui/view/control-icon.h"
#include "gui/view/dialogue-stage.h"
#include "gui/view/dns-stage.h"
#include "gui/view/ladder-view.h"
#include "gui/view/mailbox-stage.h"
#include "gui/view/map-view.h"
#include "gui/view/queue-stage.h"
#include "gui/view/view-tabs.h"

struct _Stage
{
  GtkBox parent_instance;

  GtkWidget *head, *tabs, *stack;
};

static void implement_player_view (PlayerViewInterface *interface);

G_DEFINE_TYPE_WITH_CODE (Stage, stage, GTK_TYPE_BOX, G_IMPLEMENT_INTERFACE (PLAYER_VIEW_TYPE, implement_player_view))

/* In the order of their tabs; each is a PlayerView. */
static const struct
{
  const char *name, *title;
  GType (*get_type) (void);
} pages[] = {
  { "map", "Map", map_view_get_type },
  { "ladder", "Ladder", ladder_view_get_type },
  { "dialogue", "Dialogue", dialogue_stage_get_type },
  { "queue", "Queue", queue_stage_get_type },
  { "mailbox", "Mailbox", mailbox_stage_get_type },
  { "dns", "DNS", dns_stage_get_type },
};

enum
{
  PROPERTY_NONE,
  PROPERTY_VIEW,
  PROPERTIES_COUNT,
};

static GParamSpec *properties[PROPERTIES_COUNT];

static void
stage_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  g_value_set_string (value, stage_get_view (MAILFLOW_STAGE (object)));
}

static void
stage_set_property (GObject *object, guint id, const GValue *value, GParamSpec *spec)
{
  stage_set_view (MAILFLOW_STAGE (object), g_value_get_string (value));
}

static void
stage_class_init (StageClass *class)
{
  G_OBJECT_CLASS (class)->get_property = stage_get_property;
  G_OBJECT_CLASS (class)->set_property = stage_set_property;
  properties[PROPERTY_VIEW] = g_param_spec_string ("view", NULL, NULL, "", G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (G_OBJECT_CLASS (class), PROPERTIES_COUNT, properties);
}

static void
tell_view (Stage *stage)
{
  g_object_notify_by_pspec (G_OBJECT (stage), properties[PROPERTY_VIEW]);
}

static GtkWidget *
make_lists_button (void)
{
  GtkWidget *button = g_object_new (GTK_TYPE_TOGGLE_BUTTON, "child", control_icon_new (CONTROL_LISTS), "action-name", "win.lists", "focus-on-click", FALSE,
                                    "tooltip-text", "Events and details beside it (F9)", NULL);

  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, "Events and details", -1);
  return button;
}

/* A view that needs more room than there is can be scrolled; the window need not grow for it. */
static GtkWidget *
make_page (guint index)
{
  GtkWidget *view = g_object_new (pages[index].get_type (), NULL), *page;

  page = g_object_new (GTK_TYPE_SCROLLED_WINDOW, "child", view, "min-content-width", 200, "min-content-height", 150, NULL);
  g_object_set_data (G_OBJECT (page), "view", view);
  return page;
}

static void
stage_init (Stage *stage)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (stage), GTK_ORIENTATION_VERTICAL);
  stage->stack = g_object_new (GTK_TYPE_STACK, "hexpand", TRUE, "vexpand", TRUE, "hhomogeneous", FALSE, "vhomogeneous", FALSE, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    gtk_stack_add_titled (GTK_STACK (stage->stack), make_page (i), pages[i].name, pages[i].title);
  stage->tabs = view_tabs_new (GTK_STACK (stage->stack));
  gtk_widget_set_hexpand (stage->tabs, TRUE);
  stage->head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  gtk_widget_add_css_class (stage->head, "stage-tabs");
  gtk_box_append (GTK_BOX (stage->head), stage->tabs);
  gtk_box_append (GTK_BOX (stage->head), make_lists_button ());
  gtk_box_append (GTK_BOX (stage), stage->head);
  gtk_box_append (GTK_BOX (stage), stage->stack);
  g_signal_connect_object (stage->stack, "notify::visible-child-name", G_CALLBACK (tell_view), stage, G_CONNECT_SWAPPED);
}

/* Some views have pages. */
static void
open_page (GtkWidget *view, const char *page)
{
  if (page != NULL && g_object_class_find_property (G_OBJECT_GET_CLASS (view), "page") != NULL)
    g_object_set (view, "page", page, NULL);
}

void
stage_set_view (Stage *stage, const char *name)
{
  g_auto (GStrv) parts = g_strsplit (name, "/", 2);
  GtkWidget *view = parts[0] == NULL ? NULL : stage_find_view (stage, parts[0]);

  if (view == NULL)
    return;
  gtk_stack_set_visible_child_name (GTK_STACK (stage->stack), parts[0]);
  open_page (view, parts[1]);
}

const char *
stage_get_view (Stage *stage)
{
  return gtk_stack_get_visible_child_name (GTK_STACK (stage->stack));
}

const char *
stage_get_name (guint index)
{
  return index < G_N_ELEMENTS (pages) ? pages[index].name : NULL;
}

GtkWidget *
stage_find_view (Stage *stage, const char *name)
{
  GtkWidget *page = gtk_stack_get_child_by_name (GTK_STACK (stage->stack), name);

  return page == NULL ? NULL : g_object_get_data (G_OBJECT (page), "view");
}

static void
stage_set_player (PlayerView *player_view, Player *player)
{
  Stage *stage = MAILFLOW_STAGE (player_view);

  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    player_view_set_player (stage_find_view (stage, pages[i].name), player);
}

static void
stage_set_palette (PlayerView *player_view)
{
  Stage *stage = MAILFLOW_STAGE (player_view);

  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    player_view_set_palette (stage_find_view (stage, pages[i].name));
}

/* Not above it, where a view that is scrolled has a part that isn't seen. */
static gboolean
is_on (GtkWidget *stage, GtkWidget *view, double x, double y)
{
  GtkWidget *picked = gtk_widget_pick (stage, x, y, GTK_PICK_DEFAULT);

  return picked != NULL && (picked == view || gtk_widget_is_ancestor (picked, view));
}

/* What the view that is seen finds there. */
static gboolean
stage_find_target (PlayerView *player_view, double *x, double *y, ActTarget *target)
{
  Stage *stage = MAILFLOW_STAGE (player_view);
  GtkWidget *view = stage_find_view (stage, stage_get_view (stage));
  double view_x = -1, view_y = -1;

  if (*x >= 0 && (!is_on (GTK_WIDGET (stage), view, *x, *y) || !gtk_widget_translate_coordinates (GTK_WIDGET (stage), view, *x, *y, &view_x, &view_y)))
    return FALSE;
  return player_view_find_target (view, &view_x, &view_y, target) && gtk_widget_translate_coordinates (view, GTK_WIDGET (stage), view_x, view_y, x, y);
}

static void
implement_player_view (PlayerViewInterface *interface)
{
  interface->find_target = stage_find_target;
  interface->set_player = stage_set_player;
  interface->set_palette = stage_set_palette;
}
