"""What happens to working areas."""

AREA_MADE = "area.made"
