# Completions of ipp for bash. Commands, flags, names and ids come from `ipp` itself, from this machine alone.

_ipp_candidates() {
    command ipp completions bash --candidates --breaks "$COMP_WORDBREAKS" -- "${COMP_LINE:0:COMP_POINT}" 2>/dev/null
}

_ipp() {
    COMPREPLY=()
    if [[ ${BASH_VERSINFO[0]} -ge 4 ]]; then
        mapfile -t COMPREPLY < <(_ipp_candidates)
    else
        local candidate
        while IFS= read -r candidate; do
            COMPREPLY+=("$candidate")
        done < <(_ipp_candidates)
    fi
    if [[ ${#COMPREPLY[@]} == 1 && ${COMPREPLY[0]} == */ ]]; then
        compopt -o nospace 2>/dev/null
    fi
    return 0
}

complete -o nosort -F _ipp ipp 2>/dev/null || complete -F _ipp ipp
