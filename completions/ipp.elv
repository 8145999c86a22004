# Completions of ipp for elvish. Commands, flags, names and ids come from `ipp` itself, from this machine alone.

use str

set edit:completion:arg-completer[ipp] = {|@words|
    try {
        (external ipp) completions elvish --candidates -- $@words 2>/dev/null | from-lines | each {|line|
            var value @help = (str:split &max=2 "\t" $line)
            if (== (count $help) 0) {
                put $value
            } else {
                edit:complex-candidate $value &display=$value'  -- '$help[0]
            }
        }
    } catch {
    }
}
