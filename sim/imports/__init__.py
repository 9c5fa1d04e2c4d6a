"""Files of other tools, read into scenarios and written from them: one file of `formats` each."""
