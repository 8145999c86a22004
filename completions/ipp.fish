# Completions of ipp for fish. Commands, flags, names and ids come from `ipp` itself, from this machine alone.

complete --command ipp --no-files --keep-order --arguments '(command ipp completions fish --candidates -- (commandline --current-process --tokenize --cut-at-cursor) (commandline --current-token --cut-at-cursor) 2>/dev/null)'
