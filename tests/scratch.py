"""Where tests put their files: in memory where there is room. Many databases are written, and nothing of them has to
last; a disk that is slow, or shared with others, would be a quarter of the time of the tests."""

import os
import shutil
from pathlib import Path

MEMORY = Path("/dev/shm")
ROOM = 4 << 30  # bytes; what lies there at any moment is a tenth of that


def scratch() -> Path | None:
    """Give a place in memory; None where there is none, or too little room."""
    usable = MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free >= ROOM
    return MEMORY if usable else None
