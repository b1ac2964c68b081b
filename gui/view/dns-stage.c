/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/view/dns-stage.h"

#include "gui/draw/dns-picture.h"
#include "gui/model/player-steps.h"
#include "gui/view/picture-pane.h"
#include "gui/view/theme.h"

struct _DnsStage
{
  GtkBox parent_instance;

  Player *player;
  GtkWidget *pages;
  GArray *zones; /* TraceId: all TRACE_ZONE records taken in */
  guint taken;   /* records looked at */
  guint update;  /* idle source, 0: none */
};

/* In the order of their tabs. */
static const struct
{
  const char *name, *title, *label;
  Drawing *(*draw) (const DnsPicture *picture, double width, const Palette *palette);
} pages[] = {
  { "lookup", "Lookup", "A lookup, question by question, and where mail goes by it", dns_picture_draw_lookup },
  { "caches", "Caches", "What resolvers remember, and for how long", dns_picture_draw_caches },
  { "zones", "Zones", "What the zones say", dns_picture_draw_zones },
};

static void implement_player_view (PlayerViewInterface *interface);

G_DEFINE_TYPE_WITH_CODE (DnsStage, dns_stage, GTK_TYPE_BOX, G_IMPLEMENT_INTERFACE (PLAYER_VIEW_TYPE, implement_player_view))

static void
forget_player (DnsStage *stage)
{
  if (stage->player != NULL)
    g_signal_handlers_disconnect_by_data (stage->player, stage);
  g_clear_handle_id (&stage->update, g_source_remove);
  g_clear_object (&stage->player);
}

static void
dns_stage_dispose (GObject *object)
{
  forget_player (MAILFLOW_DNS_STAGE (object));
  G_OBJECT_CLASS (dns_stage_parent_class)->dispose (object);
}

static void
dns_stage_finalize (GObject *object)
{
  g_array_unref (MAILFLOW_DNS_STAGE (object)->zones);
  G_OBJECT_CLASS (dns_stage_parent_class)->finalize (object);
}

static void
dns_stage_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  g_value_set_string (value, gtk_stack_get_visible_child_name (GTK_STACK (MAILFLOW_DNS_STAGE (object)->pages)));
}

static void
dns_stage_set_property (GObject *object, guint id, const GValue *value, GParamSpec *spec)
{
  GtkStack *stack = GTK_STACK (MAILFLOW_DNS_STAGE (object)->pages);
  GtkWidget *page = gtk_stack_get_child_by_name (stack, g_value_get_string (value));

  if (page != NULL)
    gtk_stack_set_visible_child (stack, page);
}

static void
dns_stage_class_init (DnsStageClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);

  object_class->dispose = dns_stage_dispose;
  object_class->finalize = dns_stage_finalize;
  object_class->get_property = dns_stage_get_property;
  object_class->set_property = dns_stage_set_property;
  g_object_class_install_property (object_class, 1, g_param_spec_string ("page", NULL, NULL, "lookup", G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS));
}

static void
take_in_zones (DnsStage *stage)
{
  const Trace *trace = player_get_trace (stage->player);

  while (stage->taken < trace_count (trace))
    {
      TraceId id = ++stage->taken;

      if (trace_get (trace, id)->kind == TRACE_ZONE)
        g_array_append_val (stage->zones, id);
    }
}

static guint32
get_selected (DnsStage *stage, SelectionKind kind)
{
  Selection selection = player_get_selection (stage->player);

  return selection.kind == kind ? selection.number : 0;
}

static void
update (DnsStage *stage)
{
  PicturePane *pane = MAILFLOW_PICTURE_PANE (gtk_stack_get_visible_child (GTK_STACK (stage->pages)));
  const DnsPicture picture = {
    .trace = player_get_trace (stage->player),
    .index = player_get_index (stage->player),
    .snapshot = player_get_snapshot (stage->player),
    .zones = stage->zones,
    .position = player_get_position (stage->player),
    .now = player_get_time (stage->player),
    .told = player_get_record (stage->player),
    .message = get_selected (stage, SELECTION_MESSAGE),
    .host = (HostId) get_selected (stage, SELECTION_HOST),
  };

  take_in_zones (stage);
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    if (gtk_stack_get_child_by_name (GTK_STACK (stage->pages), pages[i].name) == GTK_WIDGET (pane))
      picture_pane_show (pane, pages[i].draw (&picture, picture_pane_get_room (pane), theme_get_palette ()));
  picture_pane_reveal (pane, picture.told);
}

