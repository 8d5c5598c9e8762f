"""How are days written on this site? One form for each language; see ``FORMAT_MODULE_PATH``."""
