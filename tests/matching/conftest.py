"""Growing trees needs the OpenMP library of the system, which a bare Debian lacks: then these tests are left out."""

import ctypes.util
import sys

HAS_OPENMP = sys.platform != "linux" or ctypes.util.find_library("gomp") is not None
collect_ignore = [] if HAS_OPENMP else ["test_boosting.py", "test_stance_training.py"]