static gboolean
on_idle (gpointer data)
{
  DnsStage *stage = data;

  stage->update = 0;
  if (stage->player != NULL && gtk_widget_get_mapped (GTK_WIDGET (stage)))
    update (stage);
  return G_SOURCE_REMOVE;
}

static void
want_update (DnsStage *stage)
{
  if (stage->update == 0 && gtk_widget_get_mapped (GTK_WIDGET (stage)))
    stage->update = g_idle_add_full (G_PRIORITY_HIGH_IDLE, on_idle, stage, NULL);
}

static void
on_picked (DnsStage *stage, guint record)
{
  player_go_to_record (stage->player, record);
}

static void
dns_stage_init (DnsStage *stage)
{
  GtkWidget *bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  gtk_orientable_set_orientation (GTK_ORIENTABLE (stage), GTK_ORIENTATION_VERTICAL);
  gtk_widget_add_css_class (GTK_WIDGET (stage), "picture-stage");
  stage->zones = g_array_new (FALSE, FALSE, sizeof (TraceId));
  stage->pages = g_object_new (GTK_TYPE_STACK, "vexpand", TRUE, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      GtkWidget *pane = picture_pane_new (pages[i].label);

      gtk_stack_add_titled (GTK_STACK (stage->pages), pane, pages[i].name, pages[i].title);
      g_signal_connect_swapped (pane, "resized", G_CALLBACK (want_update), stage);
      g_signal_connect_swapped (pane, "picked", G_CALLBACK (on_picked), stage);
    }
  gtk_widget_add_css_class (bar, "view-bar");
  gtk_box_append (GTK_BOX (bar), g_object_new (GTK_TYPE_STACK_SWITCHER, "stack", stage->pages, NULL));
  gtk_box_append (GTK_BOX (stage), bar);
  gtk_box_append (GTK_BOX (stage), stage->pages);
  g_signal_connect_swapped (stage->pages, "notify::visible-child", G_CALLBACK (want_update), stage);
  g_signal_connect (stage, "map", G_CALLBACK (want_update), NULL);
}

static void
dns_stage_set_player (PlayerView *player_view, Player *player)
{
  DnsStage *stage = MAILFLOW_DNS_STAGE (player_view);

  forget_player (stage);
  g_array_set_size (stage->zones, 0);
  stage->taken = 0;
  stage->player = g_object_ref (player);
  g_signal_connect_swapped (player, "moved", G_CALLBACK (want_update), stage);
  g_signal_connect_swapped (player, "selection-changed", G_CALLBACK (want_update), stage);
  want_update (stage);
}

static void
dns_stage_set_palette (PlayerView *player_view)
{
  want_update (MAILFLOW_DNS_STAGE (player_view));
}

/* A row; a zone, wherever in it; a cache by its resolver's name. */
static gboolean
dns_stage_find_target (PlayerView *player_view, double *x, double *y, ActTarget *target)
{
  DnsStage *stage = MAILFLOW_DNS_STAGE (player_view);
  GtkWidget *pane = gtk_stack_get_visible_child (GTK_STACK (stage->pages));
  TraceId record = picture_cursor_find (picture_pane_get_cursor (MAILFLOW_PICTURE_PANE (pane)), GTK_WIDGET (stage), x, y);

  if (record != 0)
    *target = act_target_of_record (player_get_trace (stage->player), record);
  return TRUE;
}

static void
implement_player_view (PlayerViewInterface *interface)
{
  interface->find_target = dns_stage_find_target;
  interface->set_player = dns_stage_set_player;
  interface->set_palette = dns_stage_set_palette;
}
