"""How the pages in this folder become a site: `make docs`."""

from sim.version import VERSION

project = "Detente"
author = "Detente contributors"
project_copyright = author
release = VERSION

extensions = [
    "myst_parser",
    "sphinx.ext.autodoc",
    "sphinx.ext.napoleon",
]
source_suffix = {".md": "markdown"}
myst_heading_anchors = 3
myst_enable_extensions = ["colon_fence"]

autodoc_typehints = "description"
autodoc_member_order = "bysource"
napoleon_google_docstring = False
napoleon_use_ivar = True  # else what a docstring tells of an attribute is told twice
suppress_warnings = ["misc.highlighting_failure"]  # of CSV, which has no colours

html_theme = "furo"
html_title = f"Detente {VERSION}"
