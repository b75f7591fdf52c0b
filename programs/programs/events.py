"""What happens to programmes and their visions."""

PROGRAM_STARTED = "program.started"
PROGRAM_STATUS_CHANGED = "program.status_changed"
VISION_WRITTEN = "vision.written"
VISION_SOURCE_ADDED = "vision.source_added"
VISION_PHASE_ADDED = "vision.phase_added"
VISION_ADOPTED = "vision.adopted"
