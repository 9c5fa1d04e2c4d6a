"""`python -m sim` is `detente`."""

import sys

if not sys.flags.safe_path:  # Python put the working directory first: it holds no module of ours
    sys.path.append(sys.path.pop(0))

from sim.cli.entry import main

main()
