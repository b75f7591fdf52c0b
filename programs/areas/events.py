"""What happens to working areas."""

AREA_MADE = "area.made"
AREA_CHANGED = "area.changed"
AREA_RETIRED = "area.retired"
