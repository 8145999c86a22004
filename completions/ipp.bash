# Completions of ipp for bash. Commands, flags, names and ids come from `ipp` itself, from this machine alone.

_ipp() {
    local candidate
    COMPREPLY=()
    while IFS= read -r candidate; do
        COMPREPLY+=("$candidate")
    done < <(command ipp completions bash --candidates --breaks "$COMP_WORDBREAKS" -- "${COMP_LINE:0:COMP_POINT}" 2>/dev/null)
    if [[ ${#COMPREPLY[@]} == 1 && ${COMPREPLY[0]} == */ ]]; then
        compopt -o nospace 2>/dev/null
    fi
    return 0
}

complete -o nosort -F _ipp ipp 2>/dev/null || complete -F _ipp ipp
