# Print an optspec for argparse to handle cmd's options that are independent of any subcommand.
function __fish_ipp_global_optspecs
    string join \n profile= env= base-url= o/output= json q/quiet v/verbose color= no-input y/yes request-timeout= connect-timeout= retries= ca-file= proxy= dry-run curl h/help V/version
end

function __fish_ipp_needs_command
    # Figure out if the current invocation already has a command.
    set -l cmd (commandline -opc)
    set -e cmd[1]
    argparse -s (__fish_ipp_global_optspecs) -- $cmd 2>/dev/null
    or return
    if set -q argv[1]
        # Also print the command, so this can be used to figure out what it is.
        echo $argv[1]
        return 1
    end
    return 0
end

function __fish_ipp_using_subcommand
    set -l cmd (__fish_ipp_needs_command)
    test -z "$cmd"
    and return 1
    contains -- $cmd[1] $argv
end

complete -c ipp -n "__fish_ipp_needs_command" -l profile -d 'Use the settings of this profile' -r
complete -c ipp -n "__fish_ipp_needs_command" -l env -d 'Where to work: production, playground or emulator' -r
complete -c ipp -n "__fish_ipp_needs_command" -l base-url -d 'Talk to this address instead of the environment\'s own' -r
complete -c ipp -n "__fish_ipp_needs_command" -s o -l output -d 'How to print results' -r -f -a "table\t'For people'
json\t'One document, with the API\'s field names'
jsonl\t'One line per object'
csv\t'With a header row'
id\t'Only ids, one per line'
junit\t'JUnit XML, of `webhook check` and `doctor` only'"
complete -c ipp -n "__fish_ipp_needs_command" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR says otherwise'
always\t'Also in files and pipes'
never\t'Not at all'"
complete -c ipp -n "__fish_ipp_needs_command" -l request-timeout -d 'Time for one request, resending included [default: 30s]' -r
complete -c ipp -n "__fish_ipp_needs_command" -l connect-timeout -d 'Time to get a connection [default: 5s]' -r
complete -c ipp -n "__fish_ipp_needs_command" -l retries -d 'How many times a request may be sent again where that is safe [default: 3]' -r
complete -c ipp -n "__fish_ipp_needs_command" -l ca-file -d 'Trust the certificates in this PEM file as well as the system\'s' -r -F
complete -c ipp -n "__fish_ipp_needs_command" -l proxy -d 'Go through this proxy' -r
complete -c ipp -n "__fish_ipp_needs_command" -l json -d 'The same as `--output json`'
complete -c ipp -n "__fish_ipp_needs_command" -s q -l quiet -d 'Print results and errors only'
complete -c ipp -n "__fish_ipp_needs_command" -s v -l verbose -d 'Show each request on stderr; twice: headers and bodies too, without secrets'
complete -c ipp -n "__fish_ipp_needs_command" -l no-input -d 'Never ask, as if there were no terminal'
complete -c ipp -n "__fish_ipp_needs_command" -s y -l yes -d 'Agree to every confirmation'
complete -c ipp -n "__fish_ipp_needs_command" -l dry-run -d 'Show the request and send nothing; needs no key'
complete -c ipp -n "__fish_ipp_needs_command" -l curl -d 'Show the request as a line for curl and send nothing; needs no key'
complete -c ipp -n "__fish_ipp_needs_command" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ipp -n "__fish_ipp_needs_command" -s V -l version -d 'Print version'
complete -c ipp -n "__fish_ipp_needs_command" -f -a "setup" -d 'Set up a profile: environment, key, merchant id, default shop and phone; checks each of them'
complete -c ipp -n "__fish_ipp_needs_command" -f -a "doctor" -d 'Say what is wrong between this machine and a payment, and how to mend it'
complete -c ipp -n "__fish_ipp_needs_command" -f -a "pay" -d 'Take a payment and wait for the money: one line, one exit code'
complete -c ipp -n "__fish_ipp_needs_command" -f -a "session" -d 'Create, read, await and cancel payments'
complete -c ipp -n "__fish_ipp_needs_command" -f -a "device" -d 'Pair, list, read, change and remove phones'
complete -c ipp -n "__fish_ipp_needs_command" -f -a "enrollment" -d 'Make, list, await and cancel pairing codes'
complete -c ipp -n "__fish_ipp_needs_command" -f -a "location" -d 'Find shops and their ids'
complete -c ipp -n "__fish_ipp_needs_command" -f -a "webhook" -d 'See, verify, send and prove callbacks'
complete -c ipp -n "__fish_ipp_needs_command" -f -a "dev" -d 'Simulate phones and cards on the playground and the emulator'
complete -c ipp -n "__fish_ipp_needs_command" -f -a "emulator" -d 'The whole system on this machine: serve it, look into it, begin anew'
complete -c ipp -n "__fish_ipp_needs_command" -f -a "profile" -d 'Manage the sets of settings: environment, key, defaults'
complete -c ipp -n "__fish_ipp_needs_command" -f -a "api" -d 'Call any operation of the API'
complete -c ipp -n "__fish_ipp_needs_command" -f -a "completions" -d 'Print the completion script of a shell'
complete -c ipp -n "__fish_ipp_needs_command" -f -a "help" -d 'Explain a command or a topic'
complete -c ipp -n "__fish_ipp_using_subcommand setup" -l api-key-file -d 'Read the key from this file, each time' -r
complete -c ipp -n "__fish_ipp_using_subcommand setup" -l api-key-command -d 'Ask a password manager\'s command for the key, each time; it is run without a shell: no pipes, no variables' -r
complete -c ipp -n "__fish_ipp_using_subcommand setup" -l merchant-id -d 'The merchant id, such as DM11917000' -r
complete -c ipp -n "__fish_ipp_using_subcommand setup" -l location -d 'The shop, where none is named: id, name or beginning' -r
complete -c ipp -n "__fish_ipp_using_subcommand setup" -l device -d 'The phone, where none is named: id, name or beginning' -r
complete -c ipp -n "__fish_ipp_using_subcommand setup" -l profile -d 'Use the settings of this profile' -r
complete -c ipp -n "__fish_ipp_using_subcommand setup" -l env -d 'Where to work: production, playground or emulator' -r
complete -c ipp -n "__fish_ipp_using_subcommand setup" -l base-url -d 'Talk to this address instead of the environment\'s own' -r
complete -c ipp -n "__fish_ipp_using_subcommand setup" -s o -l output -d 'How to print results' -r -f -a "table\t'For people'
json\t'One document, with the API\'s field names'
jsonl\t'One line per object'
csv\t'With a header row'
id\t'Only ids, one per line'
junit\t'JUnit XML, of `webhook check` and `doctor` only'"
complete -c ipp -n "__fish_ipp_using_subcommand setup" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR says otherwise'
always\t'Also in files and pipes'
never\t'Not at all'"
complete -c ipp -n "__fish_ipp_using_subcommand setup" -l request-timeout -d 'Time for one request, resending included [default: 30s]' -r
complete -c ipp -n "__fish_ipp_using_subcommand setup" -l connect-timeout -d 'Time to get a connection [default: 5s]' -r
complete -c ipp -n "__fish_ipp_using_subcommand setup" -l retries -d 'How many times a request may be sent again where that is safe [default: 3]' -r
complete -c ipp -n "__fish_ipp_using_subcommand setup" -l ca-file -d 'Trust the certificates in this PEM file as well as the system\'s' -r -F
complete -c ipp -n "__fish_ipp_using_subcommand setup" -l proxy -d 'Go through this proxy' -r
complete -c ipp -n "__fish_ipp_using_subcommand setup" -l api-key-stdin -d 'Read the key from stdin and keep it in the config file'
complete -c ipp -n "__fish_ipp_using_subcommand setup" -l no-check -d 'Write without asking the API'
complete -c ipp -n "__fish_ipp_using_subcommand setup" -l json -d 'The same as `--output json`'
complete -c ipp -n "__fish_ipp_using_subcommand setup" -s q -l quiet -d 'Print results and errors only'
complete -c ipp -n "__fish_ipp_using_subcommand setup" -s v -l verbose -d 'Show each request on stderr; twice: headers and bodies too, without secrets'
complete -c ipp -n "__fish_ipp_using_subcommand setup" -l no-input -d 'Never ask, as if there were no terminal'
complete -c ipp -n "__fish_ipp_using_subcommand setup" -s y -l yes -d 'Agree to every confirmation'
complete -c ipp -n "__fish_ipp_using_subcommand setup" -l dry-run -d 'Show the request and send nothing; needs no key'
complete -c ipp -n "__fish_ipp_using_subcommand setup" -l curl -d 'Show the request as a line for curl and send nothing; needs no key'
complete -c ipp -n "__fish_ipp_using_subcommand setup" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ipp -n "__fish_ipp_using_subcommand doctor" -l location -d 'Look at the phones and codes of this shop only: id, name or beginning' -r
complete -c ipp -n "__fish_ipp_using_subcommand doctor" -l webhook -d 'Send a callback that nobody signed to this handler, which has to refuse it; repeatable [default on the emulator: its destinations]' -r
complete -c ipp -n "__fish_ipp_using_subcommand doctor" -l timeout -d 'How long each check may take [default: 10s]' -r
complete -c ipp -n "__fish_ipp_using_subcommand doctor" -l profile -d 'Use the settings of this profile' -r
complete -c ipp -n "__fish_ipp_using_subcommand doctor" -l env -d 'Where to work: production, playground or emulator' -r
complete -c ipp -n "__fish_ipp_using_subcommand doctor" -l base-url -d 'Talk to this address instead of the environment\'s own' -r
complete -c ipp -n "__fish_ipp_using_subcommand doctor" -s o -l output -d 'How to print results' -r -f -a "table\t'For people'
json\t'One document, with the API\'s field names'
jsonl\t'One line per object'
csv\t'With a header row'
id\t'Only ids, one per line'
junit\t'JUnit XML, of `webhook check` and `doctor` only'"
complete -c ipp -n "__fish_ipp_using_subcommand doctor" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR says otherwise'
always\t'Also in files and pipes'
never\t'Not at all'"
complete -c ipp -n "__fish_ipp_using_subcommand doctor" -l request-timeout -d 'Time for one request, resending included [default: 30s]' -r
complete -c ipp -n "__fish_ipp_using_subcommand doctor" -l connect-timeout -d 'Time to get a connection [default: 5s]' -r
complete -c ipp -n "__fish_ipp_using_subcommand doctor" -l retries -d 'How many times a request may be sent again where that is safe [default: 3]' -r
complete -c ipp -n "__fish_ipp_using_subcommand doctor" -l ca-file -d 'Trust the certificates in this PEM file as well as the system\'s' -r -F
complete -c ipp -n "__fish_ipp_using_subcommand doctor" -l proxy -d 'Go through this proxy' -r
complete -c ipp -n "__fish_ipp_using_subcommand doctor" -l json -d 'The same as `--output json`'
complete -c ipp -n "__fish_ipp_using_subcommand doctor" -s q -l quiet -d 'Print results and errors only'
complete -c ipp -n "__fish_ipp_using_subcommand doctor" -s v -l verbose -d 'Show each request on stderr; twice: headers and bodies too, without secrets'
complete -c ipp -n "__fish_ipp_using_subcommand doctor" -l no-input -d 'Never ask, as if there were no terminal'
complete -c ipp -n "__fish_ipp_using_subcommand doctor" -s y -l yes -d 'Agree to every confirmation'
complete -c ipp -n "__fish_ipp_using_subcommand doctor" -l dry-run -d 'Show the request and send nothing; needs no key'
complete -c ipp -n "__fish_ipp_using_subcommand doctor" -l curl -d 'Show the request as a line for curl and send nothing; needs no key'
complete -c ipp -n "__fish_ipp_using_subcommand doctor" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ipp -n "__fish_ipp_using_subcommand pay" -l amount -d 'What to pay: 240000 is minor units, 2400.00 with the currency\'s decimals is major units' -r
complete -c ipp -n "__fish_ipp_using_subcommand pay" -l currency -d 'ISO 4217 code, such as SEK' -r
complete -c ipp -n "__fish_ipp_using_subcommand pay" -l item -d 'A line: NAME:QTY@PRICE:RATE%:REF; rate and reference may be left out; repeatable' -r
complete -c ipp -n "__fish_ipp_using_subcommand pay" -l from -d 'Take the order from a file with the API\'s own JSON, or from stdin with -' -r
complete -c ipp -n "__fish_ipp_using_subcommand pay" -l ref -d 'The merchant\'s reference, such as an order number' -r
complete -c ipp -n "__fish_ipp_using_subcommand pay" -l ref2 -d 'A second reference' -r
complete -c ipp -n "__fish_ipp_using_subcommand pay" -l merchant-data -d 'The merchant\'s own text, which comes back with the session' -r
complete -c ipp -n "__fish_ipp_using_subcommand pay" -l tax-rate -d 'Tax of what has no rate of its own, such as 25% [default: the profile\'s, else 0%]' -r
complete -c ipp -n "__fish_ipp_using_subcommand pay" -l item-name -d 'Name of the one line of an order without lines [default: the profile\'s, else Payment]' -r
complete -c ipp -n "__fish_ipp_using_subcommand pay" -l device -d 'The phone that takes the payment: id, name or beginning [default: the profile\'s, or the only one]' -r
complete -c ipp -n "__fish_ipp_using_subcommand pay" -l location -d 'The shop: id, name or beginning [default: the profile\'s]' -r
complete -c ipp -n "__fish_ipp_using_subcommand pay" -l timeout -d 'How long the customer may take; then the session is cancelled and read back' -r
complete -c ipp -n "__fish_ipp_using_subcommand pay" -l simulate-tap -d 'Tap a simulated card that ends like this; repeatable; playground and emulator only. When a tap fails that may have happened, that is said, and the wait goes on without another one' -r -f -a "SUCCESS\t''
DECLINED_GENERIC\t''
INSUFFICIENT_FUNDS\t''
LOST_CARD\t''
STOLEN_CARD\t''
EXPIRED_CARD\t''
INCORRECT_CVC\t''
PROCESSING_ERROR\t''
INCORRECT_NUMBER\t''
CARD_VELOCITY_EXCEEDED\t''"
complete -c ipp -n "__fish_ipp_using_subcommand pay" -l profile -d 'Use the settings of this profile' -r
complete -c ipp -n "__fish_ipp_using_subcommand pay" -l env -d 'Where to work: production, playground or emulator' -r
complete -c ipp -n "__fish_ipp_using_subcommand pay" -l base-url -d 'Talk to this address instead of the environment\'s own' -r
complete -c ipp -n "__fish_ipp_using_subcommand pay" -s o -l output -d 'How to print results' -r -f -a "table\t'For people'
json\t'One document, with the API\'s field names'
jsonl\t'One line per object'
csv\t'With a header row'
id\t'Only ids, one per line'
junit\t'JUnit XML, of `webhook check` and `doctor` only'"
complete -c ipp -n "__fish_ipp_using_subcommand pay" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR says otherwise'
always\t'Also in files and pipes'
never\t'Not at all'"
complete -c ipp -n "__fish_ipp_using_subcommand pay" -l request-timeout -d 'Time for one request, resending included [default: 30s]' -r
complete -c ipp -n "__fish_ipp_using_subcommand pay" -l connect-timeout -d 'Time to get a connection [default: 5s]' -r
complete -c ipp -n "__fish_ipp_using_subcommand pay" -l retries -d 'How many times a request may be sent again where that is safe [default: 3]' -r
complete -c ipp -n "__fish_ipp_using_subcommand pay" -l ca-file -d 'Trust the certificates in this PEM file as well as the system\'s' -r -F
complete -c ipp -n "__fish_ipp_using_subcommand pay" -l proxy -d 'Go through this proxy' -r
complete -c ipp -n "__fish_ipp_using_subcommand pay" -l allow-duplicate -d 'Ask for the money although the journal says that the same was asked for already'
complete -c ipp -n "__fish_ipp_using_subcommand pay" -l keep-open -d 'When the time is up, leave the session open'
complete -c ipp -n "__fish_ipp_using_subcommand pay" -l cancel-on-interrupt -d 'Cancel the session at Ctrl-C or SIGTERM, without asking'
complete -c ipp -n "__fish_ipp_using_subcommand pay" -l json -d 'The same as `--output json`'
complete -c ipp -n "__fish_ipp_using_subcommand pay" -s q -l quiet -d 'Print results and errors only'
complete -c ipp -n "__fish_ipp_using_subcommand pay" -s v -l verbose -d 'Show each request on stderr; twice: headers and bodies too, without secrets'
complete -c ipp -n "__fish_ipp_using_subcommand pay" -l no-input -d 'Never ask, as if there were no terminal'
complete -c ipp -n "__fish_ipp_using_subcommand pay" -s y -l yes -d 'Agree to every confirmation'
complete -c ipp -n "__fish_ipp_using_subcommand pay" -l dry-run -d 'Show the request and send nothing; needs no key'
complete -c ipp -n "__fish_ipp_using_subcommand pay" -l curl -d 'Show the request as a line for curl and send nothing; needs no key'
complete -c ipp -n "__fish_ipp_using_subcommand pay" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ipp -n "__fish_ipp_using_subcommand session; and not __fish_seen_subcommand_from create get wait cancel list recover" -l profile -d 'Use the settings of this profile' -r
complete -c ipp -n "__fish_ipp_using_subcommand session; and not __fish_seen_subcommand_from create get wait cancel list recover" -l env -d 'Where to work: production, playground or emulator' -r
complete -c ipp -n "__fish_ipp_using_subcommand session; and not __fish_seen_subcommand_from create get wait cancel list recover" -l base-url -d 'Talk to this address instead of the environment\'s own' -r
complete -c ipp -n "__fish_ipp_using_subcommand session; and not __fish_seen_subcommand_from create get wait cancel list recover" -s o -l output -d 'How to print results' -r -f -a "table\t'For people'
json\t'One document, with the API\'s field names'
jsonl\t'One line per object'
csv\t'With a header row'
id\t'Only ids, one per line'
junit\t'JUnit XML, of `webhook check` and `doctor` only'"
complete -c ipp -n "__fish_ipp_using_subcommand session; and not __fish_seen_subcommand_from create get wait cancel list recover" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR says otherwise'
always\t'Also in files and pipes'
never\t'Not at all'"
complete -c ipp -n "__fish_ipp_using_subcommand session; and not __fish_seen_subcommand_from create get wait cancel list recover" -l request-timeout -d 'Time for one request, resending included [default: 30s]' -r
complete -c ipp -n "__fish_ipp_using_subcommand session; and not __fish_seen_subcommand_from create get wait cancel list recover" -l connect-timeout -d 'Time to get a connection [default: 5s]' -r
complete -c ipp -n "__fish_ipp_using_subcommand session; and not __fish_seen_subcommand_from create get wait cancel list recover" -l retries -d 'How many times a request may be sent again where that is safe [default: 3]' -r
complete -c ipp -n "__fish_ipp_using_subcommand session; and not __fish_seen_subcommand_from create get wait cancel list recover" -l ca-file -d 'Trust the certificates in this PEM file as well as the system\'s' -r -F
complete -c ipp -n "__fish_ipp_using_subcommand session; and not __fish_seen_subcommand_from create get wait cancel list recover" -l proxy -d 'Go through this proxy' -r
complete -c ipp -n "__fish_ipp_using_subcommand session; and not __fish_seen_subcommand_from create get wait cancel list recover" -l json -d 'The same as `--output json`'
complete -c ipp -n "__fish_ipp_using_subcommand session; and not __fish_seen_subcommand_from create get wait cancel list recover" -s q -l quiet -d 'Print results and errors only'
complete -c ipp -n "__fish_ipp_using_subcommand session; and not __fish_seen_subcommand_from create get wait cancel list recover" -s v -l verbose -d 'Show each request on stderr; twice: headers and bodies too, without secrets'
complete -c ipp -n "__fish_ipp_using_subcommand session; and not __fish_seen_subcommand_from create get wait cancel list recover" -l no-input -d 'Never ask, as if there were no terminal'
complete -c ipp -n "__fish_ipp_using_subcommand session; and not __fish_seen_subcommand_from create get wait cancel list recover" -s y -l yes -d 'Agree to every confirmation'
complete -c ipp -n "__fish_ipp_using_subcommand session; and not __fish_seen_subcommand_from create get wait cancel list recover" -l dry-run -d 'Show the request and send nothing; needs no key'
complete -c ipp -n "__fish_ipp_using_subcommand session; and not __fish_seen_subcommand_from create get wait cancel list recover" -l curl -d 'Show the request as a line for curl and send nothing; needs no key'
complete -c ipp -n "__fish_ipp_using_subcommand session; and not __fish_seen_subcommand_from create get wait cancel list recover" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ipp -n "__fish_ipp_using_subcommand session; and not __fish_seen_subcommand_from create get wait cancel list recover" -f -a "create" -d 'Ask a phone to take a payment, and return at once'
complete -c ipp -n "__fish_ipp_using_subcommand session; and not __fish_seen_subcommand_from create get wait cancel list recover" -f -a "get" -d 'Show a session'
complete -c ipp -n "__fish_ipp_using_subcommand session; and not __fish_seen_subcommand_from create get wait cancel list recover" -f -a "wait" -d 'Wait until a session has ended; the exit code says how. Never cancels'
complete -c ipp -n "__fish_ipp_using_subcommand session; and not __fish_seen_subcommand_from create get wait cancel list recover" -f -a "cancel" -d 'Cancel a session, and read back how it ended'
complete -c ipp -n "__fish_ipp_using_subcommand session; and not __fish_seen_subcommand_from create get wait cancel list recover" -f -a "list" -d 'List what this machine asked for, newest first, with the status that was last seen'
complete -c ipp -n "__fish_ipp_using_subcommand session; and not __fish_seen_subcommand_from create get wait cancel list recover" -f -a "recover" -d 'Find out what became of a payment whose answer was lost'
complete -c ipp -n "__fish_ipp_using_subcommand session; and __fish_seen_subcommand_from create" -l amount -d 'What to pay: 240000 is minor units, 2400.00 with the currency\'s decimals is major units' -r
complete -c ipp -n "__fish_ipp_using_subcommand session; and __fish_seen_subcommand_from create" -l currency -d 'ISO 4217 code, such as SEK' -r
complete -c ipp -n "__fish_ipp_using_subcommand session; and __fish_seen_subcommand_from create" -l item -d 'A line: NAME:QTY@PRICE:RATE%:REF; rate and reference may be left out; repeatable' -r
complete -c ipp -n "__fish_ipp_using_subcommand session; and __fish_seen_subcommand_from create" -l from -d 'Take the order from a file with the API\'s own JSON, or from stdin with -' -r
complete -c ipp -n "__fish_ipp_using_subcommand session; and __fish_seen_subcommand_from create" -l ref -d 'The merchant\'s reference, such as an order number' -r
complete -c ipp -n "__fish_ipp_using_subcommand session; and __fish_seen_subcommand_from create" -l ref2 -d 'A second reference' -r
complete -c ipp -n "__fish_ipp_using_subcommand session; and __fish_seen_subcommand_from create" -l merchant-data -d 'The merchant\'s own text, which comes back with the session' -r
complete -c ipp -n "__fish_ipp_using_subcommand session; and __fish_seen_subcommand_from create" -l tax-rate -d 'Tax of what has no rate of its own, such as 25% [default: the profile\'s, else 0%]' -r
complete -c ipp -n "__fish_ipp_using_subcommand session; and __fish_seen_subcommand_from create" -l item-name -d 'Name of the one line of an order without lines [default: the profile\'s, else Payment]' -r
complete -c ipp -n "__fish_ipp_using_subcommand session; and __fish_seen_subcommand_from create" -l device -d 'The phone that takes the payment: id, name or beginning [default: the profile\'s, or the only one]' -r
complete -c ipp -n "__fish_ipp_using_subcommand session; and __fish_seen_subcommand_from create" -l location -d 'The shop: id, name or beginning [default: the profile\'s]' -r
complete -c ipp -n "__fish_ipp_using_subcommand session; and __fish_seen_subcommand_from create" -l profile -d 'Use the settings of this profile' -r
complete -c ipp -n "__fish_ipp_using_subcommand session; and __fish_seen_subcommand_from create" -l env -d 'Where to work: production, playground or emulator' -r
complete -c ipp -n "__fish_ipp_using_subcommand session; and __fish_seen_subcommand_from create" -l base-url -d 'Talk to this address instead of the environment\'s own' -r
complete -c ipp -n "__fish_ipp_using_subcommand session; and __fish_seen_subcommand_from create" -s o -l output -d 'How to print results' -r -f -a "table\t'For people'
json\t'One document, with the API\'s field names'
jsonl\t'One line per object'
csv\t'With a header row'
id\t'Only ids, one per line'
junit\t'JUnit XML, of `webhook check` and `doctor` only'"
complete -c ipp -n "__fish_ipp_using_subcommand session; and __fish_seen_subcommand_from create" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR says otherwise'
always\t'Also in files and pipes'
never\t'Not at all'"
complete -c ipp -n "__fish_ipp_using_subcommand session; and __fish_seen_subcommand_from create" -l request-timeout -d 'Time for one request, resending included [default: 30s]' -r
complete -c ipp -n "__fish_ipp_using_subcommand session; and __fish_seen_subcommand_from create" -l connect-timeout -d 'Time to get a connection [default: 5s]' -r
complete -c ipp -n "__fish_ipp_using_subcommand session; and __fish_seen_subcommand_from create" -l retries -d 'How many times a request may be sent again where that is safe [default: 3]' -r
complete -c ipp -n "__fish_ipp_using_subcommand session; and __fish_seen_subcommand_from create" -l ca-file -d 'Trust the certificates in this PEM file as well as the system\'s' -r -F
complete -c ipp -n "__fish_ipp_using_subcommand session; and __fish_seen_subcommand_from create" -l proxy -d 'Go through this proxy' -r
complete -c ipp -n "__fish_ipp_using_subcommand session; and __fish_seen_subcommand_from create" -l allow-duplicate -d 'Ask for the money although the journal says that the same was asked for already'
complete -c ipp -n "__fish_ipp_using_subcommand session; and __fish_seen_subcommand_from create" -l json -d 'The same as `--output json`'
complete -c ipp -n "__fish_ipp_using_subcommand session; and __fish_seen_subcommand_from create" -s q -l quiet -d 'Print results and errors only'
complete -c ipp -n "__fish_ipp_using_subcommand session; and __fish_seen_subcommand_from create" -s v -l verbose -d 'Show each request on stderr; twice: headers and bodies too, without secrets'
complete -c ipp -n "__fish_ipp_using_subcommand session; and __fish_seen_subcommand_from create" -l no-input -d 'Never ask, as if there were no terminal'
complete -c ipp -n "__fish_ipp_using_subcommand session; and __fish_seen_subcommand_from create" -s y -l yes -d 'Agree to every confirmation'
complete -c ipp -n "__fish_ipp_using_subcommand session; and __fish_seen_subcommand_from create" -l dry-run -d 'Show the request and send nothing; needs no key'
complete -c ipp -n "__fish_ipp_using_subcommand session; and __fish_seen_subcommand_from create" -l curl -d 'Show the request as a line for curl and send nothing; needs no key'
complete -c ipp -n "__fish_ipp_using_subcommand session; and __fish_seen_subcommand_from create" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ipp -n "__fish_ipp_using_subcommand session; and __fish_seen_subcommand_from get" -l profile -d 'Use the settings of this profile' -r
complete -c ipp -n "__fish_ipp_using_subcommand session; and __fish_seen_subcommand_from get" -l env -d 'Where to work: production, playground or emulator' -r
complete -c ipp -n "__fish_ipp_using_subcommand session; and __fish_seen_subcommand_from get" -l base-url -d 'Talk to this address instead of the environment\'s own' -r
complete -c ipp -n "__fish_ipp_using_subcommand session; and __fish_seen_subcommand_from get" -s o -l output -d 'How to print results' -r -f -a "table\t'For people'
json\t'One document, with the API\'s field names'
jsonl\t'One line per object'
csv\t'With a header row'
id\t'Only ids, one per line'
junit\t'JUnit XML, of `webhook check` and `doctor` only'"
complete -c ipp -n "__fish_ipp_using_subcommand session; and __fish_seen_subcommand_from get" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR says otherwise'
always\t'Also in files and pipes'
never\t'Not at all'"
complete -c ipp -n "__fish_ipp_using_subcommand session; and __fish_seen_subcommand_from get" -l request-timeout -d 'Time for one request, resending included [default: 30s]' -r
complete -c ipp -n "__fish_ipp_using_subcommand session; and __fish_seen_subcommand_from get" -l connect-timeout -d 'Time to get a connection [default: 5s]' -r
complete -c ipp -n "__fish_ipp_using_subcommand session; and __fish_seen_subcommand_from get" -l retries -d 'How many times a request may be sent again where that is safe [default: 3]' -r
complete -c ipp -n "__fish_ipp_using_subcommand session; and __fish_seen_subcommand_from get" -l ca-file -d 'Trust the certificates in this PEM file as well as the system\'s' -r -F
complete -c ipp -n "__fish_ipp_using_subcommand session; and __fish_seen_subcommand_from get" -l proxy -d 'Go through this proxy' -r
complete -c ipp -n "__fish_ipp_using_subcommand session; and __fish_seen_subcommand_from get" -l json -d 'The same as `--output json`'
complete -c ipp -n "__fish_ipp_using_subcommand session; and __fish_seen_subcommand_from get" -s q -l quiet -d 'Print results and errors only'
complete -c ipp -n "__fish_ipp_using_subcommand session; and __fish_seen_subcommand_from get" -s v -l verbose -d 'Show each request on stderr; twice: headers and bodies too, without secrets'
complete -c ipp -n "__fish_ipp_using_subcommand session; and __fish_seen_subcommand_from get" -l no-input -d 'Never ask, as if there were no terminal'
complete -c ipp -n "__fish_ipp_using_subcommand session; and __fish_seen_subcommand_from get" -s y -l yes -d 'Agree to every confirmation'
complete -c ipp -n "__fish_ipp_using_subcommand session; and __fish_seen_subcommand_from get" -l dry-run -d 'Show the request and send nothing; needs no key'
complete -c ipp -n "__fish_ipp_using_subcommand session; and __fish_seen_subcommand_from get" -l curl -d 'Show the request as a line for curl and send nothing; needs no key'
complete -c ipp -n "__fish_ipp_using_subcommand session; and __fish_seen_subcommand_from get" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ipp -n "__fish_ipp_using_subcommand session; and __fish_seen_subcommand_from wait" -l timeout -d 'How long to wait' -r
complete -c ipp -n "__fish_ipp_using_subcommand session; and __fish_seen_subcommand_from wait" -l profile -d 'Use the settings of this profile' -r
complete -c ipp -n "__fish_ipp_using_subcommand session; and __fish_seen_subcommand_from wait" -l env -d 'Where to work: production, playground or emulator' -r
complete -c ipp -n "__fish_ipp_using_subcommand session; and __fish_seen_subcommand_from wait" -l base-url -d 'Talk to this address instead of the environment\'s own' -r
complete -c ipp -n "__fish_ipp_using_subcommand session; and __fish_seen_subcommand_from wait" -s o -l output -d 'How to print results' -r -f -a "table\t'For people'
json\t'One document, with the API\'s field names'
jsonl\t'One line per object'
csv\t'With a header row'
id\t'Only ids, one per line'
junit\t'JUnit XML, of `webhook check` and `doctor` only'"
complete -c ipp -n "__fish_ipp_using_subcommand session; and __fish_seen_subcommand_from wait" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR says otherwise'
always\t'Also in files and pipes'
never\t'Not at all'"
complete -c ipp -n "__fish_ipp_using_subcommand session; and __fish_seen_subcommand_from wait" -l request-timeout -d 'Time for one request, resending included [default: 30s]' -r
complete -c ipp -n "__fish_ipp_using_subcommand session; and __fish_seen_subcommand_from wait" -l connect-timeout -d 'Time to get a connection [default: 5s]' -r
complete -c ipp -n "__fish_ipp_using_subcommand session; and __fish_seen_subcommand_from wait" -l retries -d 'How many times a request may be sent again where that is safe [default: 3]' -r
complete -c ipp -n "__fish_ipp_using_subcommand session; and __fish_seen_subcommand_from wait" -l ca-file -d 'Trust the certificates in this PEM file as well as the system\'s' -r -F
complete -c ipp -n "__fish_ipp_using_subcommand session; and __fish_seen_subcommand_from wait" -l proxy -d 'Go through this proxy' -r
complete -c ipp -n "__fish_ipp_using_subcommand session; and __fish_seen_subcommand_from wait" -l cancel-on-interrupt -d 'Cancel the session at Ctrl-C or SIGTERM, without asking'
complete -c ipp -n "__fish_ipp_using_subcommand session; and __fish_seen_subcommand_from wait" -l json -d 'The same as `--output json`'
complete -c ipp -n "__fish_ipp_using_subcommand session; and __fish_seen_subcommand_from wait" -s q -l quiet -d 'Print results and errors only'
complete -c ipp -n "__fish_ipp_using_subcommand session; and __fish_seen_subcommand_from wait" -s v -l verbose -d 'Show each request on stderr; twice: headers and bodies too, without secrets'
complete -c ipp -n "__fish_ipp_using_subcommand session; and __fish_seen_subcommand_from wait" -l no-input -d 'Never ask, as if there were no terminal'
complete -c ipp -n "__fish_ipp_using_subcommand session; and __fish_seen_subcommand_from wait" -s y -l yes -d 'Agree to every confirmation'
complete -c ipp -n "__fish_ipp_using_subcommand session; and __fish_seen_subcommand_from wait" -l dry-run -d 'Show the request and send nothing; needs no key'
complete -c ipp -n "__fish_ipp_using_subcommand session; and __fish_seen_subcommand_from wait" -l curl -d 'Show the request as a line for curl and send nothing; needs no key'
complete -c ipp -n "__fish_ipp_using_subcommand session; and __fish_seen_subcommand_from wait" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ipp -n "__fish_ipp_using_subcommand session; and __fish_seen_subcommand_from cancel" -l profile -d 'Use the settings of this profile' -r
complete -c ipp -n "__fish_ipp_using_subcommand session; and __fish_seen_subcommand_from cancel" -l env -d 'Where to work: production, playground or emulator' -r
complete -c ipp -n "__fish_ipp_using_subcommand session; and __fish_seen_subcommand_from cancel" -l base-url -d 'Talk to this address instead of the environment\'s own' -r
complete -c ipp -n "__fish_ipp_using_subcommand session; and __fish_seen_subcommand_from cancel" -s o -l output -d 'How to print results' -r -f -a "table\t'For people'
json\t'One document, with the API\'s field names'
jsonl\t'One line per object'
csv\t'With a header row'
id\t'Only ids, one per line'
junit\t'JUnit XML, of `webhook check` and `doctor` only'"
complete -c ipp -n "__fish_ipp_using_subcommand session; and __fish_seen_subcommand_from cancel" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR says otherwise'
always\t'Also in files and pipes'
never\t'Not at all'"
complete -c ipp -n "__fish_ipp_using_subcommand session; and __fish_seen_subcommand_from cancel" -l request-timeout -d 'Time for one request, resending included [default: 30s]' -r
complete -c ipp -n "__fish_ipp_using_subcommand session; and __fish_seen_subcommand_from cancel" -l connect-timeout -d 'Time to get a connection [default: 5s]' -r
complete -c ipp -n "__fish_ipp_using_subcommand session; and __fish_seen_subcommand_from cancel" -l retries -d 'How many times a request may be sent again where that is safe [default: 3]' -r
complete -c ipp -n "__fish_ipp_using_subcommand session; and __fish_seen_subcommand_from cancel" -l ca-file -d 'Trust the certificates in this PEM file as well as the system\'s' -r -F
complete -c ipp -n "__fish_ipp_using_subcommand session; and __fish_seen_subcommand_from cancel" -l proxy -d 'Go through this proxy' -r
complete -c ipp -n "__fish_ipp_using_subcommand session; and __fish_seen_subcommand_from cancel" -l json -d 'The same as `--output json`'
complete -c ipp -n "__fish_ipp_using_subcommand session; and __fish_seen_subcommand_from cancel" -s q -l quiet -d 'Print results and errors only'
complete -c ipp -n "__fish_ipp_using_subcommand session; and __fish_seen_subcommand_from cancel" -s v -l verbose -d 'Show each request on stderr; twice: headers and bodies too, without secrets'
complete -c ipp -n "__fish_ipp_using_subcommand session; and __fish_seen_subcommand_from cancel" -l no-input -d 'Never ask, as if there were no terminal'
complete -c ipp -n "__fish_ipp_using_subcommand session; and __fish_seen_subcommand_from cancel" -s y -l yes -d 'Agree to every confirmation'
complete -c ipp -n "__fish_ipp_using_subcommand session; and __fish_seen_subcommand_from cancel" -l dry-run -d 'Show the request and send nothing; needs no key'
complete -c ipp -n "__fish_ipp_using_subcommand session; and __fish_seen_subcommand_from cancel" -l curl -d 'Show the request as a line for curl and send nothing; needs no key'
complete -c ipp -n "__fish_ipp_using_subcommand session; and __fish_seen_subcommand_from cancel" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ipp -n "__fish_ipp_using_subcommand session; and __fish_seen_subcommand_from list" -l since -d 'Not those from before: 2h, 7d, 2026-06-05 or a time with its zone (UTC)' -r
complete -c ipp -n "__fish_ipp_using_subcommand session; and __fish_seen_subcommand_from list" -l device -d 'Only those of this phone: id or name, or the beginning of either' -r
complete -c ipp -n "__fish_ipp_using_subcommand session; and __fish_seen_subcommand_from list" -l limit -d 'Stop after so many' -r
complete -c ipp -n "__fish_ipp_using_subcommand session; and __fish_seen_subcommand_from list" -l columns -d 'Show these columns, in this order: headings, or members of the JSON, such as `id,created_at`' -r
complete -c ipp -n "__fish_ipp_using_subcommand session; and __fish_seen_subcommand_from list" -l sort -d 'Sort by these columns, downwards where `-` stands before one; reads the whole list first' -r
complete -c ipp -n "__fish_ipp_using_subcommand session; and __fish_seen_subcommand_from list" -l profile -d 'Use the settings of this profile' -r
complete -c ipp -n "__fish_ipp_using_subcommand session; and __fish_seen_subcommand_from list" -l env -d 'Where to work: production, playground or emulator' -r
complete -c ipp -n "__fish_ipp_using_subcommand session; and __fish_seen_subcommand_from list" -l base-url -d 'Talk to this address instead of the environment\'s own' -r
complete -c ipp -n "__fish_ipp_using_subcommand session; and __fish_seen_subcommand_from list" -s o -l output -d 'How to print results' -r -f -a "table\t'For people'
json\t'One document, with the API\'s field names'
jsonl\t'One line per object'
csv\t'With a header row'
id\t'Only ids, one per line'
junit\t'JUnit XML, of `webhook check` and `doctor` only'"
complete -c ipp -n "__fish_ipp_using_subcommand session; and __fish_seen_subcommand_from list" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR says otherwise'
always\t'Also in files and pipes'
never\t'Not at all'"
complete -c ipp -n "__fish_ipp_using_subcommand session; and __fish_seen_subcommand_from list" -l request-timeout -d 'Time for one request, resending included [default: 30s]' -r
complete -c ipp -n "__fish_ipp_using_subcommand session; and __fish_seen_subcommand_from list" -l connect-timeout -d 'Time to get a connection [default: 5s]' -r
complete -c ipp -n "__fish_ipp_using_subcommand session; and __fish_seen_subcommand_from list" -l retries -d 'How many times a request may be sent again where that is safe [default: 3]' -r
complete -c ipp -n "__fish_ipp_using_subcommand session; and __fish_seen_subcommand_from list" -l ca-file -d 'Trust the certificates in this PEM file as well as the system\'s' -r -F
complete -c ipp -n "__fish_ipp_using_subcommand session; and __fish_seen_subcommand_from list" -l proxy -d 'Go through this proxy' -r
complete -c ipp -n "__fish_ipp_using_subcommand session; and __fish_seen_subcommand_from list" -l open -d 'Only those that have not ended, as last seen'
complete -c ipp -n "__fish_ipp_using_subcommand session; and __fish_seen_subcommand_from list" -l unknown -d 'Only those of which nobody knows whether there is a session: `ipp session recover` finds out'
complete -c ipp -n "__fish_ipp_using_subcommand session; and __fish_seen_subcommand_from list" -l paid -d 'Only those that are paid, as last seen'
complete -c ipp -n "__fish_ipp_using_subcommand session; and __fish_seen_subcommand_from list" -l refresh -d 'Read the open ones from the API first'
complete -c ipp -n "__fish_ipp_using_subcommand session; and __fish_seen_subcommand_from list" -l json -d 'The same as `--output json`'
complete -c ipp -n "__fish_ipp_using_subcommand session; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Print results and errors only'
complete -c ipp -n "__fish_ipp_using_subcommand session; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Show each request on stderr; twice: headers and bodies too, without secrets'
complete -c ipp -n "__fish_ipp_using_subcommand session; and __fish_seen_subcommand_from list" -l no-input -d 'Never ask, as if there were no terminal'
complete -c ipp -n "__fish_ipp_using_subcommand session; and __fish_seen_subcommand_from list" -s y -l yes -d 'Agree to every confirmation'
complete -c ipp -n "__fish_ipp_using_subcommand session; and __fish_seen_subcommand_from list" -l dry-run -d 'Show the request and send nothing; needs no key'
complete -c ipp -n "__fish_ipp_using_subcommand session; and __fish_seen_subcommand_from list" -l curl -d 'Show the request as a line for curl and send nothing; needs no key'
complete -c ipp -n "__fish_ipp_using_subcommand session; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ipp -n "__fish_ipp_using_subcommand session; and __fish_seen_subcommand_from recover" -l ref -d 'The unknown ones with this reference, else the newest with it' -r
complete -c ipp -n "__fish_ipp_using_subcommand session; and __fish_seen_subcommand_from recover" -l settle -d 'Say how it ended, as a person who looked: paid, unpaid, or session=ID. What was said before, or is found to be otherwise, is only overruled with --yes or at a terminal' -r
complete -c ipp -n "__fish_ipp_using_subcommand session; and __fish_seen_subcommand_from recover" -l timeout -d 'How long to wait' -r
complete -c ipp -n "__fish_ipp_using_subcommand session; and __fish_seen_subcommand_from recover" -l record -d 'Look for callbacks in this folder [default: events/ in the state folder]' -r -F
complete -c ipp -n "__fish_ipp_using_subcommand session; and __fish_seen_subcommand_from recover" -l profile -d 'Use the settings of this profile' -r
complete -c ipp -n "__fish_ipp_using_subcommand session; and __fish_seen_subcommand_from recover" -l env -d 'Where to work: production, playground or emulator' -r
complete -c ipp -n "__fish_ipp_using_subcommand session; and __fish_seen_subcommand_from recover" -l base-url -d 'Talk to this address instead of the environment\'s own' -r
complete -c ipp -n "__fish_ipp_using_subcommand session; and __fish_seen_subcommand_from recover" -s o -l output -d 'How to print results' -r -f -a "table\t'For people'
json\t'One document, with the API\'s field names'
jsonl\t'One line per object'
csv\t'With a header row'
id\t'Only ids, one per line'
junit\t'JUnit XML, of `webhook check` and `doctor` only'"
complete -c ipp -n "__fish_ipp_using_subcommand session; and __fish_seen_subcommand_from recover" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR says otherwise'
always\t'Also in files and pipes'
never\t'Not at all'"
complete -c ipp -n "__fish_ipp_using_subcommand session; and __fish_seen_subcommand_from recover" -l request-timeout -d 'Time for one request, resending included [default: 30s]' -r
complete -c ipp -n "__fish_ipp_using_subcommand session; and __fish_seen_subcommand_from recover" -l connect-timeout -d 'Time to get a connection [default: 5s]' -r
complete -c ipp -n "__fish_ipp_using_subcommand session; and __fish_seen_subcommand_from recover" -l retries -d 'How many times a request may be sent again where that is safe [default: 3]' -r
complete -c ipp -n "__fish_ipp_using_subcommand session; and __fish_seen_subcommand_from recover" -l ca-file -d 'Trust the certificates in this PEM file as well as the system\'s' -r -F
complete -c ipp -n "__fish_ipp_using_subcommand session; and __fish_seen_subcommand_from recover" -l proxy -d 'Go through this proxy' -r
complete -c ipp -n "__fish_ipp_using_subcommand session; and __fish_seen_subcommand_from recover" -l all -d 'All that are unknown; with --wait or --cancel, also all that were found and are still open'
complete -c ipp -n "__fish_ipp_using_subcommand session; and __fish_seen_subcommand_from recover" -l wait -d 'Wait for what is still open; then 0 means that all of it is paid'
complete -c ipp -n "__fish_ipp_using_subcommand session; and __fish_seen_subcommand_from recover" -l cancel -d 'Cancel what is still open'
complete -c ipp -n "__fish_ipp_using_subcommand session; and __fish_seen_subcommand_from recover" -l leave -d 'Leave what is still open, without asking'
complete -c ipp -n "__fish_ipp_using_subcommand session; and __fish_seen_subcommand_from recover" -l json -d 'The same as `--output json`'
complete -c ipp -n "__fish_ipp_using_subcommand session; and __fish_seen_subcommand_from recover" -s q -l quiet -d 'Print results and errors only'
complete -c ipp -n "__fish_ipp_using_subcommand session; and __fish_seen_subcommand_from recover" -s v -l verbose -d 'Show each request on stderr; twice: headers and bodies too, without secrets'
complete -c ipp -n "__fish_ipp_using_subcommand session; and __fish_seen_subcommand_from recover" -l no-input -d 'Never ask, as if there were no terminal'
complete -c ipp -n "__fish_ipp_using_subcommand session; and __fish_seen_subcommand_from recover" -s y -l yes -d 'Agree to every confirmation'
complete -c ipp -n "__fish_ipp_using_subcommand session; and __fish_seen_subcommand_from recover" -l dry-run -d 'Show the request and send nothing; needs no key'
complete -c ipp -n "__fish_ipp_using_subcommand session; and __fish_seen_subcommand_from recover" -l curl -d 'Show the request as a line for curl and send nothing; needs no key'
complete -c ipp -n "__fish_ipp_using_subcommand session; and __fish_seen_subcommand_from recover" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ipp -n "__fish_ipp_using_subcommand device; and not __fish_seen_subcommand_from enroll list get update export plan apply remove" -l profile -d 'Use the settings of this profile' -r
complete -c ipp -n "__fish_ipp_using_subcommand device; and not __fish_seen_subcommand_from enroll list get update export plan apply remove" -l env -d 'Where to work: production, playground or emulator' -r
complete -c ipp -n "__fish_ipp_using_subcommand device; and not __fish_seen_subcommand_from enroll list get update export plan apply remove" -l base-url -d 'Talk to this address instead of the environment\'s own' -r
complete -c ipp -n "__fish_ipp_using_subcommand device; and not __fish_seen_subcommand_from enroll list get update export plan apply remove" -s o -l output -d 'How to print results' -r -f -a "table\t'For people'
json\t'One document, with the API\'s field names'
jsonl\t'One line per object'
csv\t'With a header row'
id\t'Only ids, one per line'
junit\t'JUnit XML, of `webhook check` and `doctor` only'"
complete -c ipp -n "__fish_ipp_using_subcommand device; and not __fish_seen_subcommand_from enroll list get update export plan apply remove" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR says otherwise'
always\t'Also in files and pipes'
never\t'Not at all'"
complete -c ipp -n "__fish_ipp_using_subcommand device; and not __fish_seen_subcommand_from enroll list get update export plan apply remove" -l request-timeout -d 'Time for one request, resending included [default: 30s]' -r
complete -c ipp -n "__fish_ipp_using_subcommand device; and not __fish_seen_subcommand_from enroll list get update export plan apply remove" -l connect-timeout -d 'Time to get a connection [default: 5s]' -r
complete -c ipp -n "__fish_ipp_using_subcommand device; and not __fish_seen_subcommand_from enroll list get update export plan apply remove" -l retries -d 'How many times a request may be sent again where that is safe [default: 3]' -r
complete -c ipp -n "__fish_ipp_using_subcommand device; and not __fish_seen_subcommand_from enroll list get update export plan apply remove" -l ca-file -d 'Trust the certificates in this PEM file as well as the system\'s' -r -F
complete -c ipp -n "__fish_ipp_using_subcommand device; and not __fish_seen_subcommand_from enroll list get update export plan apply remove" -l proxy -d 'Go through this proxy' -r
complete -c ipp -n "__fish_ipp_using_subcommand device; and not __fish_seen_subcommand_from enroll list get update export plan apply remove" -l json -d 'The same as `--output json`'
complete -c ipp -n "__fish_ipp_using_subcommand device; and not __fish_seen_subcommand_from enroll list get update export plan apply remove" -s q -l quiet -d 'Print results and errors only'
complete -c ipp -n "__fish_ipp_using_subcommand device; and not __fish_seen_subcommand_from enroll list get update export plan apply remove" -s v -l verbose -d 'Show each request on stderr; twice: headers and bodies too, without secrets'
complete -c ipp -n "__fish_ipp_using_subcommand device; and not __fish_seen_subcommand_from enroll list get update export plan apply remove" -l no-input -d 'Never ask, as if there were no terminal'
complete -c ipp -n "__fish_ipp_using_subcommand device; and not __fish_seen_subcommand_from enroll list get update export plan apply remove" -s y -l yes -d 'Agree to every confirmation'
complete -c ipp -n "__fish_ipp_using_subcommand device; and not __fish_seen_subcommand_from enroll list get update export plan apply remove" -l dry-run -d 'Show the request and send nothing; needs no key'
complete -c ipp -n "__fish_ipp_using_subcommand device; and not __fish_seen_subcommand_from enroll list get update export plan apply remove" -l curl -d 'Show the request as a line for curl and send nothing; needs no key'
complete -c ipp -n "__fish_ipp_using_subcommand device; and not __fish_seen_subcommand_from enroll list get update export plan apply remove" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ipp -n "__fish_ipp_using_subcommand device; and not __fish_seen_subcommand_from enroll list get update export plan apply remove" -f -a "enroll" -d 'Pair a phone: make a code, show it, wait until the phone has used it, name the phone'
complete -c ipp -n "__fish_ipp_using_subcommand device; and not __fish_seen_subcommand_from enroll list get update export plan apply remove" -f -a "list" -d 'List the phones'
complete -c ipp -n "__fish_ipp_using_subcommand device; and not __fish_seen_subcommand_from enroll list get update export plan apply remove" -f -a "get" -d 'Show one phone'
complete -c ipp -n "__fish_ipp_using_subcommand device; and not __fish_seen_subcommand_from enroll list get update export plan apply remove" -f -a "update" -d 'Change a phone\'s name, location or metadata; what is not named is kept'
complete -c ipp -n "__fish_ipp_using_subcommand device; and not __fish_seen_subcommand_from enroll list get update export plan apply remove" -f -a "export" -d 'Write the phones as a CSV file: edit it, then see `plan` and `apply`'
complete -c ipp -n "__fish_ipp_using_subcommand device; and not __fish_seen_subcommand_from enroll list get update export plan apply remove" -f -a "plan" -d 'Show what a CSV file would change; nothing is written'
complete -c ipp -n "__fish_ipp_using_subcommand device; and not __fish_seen_subcommand_from enroll list get update export plan apply remove" -f -a "apply" -d 'Make the phones as a CSV file says, after one question'
complete -c ipp -n "__fish_ipp_using_subcommand device; and not __fish_seen_subcommand_from enroll list get update export plan apply remove" -f -a "remove" -d 'Remove a phone, for good'
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from enroll" -l location -d 'The shop: id, name or beginning [default: the profile\'s, or the only one]' -r
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from enroll" -l name -d 'What the phone will be called, at most 100 characters; with `--count`, a number follows' -r
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from enroll" -l metadata -d 'Kept on the phone; repeatable' -r
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from enroll" -l expires-in -d 'How long the code can be used: 2h, 24h, 48h or 72h; from 24h on it is long, and copied rather than typed' -r
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from enroll" -l timeout -d 'How long to wait for the phone [default: until the code runs out]' -r
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from enroll" -l from -d 'Make a code for each row of this CSV file, or of stdin with -' -r
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from enroll" -l count -d 'Make so many codes for one shop' -r
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from enroll" -l sheet -d 'Write the codes here: FILE.csv has a row a phone, FILE.html is a page to print with a card a phone; repeatable' -r -F
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from enroll" -l parallel -d 'How many codes are made at the same time' -r
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from enroll" -l watch -d 'Show who has used the codes of this sheet, until all of them are used or have run out' -r -F
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from enroll" -l profile -d 'Use the settings of this profile' -r
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from enroll" -l env -d 'Where to work: production, playground or emulator' -r
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from enroll" -l base-url -d 'Talk to this address instead of the environment\'s own' -r
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from enroll" -s o -l output -d 'How to print results' -r -f -a "table\t'For people'
json\t'One document, with the API\'s field names'
jsonl\t'One line per object'
csv\t'With a header row'
id\t'Only ids, one per line'
junit\t'JUnit XML, of `webhook check` and `doctor` only'"
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from enroll" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR says otherwise'
always\t'Also in files and pipes'
never\t'Not at all'"
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from enroll" -l request-timeout -d 'Time for one request, resending included [default: 30s]' -r
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from enroll" -l connect-timeout -d 'Time to get a connection [default: 5s]' -r
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from enroll" -l retries -d 'How many times a request may be sent again where that is safe [default: 3]' -r
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from enroll" -l ca-file -d 'Trust the certificates in this PEM file as well as the system\'s' -r -F
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from enroll" -l proxy -d 'Go through this proxy' -r
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from enroll" -l no-wait -d 'Print the enrollment and end, without waiting for the phone; with `--watch`, look once'
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from enroll" -l test-payment -d 'Then take a payment of 1.00 with a simulated card, and print its session; playground and emulator only'
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from enroll" -l json -d 'The same as `--output json`'
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from enroll" -s q -l quiet -d 'Print results and errors only'
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from enroll" -s v -l verbose -d 'Show each request on stderr; twice: headers and bodies too, without secrets'
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from enroll" -l no-input -d 'Never ask, as if there were no terminal'
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from enroll" -s y -l yes -d 'Agree to every confirmation'
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from enroll" -l dry-run -d 'Show the request and send nothing; needs no key'
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from enroll" -l curl -d 'Show the request as a line for curl and send nothing; needs no key'
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from enroll" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from list" -l location -d 'Only those of this shop: id, name or beginning' -r
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from list" -l metadata -d 'Only those with this metadata; at most 5 times' -r
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from list" -l limit -d 'Stop after so many' -r
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from list" -l columns -d 'Show these columns, in this order: headings, or members of the JSON, such as `id,created_at`' -r
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from list" -l sort -d 'Sort by these columns, downwards where `-` stands before one; reads the whole list first' -r
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from list" -l profile -d 'Use the settings of this profile' -r
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from list" -l env -d 'Where to work: production, playground or emulator' -r
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from list" -l base-url -d 'Talk to this address instead of the environment\'s own' -r
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from list" -s o -l output -d 'How to print results' -r -f -a "table\t'For people'
json\t'One document, with the API\'s field names'
jsonl\t'One line per object'
csv\t'With a header row'
id\t'Only ids, one per line'
junit\t'JUnit XML, of `webhook check` and `doctor` only'"
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from list" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR says otherwise'
always\t'Also in files and pipes'
never\t'Not at all'"
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from list" -l request-timeout -d 'Time for one request, resending included [default: 30s]' -r
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from list" -l connect-timeout -d 'Time to get a connection [default: 5s]' -r
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from list" -l retries -d 'How many times a request may be sent again where that is safe [default: 3]' -r
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from list" -l ca-file -d 'Trust the certificates in this PEM file as well as the system\'s' -r -F
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from list" -l proxy -d 'Go through this proxy' -r
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from list" -l json -d 'The same as `--output json`'
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Print results and errors only'
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Show each request on stderr; twice: headers and bodies too, without secrets'
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from list" -l no-input -d 'Never ask, as if there were no terminal'
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from list" -s y -l yes -d 'Agree to every confirmation'
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from list" -l dry-run -d 'Show the request and send nothing; needs no key'
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from list" -l curl -d 'Show the request as a line for curl and send nothing; needs no key'
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from get" -l profile -d 'Use the settings of this profile' -r
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from get" -l env -d 'Where to work: production, playground or emulator' -r
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from get" -l base-url -d 'Talk to this address instead of the environment\'s own' -r
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from get" -s o -l output -d 'How to print results' -r -f -a "table\t'For people'
json\t'One document, with the API\'s field names'
jsonl\t'One line per object'
csv\t'With a header row'
id\t'Only ids, one per line'
junit\t'JUnit XML, of `webhook check` and `doctor` only'"
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from get" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR says otherwise'
always\t'Also in files and pipes'
never\t'Not at all'"
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from get" -l request-timeout -d 'Time for one request, resending included [default: 30s]' -r
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from get" -l connect-timeout -d 'Time to get a connection [default: 5s]' -r
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from get" -l retries -d 'How many times a request may be sent again where that is safe [default: 3]' -r
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from get" -l ca-file -d 'Trust the certificates in this PEM file as well as the system\'s' -r -F
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from get" -l proxy -d 'Go through this proxy' -r
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from get" -l json -d 'The same as `--output json`'
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from get" -s q -l quiet -d 'Print results and errors only'
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from get" -s v -l verbose -d 'Show each request on stderr; twice: headers and bodies too, without secrets'
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from get" -l no-input -d 'Never ask, as if there were no terminal'
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from get" -s y -l yes -d 'Agree to every confirmation'
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from get" -l dry-run -d 'Show the request and send nothing; needs no key'
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from get" -l curl -d 'Show the request as a line for curl and send nothing; needs no key'
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from get" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from update" -l name -d 'The new name, at most 100 characters' -r
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from update" -l location -d 'The new shop: id, name or beginning' -r
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from update" -l metadata -d 'Set this; repeatable' -r
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from update" -l remove-metadata -d 'Take this away; repeatable' -r
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from update" -l profile -d 'Use the settings of this profile' -r
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from update" -l env -d 'Where to work: production, playground or emulator' -r
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from update" -l base-url -d 'Talk to this address instead of the environment\'s own' -r
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from update" -s o -l output -d 'How to print results' -r -f -a "table\t'For people'
json\t'One document, with the API\'s field names'
jsonl\t'One line per object'
csv\t'With a header row'
id\t'Only ids, one per line'
junit\t'JUnit XML, of `webhook check` and `doctor` only'"
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from update" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR says otherwise'
always\t'Also in files and pipes'
never\t'Not at all'"
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from update" -l request-timeout -d 'Time for one request, resending included [default: 30s]' -r
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from update" -l connect-timeout -d 'Time to get a connection [default: 5s]' -r
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from update" -l retries -d 'How many times a request may be sent again where that is safe [default: 3]' -r
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from update" -l ca-file -d 'Trust the certificates in this PEM file as well as the system\'s' -r -F
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from update" -l proxy -d 'Go through this proxy' -r
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from update" -l replace -d 'Write only what is named here, and lose the rest'
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from update" -l json -d 'The same as `--output json`'
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from update" -s q -l quiet -d 'Print results and errors only'
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from update" -s v -l verbose -d 'Show each request on stderr; twice: headers and bodies too, without secrets'
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from update" -l no-input -d 'Never ask, as if there were no terminal'
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from update" -s y -l yes -d 'Agree to every confirmation'
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from update" -l dry-run -d 'Show the request and send nothing; needs no key'
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from update" -l curl -d 'Show the request as a line for curl and send nothing; needs no key'
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from update" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from export" -l profile -d 'Use the settings of this profile' -r
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from export" -l env -d 'Where to work: production, playground or emulator' -r
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from export" -l base-url -d 'Talk to this address instead of the environment\'s own' -r
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from export" -s o -l output -d 'How to print results' -r -f -a "table\t'For people'
json\t'One document, with the API\'s field names'
jsonl\t'One line per object'
csv\t'With a header row'
id\t'Only ids, one per line'
junit\t'JUnit XML, of `webhook check` and `doctor` only'"
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from export" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR says otherwise'
always\t'Also in files and pipes'
never\t'Not at all'"
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from export" -l request-timeout -d 'Time for one request, resending included [default: 30s]' -r
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from export" -l connect-timeout -d 'Time to get a connection [default: 5s]' -r
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from export" -l retries -d 'How many times a request may be sent again where that is safe [default: 3]' -r
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from export" -l ca-file -d 'Trust the certificates in this PEM file as well as the system\'s' -r -F
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from export" -l proxy -d 'Go through this proxy' -r
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from export" -l json -d 'The same as `--output json`'
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from export" -s q -l quiet -d 'Print results and errors only'
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from export" -s v -l verbose -d 'Show each request on stderr; twice: headers and bodies too, without secrets'
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from export" -l no-input -d 'Never ask, as if there were no terminal'
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from export" -s y -l yes -d 'Agree to every confirmation'
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from export" -l dry-run -d 'Show the request and send nothing; needs no key'
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from export" -l curl -d 'Show the request as a line for curl and send nothing; needs no key'
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from export" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from plan" -l profile -d 'Use the settings of this profile' -r
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from plan" -l env -d 'Where to work: production, playground or emulator' -r
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from plan" -l base-url -d 'Talk to this address instead of the environment\'s own' -r
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from plan" -s o -l output -d 'How to print results' -r -f -a "table\t'For people'
json\t'One document, with the API\'s field names'
jsonl\t'One line per object'
csv\t'With a header row'
id\t'Only ids, one per line'
junit\t'JUnit XML, of `webhook check` and `doctor` only'"
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from plan" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR says otherwise'
always\t'Also in files and pipes'
never\t'Not at all'"
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from plan" -l request-timeout -d 'Time for one request, resending included [default: 30s]' -r
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from plan" -l connect-timeout -d 'Time to get a connection [default: 5s]' -r
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from plan" -l retries -d 'How many times a request may be sent again where that is safe [default: 3]' -r
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from plan" -l ca-file -d 'Trust the certificates in this PEM file as well as the system\'s' -r -F
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from plan" -l proxy -d 'Go through this proxy' -r
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from plan" -l prune -d 'Count phones that are not in the file as to be removed'
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from plan" -l detailed-exitcode -d 'End with 10 if there is something to do, and with 0 only if there is nothing'
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from plan" -l json -d 'The same as `--output json`'
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from plan" -s q -l quiet -d 'Print results and errors only'
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from plan" -s v -l verbose -d 'Show each request on stderr; twice: headers and bodies too, without secrets'
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from plan" -l no-input -d 'Never ask, as if there were no terminal'
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from plan" -s y -l yes -d 'Agree to every confirmation'
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from plan" -l dry-run -d 'Show the request and send nothing; needs no key'
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from plan" -l curl -d 'Show the request as a line for curl and send nothing; needs no key'
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from plan" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from apply" -l prune -d 'Remove the phones that are not in the file, for good; in a script, say how many' -r
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from apply" -l parallel -d 'How many phones are written at the same time' -r
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from apply" -l profile -d 'Use the settings of this profile' -r
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from apply" -l env -d 'Where to work: production, playground or emulator' -r
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from apply" -l base-url -d 'Talk to this address instead of the environment\'s own' -r
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from apply" -s o -l output -d 'How to print results' -r -f -a "table\t'For people'
json\t'One document, with the API\'s field names'
jsonl\t'One line per object'
csv\t'With a header row'
id\t'Only ids, one per line'
junit\t'JUnit XML, of `webhook check` and `doctor` only'"
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from apply" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR says otherwise'
always\t'Also in files and pipes'
never\t'Not at all'"
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from apply" -l request-timeout -d 'Time for one request, resending included [default: 30s]' -r
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from apply" -l connect-timeout -d 'Time to get a connection [default: 5s]' -r
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from apply" -l retries -d 'How many times a request may be sent again where that is safe [default: 3]' -r
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from apply" -l ca-file -d 'Trust the certificates in this PEM file as well as the system\'s' -r -F
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from apply" -l proxy -d 'Go through this proxy' -r
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from apply" -l json -d 'The same as `--output json`'
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from apply" -s q -l quiet -d 'Print results and errors only'
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from apply" -s v -l verbose -d 'Show each request on stderr; twice: headers and bodies too, without secrets'
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from apply" -l no-input -d 'Never ask, as if there were no terminal'
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from apply" -s y -l yes -d 'Agree to every confirmation'
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from apply" -l dry-run -d 'Show the request and send nothing; needs no key'
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from apply" -l curl -d 'Show the request as a line for curl and send nothing; needs no key'
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from apply" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from remove" -l profile -d 'Use the settings of this profile' -r
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from remove" -l env -d 'Where to work: production, playground or emulator' -r
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from remove" -l base-url -d 'Talk to this address instead of the environment\'s own' -r
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from remove" -s o -l output -d 'How to print results' -r -f -a "table\t'For people'
json\t'One document, with the API\'s field names'
jsonl\t'One line per object'
csv\t'With a header row'
id\t'Only ids, one per line'
junit\t'JUnit XML, of `webhook check` and `doctor` only'"
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from remove" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR says otherwise'
always\t'Also in files and pipes'
never\t'Not at all'"
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from remove" -l request-timeout -d 'Time for one request, resending included [default: 30s]' -r
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from remove" -l connect-timeout -d 'Time to get a connection [default: 5s]' -r
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from remove" -l retries -d 'How many times a request may be sent again where that is safe [default: 3]' -r
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from remove" -l ca-file -d 'Trust the certificates in this PEM file as well as the system\'s' -r -F
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from remove" -l proxy -d 'Go through this proxy' -r
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from remove" -l json -d 'The same as `--output json`'
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from remove" -s q -l quiet -d 'Print results and errors only'
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from remove" -s v -l verbose -d 'Show each request on stderr; twice: headers and bodies too, without secrets'
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from remove" -l no-input -d 'Never ask, as if there were no terminal'
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from remove" -s y -l yes -d 'Agree to every confirmation'
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from remove" -l dry-run -d 'Show the request and send nothing; needs no key'
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from remove" -l curl -d 'Show the request as a line for curl and send nothing; needs no key'
complete -c ipp -n "__fish_ipp_using_subcommand device; and __fish_seen_subcommand_from remove" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ipp -n "__fish_ipp_using_subcommand enrollment; and not __fish_seen_subcommand_from list create wait cancel" -l profile -d 'Use the settings of this profile' -r
complete -c ipp -n "__fish_ipp_using_subcommand enrollment; and not __fish_seen_subcommand_from list create wait cancel" -l env -d 'Where to work: production, playground or emulator' -r
complete -c ipp -n "__fish_ipp_using_subcommand enrollment; and not __fish_seen_subcommand_from list create wait cancel" -l base-url -d 'Talk to this address instead of the environment\'s own' -r
complete -c ipp -n "__fish_ipp_using_subcommand enrollment; and not __fish_seen_subcommand_from list create wait cancel" -s o -l output -d 'How to print results' -r -f -a "table\t'For people'
json\t'One document, with the API\'s field names'
jsonl\t'One line per object'
csv\t'With a header row'
id\t'Only ids, one per line'
junit\t'JUnit XML, of `webhook check` and `doctor` only'"
complete -c ipp -n "__fish_ipp_using_subcommand enrollment; and not __fish_seen_subcommand_from list create wait cancel" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR says otherwise'
always\t'Also in files and pipes'
never\t'Not at all'"
complete -c ipp -n "__fish_ipp_using_subcommand enrollment; and not __fish_seen_subcommand_from list create wait cancel" -l request-timeout -d 'Time for one request, resending included [default: 30s]' -r
complete -c ipp -n "__fish_ipp_using_subcommand enrollment; and not __fish_seen_subcommand_from list create wait cancel" -l connect-timeout -d 'Time to get a connection [default: 5s]' -r
complete -c ipp -n "__fish_ipp_using_subcommand enrollment; and not __fish_seen_subcommand_from list create wait cancel" -l retries -d 'How many times a request may be sent again where that is safe [default: 3]' -r
complete -c ipp -n "__fish_ipp_using_subcommand enrollment; and not __fish_seen_subcommand_from list create wait cancel" -l ca-file -d 'Trust the certificates in this PEM file as well as the system\'s' -r -F
complete -c ipp -n "__fish_ipp_using_subcommand enrollment; and not __fish_seen_subcommand_from list create wait cancel" -l proxy -d 'Go through this proxy' -r
complete -c ipp -n "__fish_ipp_using_subcommand enrollment; and not __fish_seen_subcommand_from list create wait cancel" -l json -d 'The same as `--output json`'
complete -c ipp -n "__fish_ipp_using_subcommand enrollment; and not __fish_seen_subcommand_from list create wait cancel" -s q -l quiet -d 'Print results and errors only'
complete -c ipp -n "__fish_ipp_using_subcommand enrollment; and not __fish_seen_subcommand_from list create wait cancel" -s v -l verbose -d 'Show each request on stderr; twice: headers and bodies too, without secrets'
complete -c ipp -n "__fish_ipp_using_subcommand enrollment; and not __fish_seen_subcommand_from list create wait cancel" -l no-input -d 'Never ask, as if there were no terminal'
complete -c ipp -n "__fish_ipp_using_subcommand enrollment; and not __fish_seen_subcommand_from list create wait cancel" -s y -l yes -d 'Agree to every confirmation'
complete -c ipp -n "__fish_ipp_using_subcommand enrollment; and not __fish_seen_subcommand_from list create wait cancel" -l dry-run -d 'Show the request and send nothing; needs no key'
complete -c ipp -n "__fish_ipp_using_subcommand enrollment; and not __fish_seen_subcommand_from list create wait cancel" -l curl -d 'Show the request as a line for curl and send nothing; needs no key'
complete -c ipp -n "__fish_ipp_using_subcommand enrollment; and not __fish_seen_subcommand_from list create wait cancel" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ipp -n "__fish_ipp_using_subcommand enrollment; and not __fish_seen_subcommand_from list create wait cancel" -f -a "list" -d 'List the pairing codes; cancelled ones are never listed'
complete -c ipp -n "__fish_ipp_using_subcommand enrollment; and not __fish_seen_subcommand_from list create wait cancel" -f -a "create" -d 'Make a pairing code, to be typed into the POS app on a phone'
complete -c ipp -n "__fish_ipp_using_subcommand enrollment; and not __fish_seen_subcommand_from list create wait cancel" -f -a "wait" -d 'Wait until a phone has used a pairing code, and show the phone; the exit code says how it ended'
complete -c ipp -n "__fish_ipp_using_subcommand enrollment; and not __fish_seen_subcommand_from list create wait cancel" -f -a "cancel" -d 'Cancel a pairing code, so that no phone can use it'
complete -c ipp -n "__fish_ipp_using_subcommand enrollment; and __fish_seen_subcommand_from list" -l location -d 'Only those of this shop: id, name or beginning' -r
complete -c ipp -n "__fish_ipp_using_subcommand enrollment; and __fish_seen_subcommand_from list" -l metadata -d 'Only those with this metadata; at most 5 times' -r
complete -c ipp -n "__fish_ipp_using_subcommand enrollment; and __fish_seen_subcommand_from list" -l limit -d 'Stop after so many' -r
complete -c ipp -n "__fish_ipp_using_subcommand enrollment; and __fish_seen_subcommand_from list" -l columns -d 'Show these columns, in this order: headings, or members of the JSON, such as `id,created_at`' -r
complete -c ipp -n "__fish_ipp_using_subcommand enrollment; and __fish_seen_subcommand_from list" -l sort -d 'Sort by these columns, downwards where `-` stands before one; reads the whole list first' -r
complete -c ipp -n "__fish_ipp_using_subcommand enrollment; and __fish_seen_subcommand_from list" -l profile -d 'Use the settings of this profile' -r
complete -c ipp -n "__fish_ipp_using_subcommand enrollment; and __fish_seen_subcommand_from list" -l env -d 'Where to work: production, playground or emulator' -r
complete -c ipp -n "__fish_ipp_using_subcommand enrollment; and __fish_seen_subcommand_from list" -l base-url -d 'Talk to this address instead of the environment\'s own' -r
complete -c ipp -n "__fish_ipp_using_subcommand enrollment; and __fish_seen_subcommand_from list" -s o -l output -d 'How to print results' -r -f -a "table\t'For people'
json\t'One document, with the API\'s field names'
jsonl\t'One line per object'
csv\t'With a header row'
id\t'Only ids, one per line'
junit\t'JUnit XML, of `webhook check` and `doctor` only'"
complete -c ipp -n "__fish_ipp_using_subcommand enrollment; and __fish_seen_subcommand_from list" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR says otherwise'
always\t'Also in files and pipes'
never\t'Not at all'"
complete -c ipp -n "__fish_ipp_using_subcommand enrollment; and __fish_seen_subcommand_from list" -l request-timeout -d 'Time for one request, resending included [default: 30s]' -r
complete -c ipp -n "__fish_ipp_using_subcommand enrollment; and __fish_seen_subcommand_from list" -l connect-timeout -d 'Time to get a connection [default: 5s]' -r
complete -c ipp -n "__fish_ipp_using_subcommand enrollment; and __fish_seen_subcommand_from list" -l retries -d 'How many times a request may be sent again where that is safe [default: 3]' -r
complete -c ipp -n "__fish_ipp_using_subcommand enrollment; and __fish_seen_subcommand_from list" -l ca-file -d 'Trust the certificates in this PEM file as well as the system\'s' -r -F
complete -c ipp -n "__fish_ipp_using_subcommand enrollment; and __fish_seen_subcommand_from list" -l proxy -d 'Go through this proxy' -r
complete -c ipp -n "__fish_ipp_using_subcommand enrollment; and __fish_seen_subcommand_from list" -l pending -d 'Leave out those that were used already'
complete -c ipp -n "__fish_ipp_using_subcommand enrollment; and __fish_seen_subcommand_from list" -l json -d 'The same as `--output json`'
complete -c ipp -n "__fish_ipp_using_subcommand enrollment; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Print results and errors only'
complete -c ipp -n "__fish_ipp_using_subcommand enrollment; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Show each request on stderr; twice: headers and bodies too, without secrets'
complete -c ipp -n "__fish_ipp_using_subcommand enrollment; and __fish_seen_subcommand_from list" -l no-input -d 'Never ask, as if there were no terminal'
complete -c ipp -n "__fish_ipp_using_subcommand enrollment; and __fish_seen_subcommand_from list" -s y -l yes -d 'Agree to every confirmation'
complete -c ipp -n "__fish_ipp_using_subcommand enrollment; and __fish_seen_subcommand_from list" -l dry-run -d 'Show the request and send nothing; needs no key'
complete -c ipp -n "__fish_ipp_using_subcommand enrollment; and __fish_seen_subcommand_from list" -l curl -d 'Show the request as a line for curl and send nothing; needs no key'
complete -c ipp -n "__fish_ipp_using_subcommand enrollment; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ipp -n "__fish_ipp_using_subcommand enrollment; and __fish_seen_subcommand_from create" -l location -d 'The shop that the phone will belong to: id, name or beginning [default: the profile\'s]' -r
complete -c ipp -n "__fish_ipp_using_subcommand enrollment; and __fish_seen_subcommand_from create" -l ttl -d 'How long the code can be used: 2h, 24h, 48h or 72h; from 24h on it is long, and copied rather than typed' -r
complete -c ipp -n "__fish_ipp_using_subcommand enrollment; and __fish_seen_subcommand_from create" -l metadata -d 'Copied to the device; repeatable' -r
complete -c ipp -n "__fish_ipp_using_subcommand enrollment; and __fish_seen_subcommand_from create" -l profile -d 'Use the settings of this profile' -r
complete -c ipp -n "__fish_ipp_using_subcommand enrollment; and __fish_seen_subcommand_from create" -l env -d 'Where to work: production, playground or emulator' -r
complete -c ipp -n "__fish_ipp_using_subcommand enrollment; and __fish_seen_subcommand_from create" -l base-url -d 'Talk to this address instead of the environment\'s own' -r
complete -c ipp -n "__fish_ipp_using_subcommand enrollment; and __fish_seen_subcommand_from create" -s o -l output -d 'How to print results' -r -f -a "table\t'For people'
json\t'One document, with the API\'s field names'
jsonl\t'One line per object'
csv\t'With a header row'
id\t'Only ids, one per line'
junit\t'JUnit XML, of `webhook check` and `doctor` only'"
complete -c ipp -n "__fish_ipp_using_subcommand enrollment; and __fish_seen_subcommand_from create" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR says otherwise'
always\t'Also in files and pipes'
never\t'Not at all'"
complete -c ipp -n "__fish_ipp_using_subcommand enrollment; and __fish_seen_subcommand_from create" -l request-timeout -d 'Time for one request, resending included [default: 30s]' -r
complete -c ipp -n "__fish_ipp_using_subcommand enrollment; and __fish_seen_subcommand_from create" -l connect-timeout -d 'Time to get a connection [default: 5s]' -r
complete -c ipp -n "__fish_ipp_using_subcommand enrollment; and __fish_seen_subcommand_from create" -l retries -d 'How many times a request may be sent again where that is safe [default: 3]' -r
complete -c ipp -n "__fish_ipp_using_subcommand enrollment; and __fish_seen_subcommand_from create" -l ca-file -d 'Trust the certificates in this PEM file as well as the system\'s' -r -F
complete -c ipp -n "__fish_ipp_using_subcommand enrollment; and __fish_seen_subcommand_from create" -l proxy -d 'Go through this proxy' -r
complete -c ipp -n "__fish_ipp_using_subcommand enrollment; and __fish_seen_subcommand_from create" -l json -d 'The same as `--output json`'
complete -c ipp -n "__fish_ipp_using_subcommand enrollment; and __fish_seen_subcommand_from create" -s q -l quiet -d 'Print results and errors only'
complete -c ipp -n "__fish_ipp_using_subcommand enrollment; and __fish_seen_subcommand_from create" -s v -l verbose -d 'Show each request on stderr; twice: headers and bodies too, without secrets'
complete -c ipp -n "__fish_ipp_using_subcommand enrollment; and __fish_seen_subcommand_from create" -l no-input -d 'Never ask, as if there were no terminal'
complete -c ipp -n "__fish_ipp_using_subcommand enrollment; and __fish_seen_subcommand_from create" -s y -l yes -d 'Agree to every confirmation'
complete -c ipp -n "__fish_ipp_using_subcommand enrollment; and __fish_seen_subcommand_from create" -l dry-run -d 'Show the request and send nothing; needs no key'
complete -c ipp -n "__fish_ipp_using_subcommand enrollment; and __fish_seen_subcommand_from create" -l curl -d 'Show the request as a line for curl and send nothing; needs no key'
complete -c ipp -n "__fish_ipp_using_subcommand enrollment; and __fish_seen_subcommand_from create" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ipp -n "__fish_ipp_using_subcommand enrollment; and __fish_seen_subcommand_from wait" -l timeout -d 'How long to wait [default: until the code runs out]' -r
complete -c ipp -n "__fish_ipp_using_subcommand enrollment; and __fish_seen_subcommand_from wait" -l profile -d 'Use the settings of this profile' -r
complete -c ipp -n "__fish_ipp_using_subcommand enrollment; and __fish_seen_subcommand_from wait" -l env -d 'Where to work: production, playground or emulator' -r
complete -c ipp -n "__fish_ipp_using_subcommand enrollment; and __fish_seen_subcommand_from wait" -l base-url -d 'Talk to this address instead of the environment\'s own' -r
complete -c ipp -n "__fish_ipp_using_subcommand enrollment; and __fish_seen_subcommand_from wait" -s o -l output -d 'How to print results' -r -f -a "table\t'For people'
json\t'One document, with the API\'s field names'
jsonl\t'One line per object'
csv\t'With a header row'
id\t'Only ids, one per line'
junit\t'JUnit XML, of `webhook check` and `doctor` only'"
complete -c ipp -n "__fish_ipp_using_subcommand enrollment; and __fish_seen_subcommand_from wait" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR says otherwise'
always\t'Also in files and pipes'
never\t'Not at all'"
complete -c ipp -n "__fish_ipp_using_subcommand enrollment; and __fish_seen_subcommand_from wait" -l request-timeout -d 'Time for one request, resending included [default: 30s]' -r
complete -c ipp -n "__fish_ipp_using_subcommand enrollment; and __fish_seen_subcommand_from wait" -l connect-timeout -d 'Time to get a connection [default: 5s]' -r
complete -c ipp -n "__fish_ipp_using_subcommand enrollment; and __fish_seen_subcommand_from wait" -l retries -d 'How many times a request may be sent again where that is safe [default: 3]' -r
complete -c ipp -n "__fish_ipp_using_subcommand enrollment; and __fish_seen_subcommand_from wait" -l ca-file -d 'Trust the certificates in this PEM file as well as the system\'s' -r -F
complete -c ipp -n "__fish_ipp_using_subcommand enrollment; and __fish_seen_subcommand_from wait" -l proxy -d 'Go through this proxy' -r
complete -c ipp -n "__fish_ipp_using_subcommand enrollment; and __fish_seen_subcommand_from wait" -l json -d 'The same as `--output json`'
complete -c ipp -n "__fish_ipp_using_subcommand enrollment; and __fish_seen_subcommand_from wait" -s q -l quiet -d 'Print results and errors only'
complete -c ipp -n "__fish_ipp_using_subcommand enrollment; and __fish_seen_subcommand_from wait" -s v -l verbose -d 'Show each request on stderr; twice: headers and bodies too, without secrets'
complete -c ipp -n "__fish_ipp_using_subcommand enrollment; and __fish_seen_subcommand_from wait" -l no-input -d 'Never ask, as if there were no terminal'
complete -c ipp -n "__fish_ipp_using_subcommand enrollment; and __fish_seen_subcommand_from wait" -s y -l yes -d 'Agree to every confirmation'
complete -c ipp -n "__fish_ipp_using_subcommand enrollment; and __fish_seen_subcommand_from wait" -l dry-run -d 'Show the request and send nothing; needs no key'
complete -c ipp -n "__fish_ipp_using_subcommand enrollment; and __fish_seen_subcommand_from wait" -l curl -d 'Show the request as a line for curl and send nothing; needs no key'
complete -c ipp -n "__fish_ipp_using_subcommand enrollment; and __fish_seen_subcommand_from wait" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ipp -n "__fish_ipp_using_subcommand enrollment; and __fish_seen_subcommand_from cancel" -l profile -d 'Use the settings of this profile' -r
complete -c ipp -n "__fish_ipp_using_subcommand enrollment; and __fish_seen_subcommand_from cancel" -l env -d 'Where to work: production, playground or emulator' -r
complete -c ipp -n "__fish_ipp_using_subcommand enrollment; and __fish_seen_subcommand_from cancel" -l base-url -d 'Talk to this address instead of the environment\'s own' -r
complete -c ipp -n "__fish_ipp_using_subcommand enrollment; and __fish_seen_subcommand_from cancel" -s o -l output -d 'How to print results' -r -f -a "table\t'For people'
json\t'One document, with the API\'s field names'
jsonl\t'One line per object'
csv\t'With a header row'
id\t'Only ids, one per line'
junit\t'JUnit XML, of `webhook check` and `doctor` only'"
complete -c ipp -n "__fish_ipp_using_subcommand enrollment; and __fish_seen_subcommand_from cancel" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR says otherwise'
always\t'Also in files and pipes'
never\t'Not at all'"
complete -c ipp -n "__fish_ipp_using_subcommand enrollment; and __fish_seen_subcommand_from cancel" -l request-timeout -d 'Time for one request, resending included [default: 30s]' -r
complete -c ipp -n "__fish_ipp_using_subcommand enrollment; and __fish_seen_subcommand_from cancel" -l connect-timeout -d 'Time to get a connection [default: 5s]' -r
complete -c ipp -n "__fish_ipp_using_subcommand enrollment; and __fish_seen_subcommand_from cancel" -l retries -d 'How many times a request may be sent again where that is safe [default: 3]' -r
complete -c ipp -n "__fish_ipp_using_subcommand enrollment; and __fish_seen_subcommand_from cancel" -l ca-file -d 'Trust the certificates in this PEM file as well as the system\'s' -r -F
complete -c ipp -n "__fish_ipp_using_subcommand enrollment; and __fish_seen_subcommand_from cancel" -l proxy -d 'Go through this proxy' -r
complete -c ipp -n "__fish_ipp_using_subcommand enrollment; and __fish_seen_subcommand_from cancel" -l json -d 'The same as `--output json`'
complete -c ipp -n "__fish_ipp_using_subcommand enrollment; and __fish_seen_subcommand_from cancel" -s q -l quiet -d 'Print results and errors only'
complete -c ipp -n "__fish_ipp_using_subcommand enrollment; and __fish_seen_subcommand_from cancel" -s v -l verbose -d 'Show each request on stderr; twice: headers and bodies too, without secrets'
complete -c ipp -n "__fish_ipp_using_subcommand enrollment; and __fish_seen_subcommand_from cancel" -l no-input -d 'Never ask, as if there were no terminal'
complete -c ipp -n "__fish_ipp_using_subcommand enrollment; and __fish_seen_subcommand_from cancel" -s y -l yes -d 'Agree to every confirmation'
complete -c ipp -n "__fish_ipp_using_subcommand enrollment; and __fish_seen_subcommand_from cancel" -l dry-run -d 'Show the request and send nothing; needs no key'
complete -c ipp -n "__fish_ipp_using_subcommand enrollment; and __fish_seen_subcommand_from cancel" -l curl -d 'Show the request as a line for curl and send nothing; needs no key'
complete -c ipp -n "__fish_ipp_using_subcommand enrollment; and __fish_seen_subcommand_from cancel" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ipp -n "__fish_ipp_using_subcommand location; and not __fish_seen_subcommand_from list get" -l profile -d 'Use the settings of this profile' -r
complete -c ipp -n "__fish_ipp_using_subcommand location; and not __fish_seen_subcommand_from list get" -l env -d 'Where to work: production, playground or emulator' -r
complete -c ipp -n "__fish_ipp_using_subcommand location; and not __fish_seen_subcommand_from list get" -l base-url -d 'Talk to this address instead of the environment\'s own' -r
complete -c ipp -n "__fish_ipp_using_subcommand location; and not __fish_seen_subcommand_from list get" -s o -l output -d 'How to print results' -r -f -a "table\t'For people'
json\t'One document, with the API\'s field names'
jsonl\t'One line per object'
csv\t'With a header row'
id\t'Only ids, one per line'
junit\t'JUnit XML, of `webhook check` and `doctor` only'"
complete -c ipp -n "__fish_ipp_using_subcommand location; and not __fish_seen_subcommand_from list get" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR says otherwise'
always\t'Also in files and pipes'
never\t'Not at all'"
complete -c ipp -n "__fish_ipp_using_subcommand location; and not __fish_seen_subcommand_from list get" -l request-timeout -d 'Time for one request, resending included [default: 30s]' -r
complete -c ipp -n "__fish_ipp_using_subcommand location; and not __fish_seen_subcommand_from list get" -l connect-timeout -d 'Time to get a connection [default: 5s]' -r
complete -c ipp -n "__fish_ipp_using_subcommand location; and not __fish_seen_subcommand_from list get" -l retries -d 'How many times a request may be sent again where that is safe [default: 3]' -r
complete -c ipp -n "__fish_ipp_using_subcommand location; and not __fish_seen_subcommand_from list get" -l ca-file -d 'Trust the certificates in this PEM file as well as the system\'s' -r -F
complete -c ipp -n "__fish_ipp_using_subcommand location; and not __fish_seen_subcommand_from list get" -l proxy -d 'Go through this proxy' -r
complete -c ipp -n "__fish_ipp_using_subcommand location; and not __fish_seen_subcommand_from list get" -l json -d 'The same as `--output json`'
complete -c ipp -n "__fish_ipp_using_subcommand location; and not __fish_seen_subcommand_from list get" -s q -l quiet -d 'Print results and errors only'
complete -c ipp -n "__fish_ipp_using_subcommand location; and not __fish_seen_subcommand_from list get" -s v -l verbose -d 'Show each request on stderr; twice: headers and bodies too, without secrets'
complete -c ipp -n "__fish_ipp_using_subcommand location; and not __fish_seen_subcommand_from list get" -l no-input -d 'Never ask, as if there were no terminal'
complete -c ipp -n "__fish_ipp_using_subcommand location; and not __fish_seen_subcommand_from list get" -s y -l yes -d 'Agree to every confirmation'
complete -c ipp -n "__fish_ipp_using_subcommand location; and not __fish_seen_subcommand_from list get" -l dry-run -d 'Show the request and send nothing; needs no key'
complete -c ipp -n "__fish_ipp_using_subcommand location; and not __fish_seen_subcommand_from list get" -l curl -d 'Show the request as a line for curl and send nothing; needs no key'
complete -c ipp -n "__fish_ipp_using_subcommand location; and not __fish_seen_subcommand_from list get" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ipp -n "__fish_ipp_using_subcommand location; and not __fish_seen_subcommand_from list get" -f -a "list" -d 'List the shops'
complete -c ipp -n "__fish_ipp_using_subcommand location; and not __fish_seen_subcommand_from list get" -f -a "get" -d 'Show one shop'
complete -c ipp -n "__fish_ipp_using_subcommand location; and __fish_seen_subcommand_from list" -l limit -d 'Stop after so many' -r
complete -c ipp -n "__fish_ipp_using_subcommand location; and __fish_seen_subcommand_from list" -l columns -d 'Show these columns, in this order: headings, or members of the JSON, such as `id,created_at`' -r
complete -c ipp -n "__fish_ipp_using_subcommand location; and __fish_seen_subcommand_from list" -l sort -d 'Sort by these columns, downwards where `-` stands before one; reads the whole list first' -r
complete -c ipp -n "__fish_ipp_using_subcommand location; and __fish_seen_subcommand_from list" -l profile -d 'Use the settings of this profile' -r
complete -c ipp -n "__fish_ipp_using_subcommand location; and __fish_seen_subcommand_from list" -l env -d 'Where to work: production, playground or emulator' -r
complete -c ipp -n "__fish_ipp_using_subcommand location; and __fish_seen_subcommand_from list" -l base-url -d 'Talk to this address instead of the environment\'s own' -r
complete -c ipp -n "__fish_ipp_using_subcommand location; and __fish_seen_subcommand_from list" -s o -l output -d 'How to print results' -r -f -a "table\t'For people'
json\t'One document, with the API\'s field names'
jsonl\t'One line per object'
csv\t'With a header row'
id\t'Only ids, one per line'
junit\t'JUnit XML, of `webhook check` and `doctor` only'"
complete -c ipp -n "__fish_ipp_using_subcommand location; and __fish_seen_subcommand_from list" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR says otherwise'
always\t'Also in files and pipes'
never\t'Not at all'"
complete -c ipp -n "__fish_ipp_using_subcommand location; and __fish_seen_subcommand_from list" -l request-timeout -d 'Time for one request, resending included [default: 30s]' -r
complete -c ipp -n "__fish_ipp_using_subcommand location; and __fish_seen_subcommand_from list" -l connect-timeout -d 'Time to get a connection [default: 5s]' -r
complete -c ipp -n "__fish_ipp_using_subcommand location; and __fish_seen_subcommand_from list" -l retries -d 'How many times a request may be sent again where that is safe [default: 3]' -r
complete -c ipp -n "__fish_ipp_using_subcommand location; and __fish_seen_subcommand_from list" -l ca-file -d 'Trust the certificates in this PEM file as well as the system\'s' -r -F
complete -c ipp -n "__fish_ipp_using_subcommand location; and __fish_seen_subcommand_from list" -l proxy -d 'Go through this proxy' -r
complete -c ipp -n "__fish_ipp_using_subcommand location; and __fish_seen_subcommand_from list" -l json -d 'The same as `--output json`'
complete -c ipp -n "__fish_ipp_using_subcommand location; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Print results and errors only'
complete -c ipp -n "__fish_ipp_using_subcommand location; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Show each request on stderr; twice: headers and bodies too, without secrets'
complete -c ipp -n "__fish_ipp_using_subcommand location; and __fish_seen_subcommand_from list" -l no-input -d 'Never ask, as if there were no terminal'
complete -c ipp -n "__fish_ipp_using_subcommand location; and __fish_seen_subcommand_from list" -s y -l yes -d 'Agree to every confirmation'
complete -c ipp -n "__fish_ipp_using_subcommand location; and __fish_seen_subcommand_from list" -l dry-run -d 'Show the request and send nothing; needs no key'
complete -c ipp -n "__fish_ipp_using_subcommand location; and __fish_seen_subcommand_from list" -l curl -d 'Show the request as a line for curl and send nothing; needs no key'
complete -c ipp -n "__fish_ipp_using_subcommand location; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ipp -n "__fish_ipp_using_subcommand location; and __fish_seen_subcommand_from get" -l profile -d 'Use the settings of this profile' -r
complete -c ipp -n "__fish_ipp_using_subcommand location; and __fish_seen_subcommand_from get" -l env -d 'Where to work: production, playground or emulator' -r
complete -c ipp -n "__fish_ipp_using_subcommand location; and __fish_seen_subcommand_from get" -l base-url -d 'Talk to this address instead of the environment\'s own' -r
complete -c ipp -n "__fish_ipp_using_subcommand location; and __fish_seen_subcommand_from get" -s o -l output -d 'How to print results' -r -f -a "table\t'For people'
json\t'One document, with the API\'s field names'
jsonl\t'One line per object'
csv\t'With a header row'
id\t'Only ids, one per line'
junit\t'JUnit XML, of `webhook check` and `doctor` only'"
complete -c ipp -n "__fish_ipp_using_subcommand location; and __fish_seen_subcommand_from get" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR says otherwise'
always\t'Also in files and pipes'
never\t'Not at all'"
complete -c ipp -n "__fish_ipp_using_subcommand location; and __fish_seen_subcommand_from get" -l request-timeout -d 'Time for one request, resending included [default: 30s]' -r
complete -c ipp -n "__fish_ipp_using_subcommand location; and __fish_seen_subcommand_from get" -l connect-timeout -d 'Time to get a connection [default: 5s]' -r
complete -c ipp -n "__fish_ipp_using_subcommand location; and __fish_seen_subcommand_from get" -l retries -d 'How many times a request may be sent again where that is safe [default: 3]' -r
complete -c ipp -n "__fish_ipp_using_subcommand location; and __fish_seen_subcommand_from get" -l ca-file -d 'Trust the certificates in this PEM file as well as the system\'s' -r -F
complete -c ipp -n "__fish_ipp_using_subcommand location; and __fish_seen_subcommand_from get" -l proxy -d 'Go through this proxy' -r
complete -c ipp -n "__fish_ipp_using_subcommand location; and __fish_seen_subcommand_from get" -l json -d 'The same as `--output json`'
complete -c ipp -n "__fish_ipp_using_subcommand location; and __fish_seen_subcommand_from get" -s q -l quiet -d 'Print results and errors only'
complete -c ipp -n "__fish_ipp_using_subcommand location; and __fish_seen_subcommand_from get" -s v -l verbose -d 'Show each request on stderr; twice: headers and bodies too, without secrets'
complete -c ipp -n "__fish_ipp_using_subcommand location; and __fish_seen_subcommand_from get" -l no-input -d 'Never ask, as if there were no terminal'
complete -c ipp -n "__fish_ipp_using_subcommand location; and __fish_seen_subcommand_from get" -s y -l yes -d 'Agree to every confirmation'
complete -c ipp -n "__fish_ipp_using_subcommand location; and __fish_seen_subcommand_from get" -l dry-run -d 'Show the request and send nothing; needs no key'
complete -c ipp -n "__fish_ipp_using_subcommand location; and __fish_seen_subcommand_from get" -l curl -d 'Show the request as a line for curl and send nothing; needs no key'
complete -c ipp -n "__fish_ipp_using_subcommand location; and __fish_seen_subcommand_from get" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and not __fish_seen_subcommand_from listen list replay verify send check" -l profile -d 'Use the settings of this profile' -r
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and not __fish_seen_subcommand_from listen list replay verify send check" -l env -d 'Where to work: production, playground or emulator' -r
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and not __fish_seen_subcommand_from listen list replay verify send check" -l base-url -d 'Talk to this address instead of the environment\'s own' -r
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and not __fish_seen_subcommand_from listen list replay verify send check" -s o -l output -d 'How to print results' -r -f -a "table\t'For people'
json\t'One document, with the API\'s field names'
jsonl\t'One line per object'
csv\t'With a header row'
id\t'Only ids, one per line'
junit\t'JUnit XML, of `webhook check` and `doctor` only'"
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and not __fish_seen_subcommand_from listen list replay verify send check" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR says otherwise'
always\t'Also in files and pipes'
never\t'Not at all'"
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and not __fish_seen_subcommand_from listen list replay verify send check" -l request-timeout -d 'Time for one request, resending included [default: 30s]' -r
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and not __fish_seen_subcommand_from listen list replay verify send check" -l connect-timeout -d 'Time to get a connection [default: 5s]' -r
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and not __fish_seen_subcommand_from listen list replay verify send check" -l retries -d 'How many times a request may be sent again where that is safe [default: 3]' -r
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and not __fish_seen_subcommand_from listen list replay verify send check" -l ca-file -d 'Trust the certificates in this PEM file as well as the system\'s' -r -F
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and not __fish_seen_subcommand_from listen list replay verify send check" -l proxy -d 'Go through this proxy' -r
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and not __fish_seen_subcommand_from listen list replay verify send check" -l json -d 'The same as `--output json`'
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and not __fish_seen_subcommand_from listen list replay verify send check" -s q -l quiet -d 'Print results and errors only'
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and not __fish_seen_subcommand_from listen list replay verify send check" -s v -l verbose -d 'Show each request on stderr; twice: headers and bodies too, without secrets'
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and not __fish_seen_subcommand_from listen list replay verify send check" -l no-input -d 'Never ask, as if there were no terminal'
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and not __fish_seen_subcommand_from listen list replay verify send check" -s y -l yes -d 'Agree to every confirmation'
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and not __fish_seen_subcommand_from listen list replay verify send check" -l dry-run -d 'Show the request and send nothing; needs no key'
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and not __fish_seen_subcommand_from listen list replay verify send check" -l curl -d 'Show the request as a line for curl and send nothing; needs no key'
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and not __fish_seen_subcommand_from listen list replay verify send check" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and not __fish_seen_subcommand_from listen list replay verify send check" -f -a "listen" -d 'Receive callbacks: show, verify, record and forward them; or wait for one, as a step of a test'
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and not __fish_seen_subcommand_from listen list replay verify send check" -f -a "list" -d 'List what was received, newest first'
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and not __fish_seen_subcommand_from listen list replay verify send check" -f -a "replay" -d 'Send recorded events once more: signed anew, doubled, shuffled, with pauses'
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and not __fish_seen_subcommand_from listen list replay verify send check" -f -a "verify" -d 'Say whether a callback is signed rightly and in time; the exit code tells wrong, stale and malformed apart'
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and not __fish_seen_subcommand_from listen list replay verify send check" -f -a "send" -d 'Sign an event and post it to a handler, rightly or flawed on purpose'
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and not __fish_seen_subcommand_from listen list replay verify send check" -f -a "check" -d 'Prove that a handler takes what it has to take, and refuses what it has to refuse'
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and __fish_seen_subcommand_from listen" -l port -d 'The port; 0 takes a free one' -r
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and __fish_seen_subcommand_from listen" -l listen -d 'Listen on this address of the machine instead of loopback' -r
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and __fish_seen_subcommand_from listen" -l path -d 'The path that events are taken at' -r
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and __fish_seen_subcommand_from listen" -l secret-from -d 'Take the signing secret from env:NAME, file:PATH, command:LINE, profile, profile:NAME, emulator, or - for stdin [default: IPP_WEBHOOK_SECRET, else the profile\'s, else the emulator\'s own]' -r
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and __fish_seen_subcommand_from listen" -l event -d 'Only events of this type, in which * stands for any letters; repeatable' -r
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and __fish_seen_subcommand_from listen" -l session -d 'Only events of this session; repeatable' -r
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and __fish_seen_subcommand_from listen" -l forward-to -d 'Forward events to this handler, bytes and headers as they came; repeatable' -r
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and __fish_seen_subcommand_from listen" -l forward -d 'Forward events of a type to this handler, such as \'ipp.session.*=http://localhost:8080/hook\'; repeatable' -r
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and __fish_seen_subcommand_from listen" -l record -d 'Record events in this folder [default: events/ in the state folder]' -r -F
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and __fish_seen_subcommand_from listen" -l ready-file -d 'Write the URL to this file once it is served; removed at the end' -r -F
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and __fish_seen_subcommand_from listen" -l until -d 'End with 0 once an event of this type came that is new, was verified and handled' -r
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and __fish_seen_subcommand_from listen" -l count -d 'Wait for so many of them, each id once [default: 1]' -r
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and __fish_seen_subcommand_from listen" -l timeout -d 'End with 30 when they have not come after this time [default: 60s]' -r
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and __fish_seen_subcommand_from listen" -l profile -d 'Use the settings of this profile' -r
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and __fish_seen_subcommand_from listen" -l env -d 'Where to work: production, playground or emulator' -r
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and __fish_seen_subcommand_from listen" -l base-url -d 'Talk to this address instead of the environment\'s own' -r
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and __fish_seen_subcommand_from listen" -s o -l output -d 'How to print results' -r -f -a "table\t'For people'
json\t'One document, with the API\'s field names'
jsonl\t'One line per object'
csv\t'With a header row'
id\t'Only ids, one per line'
junit\t'JUnit XML, of `webhook check` and `doctor` only'"
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and __fish_seen_subcommand_from listen" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR says otherwise'
always\t'Also in files and pipes'
never\t'Not at all'"
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and __fish_seen_subcommand_from listen" -l request-timeout -d 'Time for one request, resending included [default: 30s]' -r
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and __fish_seen_subcommand_from listen" -l connect-timeout -d 'Time to get a connection [default: 5s]' -r
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and __fish_seen_subcommand_from listen" -l retries -d 'How many times a request may be sent again where that is safe [default: 3]' -r
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and __fish_seen_subcommand_from listen" -l ca-file -d 'Trust the certificates in this PEM file as well as the system\'s' -r -F
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and __fish_seen_subcommand_from listen" -l proxy -d 'Go through this proxy' -r
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and __fish_seen_subcommand_from listen" -l forward-unverified -d 'Forward also what cannot be verified; it is answered as the handlers do'
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and __fish_seen_subcommand_from listen" -l json -d 'The same as `--output json`'
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and __fish_seen_subcommand_from listen" -s q -l quiet -d 'Print results and errors only'
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and __fish_seen_subcommand_from listen" -s v -l verbose -d 'Show each request on stderr; twice: headers and bodies too, without secrets'
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and __fish_seen_subcommand_from listen" -l no-input -d 'Never ask, as if there were no terminal'
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and __fish_seen_subcommand_from listen" -s y -l yes -d 'Agree to every confirmation'
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and __fish_seen_subcommand_from listen" -l dry-run -d 'Show the request and send nothing; needs no key'
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and __fish_seen_subcommand_from listen" -l curl -d 'Show the request as a line for curl and send nothing; needs no key'
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and __fish_seen_subcommand_from listen" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and __fish_seen_subcommand_from list" -l event -d 'Only events of this type, in which * stands for any letters; repeatable' -r
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and __fish_seen_subcommand_from list" -l session -d 'Only events of this session; repeatable' -r
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and __fish_seen_subcommand_from list" -l since -d 'Only what came since then: a duration such as 30m, or a time such as 2026-06-05T18:33:39Z' -r
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and __fish_seen_subcommand_from list" -l limit -d 'Stop after so many' -r
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and __fish_seen_subcommand_from list" -l columns -d 'Show these columns, in this order: headings, or members of the JSON, such as `id,created_at`' -r
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and __fish_seen_subcommand_from list" -l sort -d 'Sort by these columns, downwards where `-` stands before one; reads the whole list first' -r
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and __fish_seen_subcommand_from list" -l record -d 'Read the record in this folder [default: events/ in the state folder]' -r -F
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and __fish_seen_subcommand_from list" -l profile -d 'Use the settings of this profile' -r
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and __fish_seen_subcommand_from list" -l env -d 'Where to work: production, playground or emulator' -r
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and __fish_seen_subcommand_from list" -l base-url -d 'Talk to this address instead of the environment\'s own' -r
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and __fish_seen_subcommand_from list" -s o -l output -d 'How to print results' -r -f -a "table\t'For people'
json\t'One document, with the API\'s field names'
jsonl\t'One line per object'
csv\t'With a header row'
id\t'Only ids, one per line'
junit\t'JUnit XML, of `webhook check` and `doctor` only'"
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and __fish_seen_subcommand_from list" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR says otherwise'
always\t'Also in files and pipes'
never\t'Not at all'"
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and __fish_seen_subcommand_from list" -l request-timeout -d 'Time for one request, resending included [default: 30s]' -r
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and __fish_seen_subcommand_from list" -l connect-timeout -d 'Time to get a connection [default: 5s]' -r
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and __fish_seen_subcommand_from list" -l retries -d 'How many times a request may be sent again where that is safe [default: 3]' -r
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and __fish_seen_subcommand_from list" -l ca-file -d 'Trust the certificates in this PEM file as well as the system\'s' -r -F
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and __fish_seen_subcommand_from list" -l proxy -d 'Go through this proxy' -r
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and __fish_seen_subcommand_from list" -l json -d 'The same as `--output json`'
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Print results and errors only'
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Show each request on stderr; twice: headers and bodies too, without secrets'
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and __fish_seen_subcommand_from list" -l no-input -d 'Never ask, as if there were no terminal'
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and __fish_seen_subcommand_from list" -s y -l yes -d 'Agree to every confirmation'
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and __fish_seen_subcommand_from list" -l dry-run -d 'Show the request and send nothing; needs no key'
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and __fish_seen_subcommand_from list" -l curl -d 'Show the request as a line for curl and send nothing; needs no key'
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and __fish_seen_subcommand_from replay" -l last -d 'The latest events, so many of them, each id once' -r
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and __fish_seen_subcommand_from replay" -l event -d 'Only events of this type, in which * stands for any letters; repeatable' -r
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and __fish_seen_subcommand_from replay" -l session -d 'Only events of this session; repeatable' -r
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and __fish_seen_subcommand_from replay" -l to -d 'The handler\'s address' -r
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and __fish_seen_subcommand_from replay" -l delay -d 'Wait so long between two of them' -r
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and __fish_seen_subcommand_from replay" -l secret-from -d 'Take the signing secret from env:NAME, file:PATH, command:LINE, profile, profile:NAME, emulator, or - for stdin [default: IPP_WEBHOOK_SECRET, else the profile\'s, else the emulator\'s own]' -r
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and __fish_seen_subcommand_from replay" -l timeout -d 'How long the handler has to answer [default: 15s]' -r
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and __fish_seen_subcommand_from replay" -l record -d 'Read the record in this folder [default: events/ in the state folder]' -r -F
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and __fish_seen_subcommand_from replay" -l profile -d 'Use the settings of this profile' -r
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and __fish_seen_subcommand_from replay" -l env -d 'Where to work: production, playground or emulator' -r
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and __fish_seen_subcommand_from replay" -l base-url -d 'Talk to this address instead of the environment\'s own' -r
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and __fish_seen_subcommand_from replay" -s o -l output -d 'How to print results' -r -f -a "table\t'For people'
json\t'One document, with the API\'s field names'
jsonl\t'One line per object'
csv\t'With a header row'
id\t'Only ids, one per line'
junit\t'JUnit XML, of `webhook check` and `doctor` only'"
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and __fish_seen_subcommand_from replay" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR says otherwise'
always\t'Also in files and pipes'
never\t'Not at all'"
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and __fish_seen_subcommand_from replay" -l request-timeout -d 'Time for one request, resending included [default: 30s]' -r
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and __fish_seen_subcommand_from replay" -l connect-timeout -d 'Time to get a connection [default: 5s]' -r
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and __fish_seen_subcommand_from replay" -l retries -d 'How many times a request may be sent again where that is safe [default: 3]' -r
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and __fish_seen_subcommand_from replay" -l ca-file -d 'Trust the certificates in this PEM file as well as the system\'s' -r -F
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and __fish_seen_subcommand_from replay" -l proxy -d 'Go through this proxy' -r
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and __fish_seen_subcommand_from replay" -l resign -d 'Sign anew, with the present time; this is what is done anyway'
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and __fish_seen_subcommand_from replay" -l as-recorded -l no-resign -d 'Send the recorded signature and its time, also of what could not be verified'
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and __fish_seen_subcommand_from replay" -l duplicate -d 'Send each twice, with the same id'
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and __fish_seen_subcommand_from replay" -l shuffle -d 'Send them in random order'
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and __fish_seen_subcommand_from replay" -l json -d 'The same as `--output json`'
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and __fish_seen_subcommand_from replay" -s q -l quiet -d 'Print results and errors only'
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and __fish_seen_subcommand_from replay" -s v -l verbose -d 'Show each request on stderr; twice: headers and bodies too, without secrets'
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and __fish_seen_subcommand_from replay" -l no-input -d 'Never ask, as if there were no terminal'
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and __fish_seen_subcommand_from replay" -s y -l yes -d 'Agree to every confirmation'
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and __fish_seen_subcommand_from replay" -l dry-run -d 'Show the request and send nothing; needs no key'
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and __fish_seen_subcommand_from replay" -l curl -d 'Show the request as a line for curl and send nothing; needs no key'
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and __fish_seen_subcommand_from replay" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and __fish_seen_subcommand_from verify" -l id -d 'The header webhook-id' -r
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and __fish_seen_subcommand_from verify" -l timestamp -d 'The header webhook-timestamp' -r
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and __fish_seen_subcommand_from verify" -l signature -d 'The header webhook-signature' -r
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and __fish_seen_subcommand_from verify" -l headers-file -d 'Read the headers from this file, one a line; then FILE is the body alone' -r
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and __fish_seen_subcommand_from verify" -l secret-from -d 'Take the signing secret from env:NAME, file:PATH, command:LINE, profile, profile:NAME, emulator, or - for stdin [default: IPP_WEBHOOK_SECRET, else the profile\'s, else the emulator\'s own]' -r
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and __fish_seen_subcommand_from verify" -l tolerance -d 'How far its timestamp may be from now, either way [default: 300s]' -r
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and __fish_seen_subcommand_from verify" -l at -d 'Judge as if it were this time: RFC 3339 or Unix seconds' -r
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and __fish_seen_subcommand_from verify" -l profile -d 'Use the settings of this profile' -r
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and __fish_seen_subcommand_from verify" -l env -d 'Where to work: production, playground or emulator' -r
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and __fish_seen_subcommand_from verify" -l base-url -d 'Talk to this address instead of the environment\'s own' -r
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and __fish_seen_subcommand_from verify" -s o -l output -d 'How to print results' -r -f -a "table\t'For people'
json\t'One document, with the API\'s field names'
jsonl\t'One line per object'
csv\t'With a header row'
id\t'Only ids, one per line'
junit\t'JUnit XML, of `webhook check` and `doctor` only'"
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and __fish_seen_subcommand_from verify" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR says otherwise'
always\t'Also in files and pipes'
never\t'Not at all'"
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and __fish_seen_subcommand_from verify" -l request-timeout -d 'Time for one request, resending included [default: 30s]' -r
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and __fish_seen_subcommand_from verify" -l connect-timeout -d 'Time to get a connection [default: 5s]' -r
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and __fish_seen_subcommand_from verify" -l retries -d 'How many times a request may be sent again where that is safe [default: 3]' -r
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and __fish_seen_subcommand_from verify" -l ca-file -d 'Trust the certificates in this PEM file as well as the system\'s' -r -F
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and __fish_seen_subcommand_from verify" -l proxy -d 'Go through this proxy' -r
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and __fish_seen_subcommand_from verify" -l explain -d 'Try the usual mistakes, and name those that would make it pass'
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and __fish_seen_subcommand_from verify" -l json -d 'The same as `--output json`'
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and __fish_seen_subcommand_from verify" -s q -l quiet -d 'Print results and errors only'
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and __fish_seen_subcommand_from verify" -s v -l verbose -d 'Show each request on stderr; twice: headers and bodies too, without secrets'
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and __fish_seen_subcommand_from verify" -l no-input -d 'Never ask, as if there were no terminal'
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and __fish_seen_subcommand_from verify" -s y -l yes -d 'Agree to every confirmation'
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and __fish_seen_subcommand_from verify" -l dry-run -d 'Show the request and send nothing; needs no key'
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and __fish_seen_subcommand_from verify" -l curl -d 'Show the request as a line for curl and send nothing; needs no key'
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and __fish_seen_subcommand_from verify" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and __fish_seen_subcommand_from send" -l to -d 'The handler\'s address' -r
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and __fish_seen_subcommand_from send" -l session -d 'The session that it is about; its real fields are read where they can be [default: made up]' -r
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and __fish_seen_subcommand_from send" -l data -d 'Put these members over those of the event\'s data' -r
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and __fish_seen_subcommand_from send" -l id -d 'The webhook-id [default: a new one]' -r
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and __fish_seen_subcommand_from send" -l secret-from -d 'Take the signing secret from env:NAME, file:PATH, command:LINE, profile, profile:NAME, emulator, or - for stdin [default: IPP_WEBHOOK_SECRET, else the profile\'s, else the emulator\'s own]' -r
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and __fish_seen_subcommand_from send" -l timeout -d 'How long the handler has to answer [default: 15s]' -r
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and __fish_seen_subcommand_from send" -l profile -d 'Use the settings of this profile' -r
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and __fish_seen_subcommand_from send" -l env -d 'Where to work: production, playground or emulator' -r
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and __fish_seen_subcommand_from send" -l base-url -d 'Talk to this address instead of the environment\'s own' -r
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and __fish_seen_subcommand_from send" -s o -l output -d 'How to print results' -r -f -a "table\t'For people'
json\t'One document, with the API\'s field names'
jsonl\t'One line per object'
csv\t'With a header row'
id\t'Only ids, one per line'
junit\t'JUnit XML, of `webhook check` and `doctor` only'"
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and __fish_seen_subcommand_from send" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR says otherwise'
always\t'Also in files and pipes'
never\t'Not at all'"
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and __fish_seen_subcommand_from send" -l request-timeout -d 'Time for one request, resending included [default: 30s]' -r
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and __fish_seen_subcommand_from send" -l connect-timeout -d 'Time to get a connection [default: 5s]' -r
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and __fish_seen_subcommand_from send" -l retries -d 'How many times a request may be sent again where that is safe [default: 3]' -r
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and __fish_seen_subcommand_from send" -l ca-file -d 'Trust the certificates in this PEM file as well as the system\'s' -r -F
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and __fish_seen_subcommand_from send" -l proxy -d 'Go through this proxy' -r
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and __fish_seen_subcommand_from send" -l bad-signature -d 'With a signature that nobody made'
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and __fish_seen_subcommand_from send" -l wrong-secret -d 'Signed with a secret that nobody knows'
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and __fish_seen_subcommand_from send" -l stale -d 'Signed 15 minutes ago'
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and __fish_seen_subcommand_from send" -l future -d 'Signed for in 15 minutes'
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and __fish_seen_subcommand_from send" -l unsigned -d 'Without a signature'
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and __fish_seen_subcommand_from send" -l changed-body -d 'With one byte of the body changed after it was signed'
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and __fish_seen_subcommand_from send" -l rotation -d 'Rightly signed, after a signature of another secret: as during a rotation'
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and __fish_seen_subcommand_from send" -l json -d 'The same as `--output json`'
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and __fish_seen_subcommand_from send" -s q -l quiet -d 'Print results and errors only'
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and __fish_seen_subcommand_from send" -s v -l verbose -d 'Show each request on stderr; twice: headers and bodies too, without secrets'
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and __fish_seen_subcommand_from send" -l no-input -d 'Never ask, as if there were no terminal'
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and __fish_seen_subcommand_from send" -s y -l yes -d 'Agree to every confirmation'
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and __fish_seen_subcommand_from send" -l dry-run -d 'Show the request and send nothing; needs no key'
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and __fish_seen_subcommand_from send" -l curl -d 'Show the request as a line for curl and send nothing; needs no key'
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and __fish_seen_subcommand_from send" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and __fish_seen_subcommand_from check" -l probe -d 'Count the handler\'s effects with this command: a callback and its duplicate must have one, refused ones none' -r
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and __fish_seen_subcommand_from check" -l session -d 'A session that the handler knows, for the rows that ought to have an effect [default: made up]' -r
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and __fish_seen_subcommand_from check" -l secret-from -d 'Take the signing secret from env:NAME, file:PATH, command:LINE, profile, profile:NAME, emulator, or - for stdin [default: IPP_WEBHOOK_SECRET, else the profile\'s, else the emulator\'s own]' -r
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and __fish_seen_subcommand_from check" -l timeout -d 'How long the handler has to answer each callback [default: 15s]' -r
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and __fish_seen_subcommand_from check" -l profile -d 'Use the settings of this profile' -r
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and __fish_seen_subcommand_from check" -l env -d 'Where to work: production, playground or emulator' -r
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and __fish_seen_subcommand_from check" -l base-url -d 'Talk to this address instead of the environment\'s own' -r
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and __fish_seen_subcommand_from check" -s o -l output -d 'How to print results' -r -f -a "table\t'For people'
json\t'One document, with the API\'s field names'
jsonl\t'One line per object'
csv\t'With a header row'
id\t'Only ids, one per line'
junit\t'JUnit XML, of `webhook check` and `doctor` only'"
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and __fish_seen_subcommand_from check" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR says otherwise'
always\t'Also in files and pipes'
never\t'Not at all'"
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and __fish_seen_subcommand_from check" -l request-timeout -d 'Time for one request, resending included [default: 30s]' -r
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and __fish_seen_subcommand_from check" -l connect-timeout -d 'Time to get a connection [default: 5s]' -r
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and __fish_seen_subcommand_from check" -l retries -d 'How many times a request may be sent again where that is safe [default: 3]' -r
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and __fish_seen_subcommand_from check" -l ca-file -d 'Trust the certificates in this PEM file as well as the system\'s' -r -F
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and __fish_seen_subcommand_from check" -l proxy -d 'Go through this proxy' -r
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and __fish_seen_subcommand_from check" -l json -d 'The same as `--output json`'
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and __fish_seen_subcommand_from check" -s q -l quiet -d 'Print results and errors only'
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and __fish_seen_subcommand_from check" -s v -l verbose -d 'Show each request on stderr; twice: headers and bodies too, without secrets'
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and __fish_seen_subcommand_from check" -l no-input -d 'Never ask, as if there were no terminal'
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and __fish_seen_subcommand_from check" -s y -l yes -d 'Agree to every confirmation'
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and __fish_seen_subcommand_from check" -l dry-run -d 'Show the request and send nothing; needs no key'
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and __fish_seen_subcommand_from check" -l curl -d 'Show the request as a line for curl and send nothing; needs no key'
complete -c ipp -n "__fish_ipp_using_subcommand webhook; and __fish_seen_subcommand_from check" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ipp -n "__fish_ipp_using_subcommand dev; and not __fish_seen_subcommand_from create-device simulate-tap" -l profile -d 'Use the settings of this profile' -r
complete -c ipp -n "__fish_ipp_using_subcommand dev; and not __fish_seen_subcommand_from create-device simulate-tap" -l env -d 'Where to work: production, playground or emulator' -r
complete -c ipp -n "__fish_ipp_using_subcommand dev; and not __fish_seen_subcommand_from create-device simulate-tap" -l base-url -d 'Talk to this address instead of the environment\'s own' -r
complete -c ipp -n "__fish_ipp_using_subcommand dev; and not __fish_seen_subcommand_from create-device simulate-tap" -s o -l output -d 'How to print results' -r -f -a "table\t'For people'
json\t'One document, with the API\'s field names'
jsonl\t'One line per object'
csv\t'With a header row'
id\t'Only ids, one per line'
junit\t'JUnit XML, of `webhook check` and `doctor` only'"
complete -c ipp -n "__fish_ipp_using_subcommand dev; and not __fish_seen_subcommand_from create-device simulate-tap" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR says otherwise'
always\t'Also in files and pipes'
never\t'Not at all'"
complete -c ipp -n "__fish_ipp_using_subcommand dev; and not __fish_seen_subcommand_from create-device simulate-tap" -l request-timeout -d 'Time for one request, resending included [default: 30s]' -r
complete -c ipp -n "__fish_ipp_using_subcommand dev; and not __fish_seen_subcommand_from create-device simulate-tap" -l connect-timeout -d 'Time to get a connection [default: 5s]' -r
complete -c ipp -n "__fish_ipp_using_subcommand dev; and not __fish_seen_subcommand_from create-device simulate-tap" -l retries -d 'How many times a request may be sent again where that is safe [default: 3]' -r
complete -c ipp -n "__fish_ipp_using_subcommand dev; and not __fish_seen_subcommand_from create-device simulate-tap" -l ca-file -d 'Trust the certificates in this PEM file as well as the system\'s' -r -F
complete -c ipp -n "__fish_ipp_using_subcommand dev; and not __fish_seen_subcommand_from create-device simulate-tap" -l proxy -d 'Go through this proxy' -r
complete -c ipp -n "__fish_ipp_using_subcommand dev; and not __fish_seen_subcommand_from create-device simulate-tap" -l json -d 'The same as `--output json`'
complete -c ipp -n "__fish_ipp_using_subcommand dev; and not __fish_seen_subcommand_from create-device simulate-tap" -s q -l quiet -d 'Print results and errors only'
complete -c ipp -n "__fish_ipp_using_subcommand dev; and not __fish_seen_subcommand_from create-device simulate-tap" -s v -l verbose -d 'Show each request on stderr; twice: headers and bodies too, without secrets'
complete -c ipp -n "__fish_ipp_using_subcommand dev; and not __fish_seen_subcommand_from create-device simulate-tap" -l no-input -d 'Never ask, as if there were no terminal'
complete -c ipp -n "__fish_ipp_using_subcommand dev; and not __fish_seen_subcommand_from create-device simulate-tap" -s y -l yes -d 'Agree to every confirmation'
complete -c ipp -n "__fish_ipp_using_subcommand dev; and not __fish_seen_subcommand_from create-device simulate-tap" -l dry-run -d 'Show the request and send nothing; needs no key'
complete -c ipp -n "__fish_ipp_using_subcommand dev; and not __fish_seen_subcommand_from create-device simulate-tap" -l curl -d 'Show the request as a line for curl and send nothing; needs no key'
complete -c ipp -n "__fish_ipp_using_subcommand dev; and not __fish_seen_subcommand_from create-device simulate-tap" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ipp -n "__fish_ipp_using_subcommand dev; and not __fish_seen_subcommand_from create-device simulate-tap" -f -a "create-device" -d 'Make a simulated phone'
complete -c ipp -n "__fish_ipp_using_subcommand dev; and not __fish_seen_subcommand_from create-device simulate-tap" -f -a "simulate-tap" -d 'Tap a simulated card on the phone of a session'
complete -c ipp -n "__fish_ipp_using_subcommand dev; and __fish_seen_subcommand_from create-device" -l name -d 'What people will call it' -r
complete -c ipp -n "__fish_ipp_using_subcommand dev; and __fish_seen_subcommand_from create-device" -l location -d 'The shop: id, name or beginning [default: the profile\'s]' -r
complete -c ipp -n "__fish_ipp_using_subcommand dev; and __fish_seen_subcommand_from create-device" -l metadata -d 'Kept on the device; repeatable' -r
complete -c ipp -n "__fish_ipp_using_subcommand dev; and __fish_seen_subcommand_from create-device" -l profile -d 'Use the settings of this profile' -r
complete -c ipp -n "__fish_ipp_using_subcommand dev; and __fish_seen_subcommand_from create-device" -l env -d 'Where to work: production, playground or emulator' -r
complete -c ipp -n "__fish_ipp_using_subcommand dev; and __fish_seen_subcommand_from create-device" -l base-url -d 'Talk to this address instead of the environment\'s own' -r
complete -c ipp -n "__fish_ipp_using_subcommand dev; and __fish_seen_subcommand_from create-device" -s o -l output -d 'How to print results' -r -f -a "table\t'For people'
json\t'One document, with the API\'s field names'
jsonl\t'One line per object'
csv\t'With a header row'
id\t'Only ids, one per line'
junit\t'JUnit XML, of `webhook check` and `doctor` only'"
complete -c ipp -n "__fish_ipp_using_subcommand dev; and __fish_seen_subcommand_from create-device" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR says otherwise'
always\t'Also in files and pipes'
never\t'Not at all'"
complete -c ipp -n "__fish_ipp_using_subcommand dev; and __fish_seen_subcommand_from create-device" -l request-timeout -d 'Time for one request, resending included [default: 30s]' -r
complete -c ipp -n "__fish_ipp_using_subcommand dev; and __fish_seen_subcommand_from create-device" -l connect-timeout -d 'Time to get a connection [default: 5s]' -r
complete -c ipp -n "__fish_ipp_using_subcommand dev; and __fish_seen_subcommand_from create-device" -l retries -d 'How many times a request may be sent again where that is safe [default: 3]' -r
complete -c ipp -n "__fish_ipp_using_subcommand dev; and __fish_seen_subcommand_from create-device" -l ca-file -d 'Trust the certificates in this PEM file as well as the system\'s' -r -F
complete -c ipp -n "__fish_ipp_using_subcommand dev; and __fish_seen_subcommand_from create-device" -l proxy -d 'Go through this proxy' -r
complete -c ipp -n "__fish_ipp_using_subcommand dev; and __fish_seen_subcommand_from create-device" -l json -d 'The same as `--output json`'
complete -c ipp -n "__fish_ipp_using_subcommand dev; and __fish_seen_subcommand_from create-device" -s q -l quiet -d 'Print results and errors only'
complete -c ipp -n "__fish_ipp_using_subcommand dev; and __fish_seen_subcommand_from create-device" -s v -l verbose -d 'Show each request on stderr; twice: headers and bodies too, without secrets'
complete -c ipp -n "__fish_ipp_using_subcommand dev; and __fish_seen_subcommand_from create-device" -l no-input -d 'Never ask, as if there were no terminal'
complete -c ipp -n "__fish_ipp_using_subcommand dev; and __fish_seen_subcommand_from create-device" -s y -l yes -d 'Agree to every confirmation'
complete -c ipp -n "__fish_ipp_using_subcommand dev; and __fish_seen_subcommand_from create-device" -l dry-run -d 'Show the request and send nothing; needs no key'
complete -c ipp -n "__fish_ipp_using_subcommand dev; and __fish_seen_subcommand_from create-device" -l curl -d 'Show the request as a line for curl and send nothing; needs no key'
complete -c ipp -n "__fish_ipp_using_subcommand dev; and __fish_seen_subcommand_from create-device" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ipp -n "__fish_ipp_using_subcommand dev; and __fish_seen_subcommand_from simulate-tap" -l outcome -d 'What the tap ends in' -r -f -a "SUCCESS\t''
DECLINED_GENERIC\t''
INSUFFICIENT_FUNDS\t''
LOST_CARD\t''
STOLEN_CARD\t''
EXPIRED_CARD\t''
INCORRECT_CVC\t''
PROCESSING_ERROR\t''
INCORRECT_NUMBER\t''
CARD_VELOCITY_EXCEEDED\t''"
complete -c ipp -n "__fish_ipp_using_subcommand dev; and __fish_seen_subcommand_from simulate-tap" -l profile -d 'Use the settings of this profile' -r
complete -c ipp -n "__fish_ipp_using_subcommand dev; and __fish_seen_subcommand_from simulate-tap" -l env -d 'Where to work: production, playground or emulator' -r
complete -c ipp -n "__fish_ipp_using_subcommand dev; and __fish_seen_subcommand_from simulate-tap" -l base-url -d 'Talk to this address instead of the environment\'s own' -r
complete -c ipp -n "__fish_ipp_using_subcommand dev; and __fish_seen_subcommand_from simulate-tap" -s o -l output -d 'How to print results' -r -f -a "table\t'For people'
json\t'One document, with the API\'s field names'
jsonl\t'One line per object'
csv\t'With a header row'
id\t'Only ids, one per line'
junit\t'JUnit XML, of `webhook check` and `doctor` only'"
complete -c ipp -n "__fish_ipp_using_subcommand dev; and __fish_seen_subcommand_from simulate-tap" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR says otherwise'
always\t'Also in files and pipes'
never\t'Not at all'"
complete -c ipp -n "__fish_ipp_using_subcommand dev; and __fish_seen_subcommand_from simulate-tap" -l request-timeout -d 'Time for one request, resending included [default: 30s]' -r
complete -c ipp -n "__fish_ipp_using_subcommand dev; and __fish_seen_subcommand_from simulate-tap" -l connect-timeout -d 'Time to get a connection [default: 5s]' -r
complete -c ipp -n "__fish_ipp_using_subcommand dev; and __fish_seen_subcommand_from simulate-tap" -l retries -d 'How many times a request may be sent again where that is safe [default: 3]' -r
complete -c ipp -n "__fish_ipp_using_subcommand dev; and __fish_seen_subcommand_from simulate-tap" -l ca-file -d 'Trust the certificates in this PEM file as well as the system\'s' -r -F
complete -c ipp -n "__fish_ipp_using_subcommand dev; and __fish_seen_subcommand_from simulate-tap" -l proxy -d 'Go through this proxy' -r
complete -c ipp -n "__fish_ipp_using_subcommand dev; and __fish_seen_subcommand_from simulate-tap" -l json -d 'The same as `--output json`'
complete -c ipp -n "__fish_ipp_using_subcommand dev; and __fish_seen_subcommand_from simulate-tap" -s q -l quiet -d 'Print results and errors only'
complete -c ipp -n "__fish_ipp_using_subcommand dev; and __fish_seen_subcommand_from simulate-tap" -s v -l verbose -d 'Show each request on stderr; twice: headers and bodies too, without secrets'
complete -c ipp -n "__fish_ipp_using_subcommand dev; and __fish_seen_subcommand_from simulate-tap" -l no-input -d 'Never ask, as if there were no terminal'
complete -c ipp -n "__fish_ipp_using_subcommand dev; and __fish_seen_subcommand_from simulate-tap" -s y -l yes -d 'Agree to every confirmation'
complete -c ipp -n "__fish_ipp_using_subcommand dev; and __fish_seen_subcommand_from simulate-tap" -l dry-run -d 'Show the request and send nothing; needs no key'
complete -c ipp -n "__fish_ipp_using_subcommand dev; and __fish_seen_subcommand_from simulate-tap" -l curl -d 'Show the request as a line for curl and send nothing; needs no key'
complete -c ipp -n "__fish_ipp_using_subcommand dev; and __fish_seen_subcommand_from simulate-tap" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and not __fish_seen_subcommand_from serve run status reset deliveries secret rotate-secret destination fault fidelity phone" -l profile -d 'Use the settings of this profile' -r
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and not __fish_seen_subcommand_from serve run status reset deliveries secret rotate-secret destination fault fidelity phone" -l env -d 'Where to work: production, playground or emulator' -r
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and not __fish_seen_subcommand_from serve run status reset deliveries secret rotate-secret destination fault fidelity phone" -l base-url -d 'Talk to this address instead of the environment\'s own' -r
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and not __fish_seen_subcommand_from serve run status reset deliveries secret rotate-secret destination fault fidelity phone" -s o -l output -d 'How to print results' -r -f -a "table\t'For people'
json\t'One document, with the API\'s field names'
jsonl\t'One line per object'
csv\t'With a header row'
id\t'Only ids, one per line'
junit\t'JUnit XML, of `webhook check` and `doctor` only'"
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and not __fish_seen_subcommand_from serve run status reset deliveries secret rotate-secret destination fault fidelity phone" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR says otherwise'
always\t'Also in files and pipes'
never\t'Not at all'"
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and not __fish_seen_subcommand_from serve run status reset deliveries secret rotate-secret destination fault fidelity phone" -l request-timeout -d 'Time for one request, resending included [default: 30s]' -r
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and not __fish_seen_subcommand_from serve run status reset deliveries secret rotate-secret destination fault fidelity phone" -l connect-timeout -d 'Time to get a connection [default: 5s]' -r
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and not __fish_seen_subcommand_from serve run status reset deliveries secret rotate-secret destination fault fidelity phone" -l retries -d 'How many times a request may be sent again where that is safe [default: 3]' -r
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and not __fish_seen_subcommand_from serve run status reset deliveries secret rotate-secret destination fault fidelity phone" -l ca-file -d 'Trust the certificates in this PEM file as well as the system\'s' -r -F
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and not __fish_seen_subcommand_from serve run status reset deliveries secret rotate-secret destination fault fidelity phone" -l proxy -d 'Go through this proxy' -r
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and not __fish_seen_subcommand_from serve run status reset deliveries secret rotate-secret destination fault fidelity phone" -l json -d 'The same as `--output json`'
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and not __fish_seen_subcommand_from serve run status reset deliveries secret rotate-secret destination fault fidelity phone" -s q -l quiet -d 'Print results and errors only'
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and not __fish_seen_subcommand_from serve run status reset deliveries secret rotate-secret destination fault fidelity phone" -s v -l verbose -d 'Show each request on stderr; twice: headers and bodies too, without secrets'
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and not __fish_seen_subcommand_from serve run status reset deliveries secret rotate-secret destination fault fidelity phone" -l no-input -d 'Never ask, as if there were no terminal'
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and not __fish_seen_subcommand_from serve run status reset deliveries secret rotate-secret destination fault fidelity phone" -s y -l yes -d 'Agree to every confirmation'
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and not __fish_seen_subcommand_from serve run status reset deliveries secret rotate-secret destination fault fidelity phone" -l dry-run -d 'Show the request and send nothing; needs no key'
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and not __fish_seen_subcommand_from serve run status reset deliveries secret rotate-secret destination fault fidelity phone" -l curl -d 'Show the request as a line for curl and send nothing; needs no key'
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and not __fish_seen_subcommand_from serve run status reset deliveries secret rotate-secret destination fault fidelity phone" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and not __fish_seen_subcommand_from serve run status reset deliveries secret rotate-secret destination fault fidelity phone" -f -a "serve" -d 'Serve the API for any client until Ctrl-C or SIGTERM; then the exit code is 0'
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and not __fish_seen_subcommand_from serve run status reset deliveries secret rotate-secret destination fault fidelity phone" -f -a "run" -d 'Serve the API to one command, set `IPP_*` for it, and end with its exit code'
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and not __fish_seen_subcommand_from serve run status reset deliveries secret rotate-secret destination fault fidelity phone" -f -a "status" -d 'Show what is in it, and what is waiting to be delivered'
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and not __fish_seen_subcommand_from serve run status reset deliveries secret rotate-secret destination fault fidelity phone" -f -a "reset" -d 'Begin anew: one shop, one simulated phone, no faults, plain time; destinations and signing secret stay'
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and not __fish_seen_subcommand_from serve run status reset deliveries secret rotate-secret destination fault fidelity phone" -f -a "deliveries" -d 'List callbacks and their attempts, newest first; or deliver one again'
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and not __fish_seen_subcommand_from serve run status reset deliveries secret rotate-secret destination fault fidelity phone" -f -a "secret" -d 'Print the secret that callbacks are signed with'
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and not __fish_seen_subcommand_from serve run status reset deliveries secret rotate-secret destination fault fidelity phone" -f -a "rotate-secret" -d 'Make a new signing secret; the one before signs, too, for 10 minutes'
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and not __fish_seen_subcommand_from serve run status reset deliveries secret rotate-secret destination fault fidelity phone" -f -a "destination" -d 'Manage where callbacks go'
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and not __fish_seen_subcommand_from serve run status reset deliveries secret rotate-secret destination fault fidelity phone" -f -a "fault" -d 'Let requests and callbacks go wrong on purpose'
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and not __fish_seen_subcommand_from serve run status reset deliveries secret rotate-secret destination fault fidelity phone" -f -a "fidelity" -d 'List what it does as documented, as seen in a public client, or as assumed, and where to change that'
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and not __fish_seen_subcommand_from serve run status reset deliveries secret rotate-secret destination fault fidelity phone" -f -a "phone" -d 'Play the clerk and the customer: pair a phone, pay, decline, cancel, lose the network'
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from serve" -l port -d 'The port; 0 takes a free one' -r
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from serve" -l ready-file -d 'Write the address to this file once it is served; removed at the end' -r -F
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from serve" -l listen -d 'Listen on this address of the machine instead of loopback' -r
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from serve" -l as -d 'What to pose as' -r -f -a "playground\t'Test keys, and simulated phones and taps'
production\t'Live keys, and nothing that only exists for testing (D)'"
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from serve" -l webhook -d 'Send callbacks here; repeatable, and kept in the state folder' -r
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from serve" -l webhook-secret-file -d 'Sign with the secret on the first line of this file [default: IPP_WEBHOOK_SECRET, or the state folder\'s own]' -r -F
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from serve" -l time-scale -d 'Let time go so many times as fast: expiry, retries; kept in the state folder, until 1 or `ipp emulator reset`' -r
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from serve" -l fault -d 'Let this go wrong, and nothing else: KIND[,NAME=VALUE]... with the kinds and names of `ipp emulator fault add`; repeatable, and kept in the state folder' -r
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from serve" -l seed -d 'Take new ids from this seed, and which faults strike: the same in every new state folder' -r
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from serve" -l state -d 'The state folder [default: IPP_STATE_DIR, or this user\'s own]' -r -F
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from serve" -l profile -d 'Use the settings of this profile' -r
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from serve" -l env -d 'Where to work: production, playground or emulator' -r
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from serve" -l base-url -d 'Talk to this address instead of the environment\'s own' -r
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from serve" -s o -l output -d 'How to print results' -r -f -a "table\t'For people'
json\t'One document, with the API\'s field names'
jsonl\t'One line per object'
csv\t'With a header row'
id\t'Only ids, one per line'
junit\t'JUnit XML, of `webhook check` and `doctor` only'"
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from serve" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR says otherwise'
always\t'Also in files and pipes'
never\t'Not at all'"
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from serve" -l request-timeout -d 'Time for one request, resending included [default: 30s]' -r
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from serve" -l connect-timeout -d 'Time to get a connection [default: 5s]' -r
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from serve" -l retries -d 'How many times a request may be sent again where that is safe [default: 3]' -r
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from serve" -l ca-file -d 'Trust the certificates in this PEM file as well as the system\'s' -r -F
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from serve" -l proxy -d 'Go through this proxy' -r
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from serve" -l json -d 'The same as `--output json`'
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from serve" -s q -l quiet -d 'Print results and errors only'
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from serve" -s v -l verbose -d 'Show each request on stderr; twice: headers and bodies too, without secrets'
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from serve" -l no-input -d 'Never ask, as if there were no terminal'
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from serve" -s y -l yes -d 'Agree to every confirmation'
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from serve" -l dry-run -d 'Show the request and send nothing; needs no key'
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from serve" -l curl -d 'Show the request as a line for curl and send nothing; needs no key'
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from serve" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from run" -l as -d 'What to pose as' -r -f -a "playground\t'Test keys, and simulated phones and taps'
production\t'Live keys, and nothing that only exists for testing (D)'"
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from run" -l webhook -d 'Send callbacks here; repeatable, and kept in the state folder' -r
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from run" -l webhook-secret-file -d 'Sign with the secret on the first line of this file [default: IPP_WEBHOOK_SECRET, or the state folder\'s own]' -r -F
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from run" -l time-scale -d 'Let time go so many times as fast: expiry, retries; kept in the state folder, until 1 or `ipp emulator reset`' -r
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from run" -l fault -d 'Let this go wrong, and nothing else: KIND[,NAME=VALUE]... with the kinds and names of `ipp emulator fault add`; repeatable, and kept in the state folder' -r
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from run" -l seed -d 'Take new ids from this seed, and which faults strike: the same in every new state folder' -r
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from run" -l state -d 'Keep the state in this folder [default: a temporary one, removed at the end]' -r -F
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from run" -l profile -d 'Use the settings of this profile' -r
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from run" -l env -d 'Where to work: production, playground or emulator' -r
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from run" -l base-url -d 'Talk to this address instead of the environment\'s own' -r
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from run" -s o -l output -d 'How to print results' -r -f -a "table\t'For people'
json\t'One document, with the API\'s field names'
jsonl\t'One line per object'
csv\t'With a header row'
id\t'Only ids, one per line'
junit\t'JUnit XML, of `webhook check` and `doctor` only'"
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from run" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR says otherwise'
always\t'Also in files and pipes'
never\t'Not at all'"
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from run" -l request-timeout -d 'Time for one request, resending included [default: 30s]' -r
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from run" -l connect-timeout -d 'Time to get a connection [default: 5s]' -r
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from run" -l retries -d 'How many times a request may be sent again where that is safe [default: 3]' -r
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from run" -l ca-file -d 'Trust the certificates in this PEM file as well as the system\'s' -r -F
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from run" -l proxy -d 'Go through this proxy' -r
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from run" -l json -d 'The same as `--output json`'
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from run" -s q -l quiet -d 'Print results and errors only'
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from run" -s v -l verbose -d 'Show each request on stderr; twice: headers and bodies too, without secrets'
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from run" -l no-input -d 'Never ask, as if there were no terminal'
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from run" -s y -l yes -d 'Agree to every confirmation'
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from run" -l dry-run -d 'Show the request and send nothing; needs no key'
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from run" -l curl -d 'Show the request as a line for curl and send nothing; needs no key'
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from run" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from status" -l state -d 'The state folder [default: IPP_STATE_DIR, or this user\'s own]' -r -F
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from status" -l profile -d 'Use the settings of this profile' -r
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from status" -l env -d 'Where to work: production, playground or emulator' -r
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from status" -l base-url -d 'Talk to this address instead of the environment\'s own' -r
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from status" -s o -l output -d 'How to print results' -r -f -a "table\t'For people'
json\t'One document, with the API\'s field names'
jsonl\t'One line per object'
csv\t'With a header row'
id\t'Only ids, one per line'
junit\t'JUnit XML, of `webhook check` and `doctor` only'"
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from status" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR says otherwise'
always\t'Also in files and pipes'
never\t'Not at all'"
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from status" -l request-timeout -d 'Time for one request, resending included [default: 30s]' -r
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from status" -l connect-timeout -d 'Time to get a connection [default: 5s]' -r
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from status" -l retries -d 'How many times a request may be sent again where that is safe [default: 3]' -r
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from status" -l ca-file -d 'Trust the certificates in this PEM file as well as the system\'s' -r -F
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from status" -l proxy -d 'Go through this proxy' -r
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from status" -l json -d 'The same as `--output json`'
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from status" -s q -l quiet -d 'Print results and errors only'
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from status" -s v -l verbose -d 'Show each request on stderr; twice: headers and bodies too, without secrets'
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from status" -l no-input -d 'Never ask, as if there were no terminal'
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from status" -s y -l yes -d 'Agree to every confirmation'
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from status" -l dry-run -d 'Show the request and send nothing; needs no key'
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from status" -l curl -d 'Show the request as a line for curl and send nothing; needs no key'
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from status" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from reset" -l state -d 'The state folder [default: IPP_STATE_DIR, or this user\'s own]' -r -F
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from reset" -l profile -d 'Use the settings of this profile' -r
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from reset" -l env -d 'Where to work: production, playground or emulator' -r
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from reset" -l base-url -d 'Talk to this address instead of the environment\'s own' -r
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from reset" -s o -l output -d 'How to print results' -r -f -a "table\t'For people'
json\t'One document, with the API\'s field names'
jsonl\t'One line per object'
csv\t'With a header row'
id\t'Only ids, one per line'
junit\t'JUnit XML, of `webhook check` and `doctor` only'"
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from reset" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR says otherwise'
always\t'Also in files and pipes'
never\t'Not at all'"
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from reset" -l request-timeout -d 'Time for one request, resending included [default: 30s]' -r
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from reset" -l connect-timeout -d 'Time to get a connection [default: 5s]' -r
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from reset" -l retries -d 'How many times a request may be sent again where that is safe [default: 3]' -r
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from reset" -l ca-file -d 'Trust the certificates in this PEM file as well as the system\'s' -r -F
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from reset" -l proxy -d 'Go through this proxy' -r
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from reset" -l json -d 'The same as `--output json`'
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from reset" -s q -l quiet -d 'Print results and errors only'
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from reset" -s v -l verbose -d 'Show each request on stderr; twice: headers and bodies too, without secrets'
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from reset" -l no-input -d 'Never ask, as if there were no terminal'
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from reset" -s y -l yes -d 'Agree to every confirmation'
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from reset" -l dry-run -d 'Show the request and send nothing; needs no key'
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from reset" -l curl -d 'Show the request as a line for curl and send nothing; needs no key'
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from reset" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from deliveries" -l limit -d 'Stop after so many' -r
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from deliveries" -l columns -d 'Show these columns, in this order: headings, or members of the JSON, such as `id,created_at`' -r
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from deliveries" -l sort -d 'Sort by these columns, downwards where `-` stands before one; reads the whole list first' -r
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from deliveries" -l redeliver -d 'Deliver this one again, whatever has become of it, and show it; its destination must still be there' -r
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from deliveries" -l state -d 'The state folder [default: IPP_STATE_DIR, or this user\'s own]' -r -F
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from deliveries" -l profile -d 'Use the settings of this profile' -r
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from deliveries" -l env -d 'Where to work: production, playground or emulator' -r
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from deliveries" -l base-url -d 'Talk to this address instead of the environment\'s own' -r
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from deliveries" -s o -l output -d 'How to print results' -r -f -a "table\t'For people'
json\t'One document, with the API\'s field names'
jsonl\t'One line per object'
csv\t'With a header row'
id\t'Only ids, one per line'
junit\t'JUnit XML, of `webhook check` and `doctor` only'"
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from deliveries" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR says otherwise'
always\t'Also in files and pipes'
never\t'Not at all'"
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from deliveries" -l request-timeout -d 'Time for one request, resending included [default: 30s]' -r
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from deliveries" -l connect-timeout -d 'Time to get a connection [default: 5s]' -r
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from deliveries" -l retries -d 'How many times a request may be sent again where that is safe [default: 3]' -r
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from deliveries" -l ca-file -d 'Trust the certificates in this PEM file as well as the system\'s' -r -F
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from deliveries" -l proxy -d 'Go through this proxy' -r
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from deliveries" -l json -d 'The same as `--output json`'
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from deliveries" -s q -l quiet -d 'Print results and errors only'
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from deliveries" -s v -l verbose -d 'Show each request on stderr; twice: headers and bodies too, without secrets'
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from deliveries" -l no-input -d 'Never ask, as if there were no terminal'
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from deliveries" -s y -l yes -d 'Agree to every confirmation'
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from deliveries" -l dry-run -d 'Show the request and send nothing; needs no key'
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from deliveries" -l curl -d 'Show the request as a line for curl and send nothing; needs no key'
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from deliveries" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from secret" -l state -d 'The state folder [default: IPP_STATE_DIR, or this user\'s own]' -r -F
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from secret" -l profile -d 'Use the settings of this profile' -r
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from secret" -l env -d 'Where to work: production, playground or emulator' -r
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from secret" -l base-url -d 'Talk to this address instead of the environment\'s own' -r
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from secret" -s o -l output -d 'How to print results' -r -f -a "table\t'For people'
json\t'One document, with the API\'s field names'
jsonl\t'One line per object'
csv\t'With a header row'
id\t'Only ids, one per line'
junit\t'JUnit XML, of `webhook check` and `doctor` only'"
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from secret" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR says otherwise'
always\t'Also in files and pipes'
never\t'Not at all'"
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from secret" -l request-timeout -d 'Time for one request, resending included [default: 30s]' -r
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from secret" -l connect-timeout -d 'Time to get a connection [default: 5s]' -r
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from secret" -l retries -d 'How many times a request may be sent again where that is safe [default: 3]' -r
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from secret" -l ca-file -d 'Trust the certificates in this PEM file as well as the system\'s' -r -F
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from secret" -l proxy -d 'Go through this proxy' -r
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from secret" -l json -d 'The same as `--output json`'
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from secret" -s q -l quiet -d 'Print results and errors only'
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from secret" -s v -l verbose -d 'Show each request on stderr; twice: headers and bodies too, without secrets'
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from secret" -l no-input -d 'Never ask, as if there were no terminal'
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from secret" -s y -l yes -d 'Agree to every confirmation'
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from secret" -l dry-run -d 'Show the request and send nothing; needs no key'
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from secret" -l curl -d 'Show the request as a line for curl and send nothing; needs no key'
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from secret" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from rotate-secret" -l state -d 'The state folder [default: IPP_STATE_DIR, or this user\'s own]' -r -F
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from rotate-secret" -l profile -d 'Use the settings of this profile' -r
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from rotate-secret" -l env -d 'Where to work: production, playground or emulator' -r
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from rotate-secret" -l base-url -d 'Talk to this address instead of the environment\'s own' -r
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from rotate-secret" -s o -l output -d 'How to print results' -r -f -a "table\t'For people'
json\t'One document, with the API\'s field names'
jsonl\t'One line per object'
csv\t'With a header row'
id\t'Only ids, one per line'
junit\t'JUnit XML, of `webhook check` and `doctor` only'"
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from rotate-secret" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR says otherwise'
always\t'Also in files and pipes'
never\t'Not at all'"
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from rotate-secret" -l request-timeout -d 'Time for one request, resending included [default: 30s]' -r
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from rotate-secret" -l connect-timeout -d 'Time to get a connection [default: 5s]' -r
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from rotate-secret" -l retries -d 'How many times a request may be sent again where that is safe [default: 3]' -r
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from rotate-secret" -l ca-file -d 'Trust the certificates in this PEM file as well as the system\'s' -r -F
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from rotate-secret" -l proxy -d 'Go through this proxy' -r
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from rotate-secret" -l json -d 'The same as `--output json`'
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from rotate-secret" -s q -l quiet -d 'Print results and errors only'
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from rotate-secret" -s v -l verbose -d 'Show each request on stderr; twice: headers and bodies too, without secrets'
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from rotate-secret" -l no-input -d 'Never ask, as if there were no terminal'
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from rotate-secret" -s y -l yes -d 'Agree to every confirmation'
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from rotate-secret" -l dry-run -d 'Show the request and send nothing; needs no key'
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from rotate-secret" -l curl -d 'Show the request as a line for curl and send nothing; needs no key'
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from rotate-secret" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from destination" -l profile -d 'Use the settings of this profile' -r
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from destination" -l env -d 'Where to work: production, playground or emulator' -r
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from destination" -l base-url -d 'Talk to this address instead of the environment\'s own' -r
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from destination" -s o -l output -d 'How to print results' -r -f -a "table\t'For people'
json\t'One document, with the API\'s field names'
jsonl\t'One line per object'
csv\t'With a header row'
id\t'Only ids, one per line'
junit\t'JUnit XML, of `webhook check` and `doctor` only'"
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from destination" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR says otherwise'
always\t'Also in files and pipes'
never\t'Not at all'"
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from destination" -l request-timeout -d 'Time for one request, resending included [default: 30s]' -r
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from destination" -l connect-timeout -d 'Time to get a connection [default: 5s]' -r
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from destination" -l retries -d 'How many times a request may be sent again where that is safe [default: 3]' -r
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from destination" -l ca-file -d 'Trust the certificates in this PEM file as well as the system\'s' -r -F
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from destination" -l proxy -d 'Go through this proxy' -r
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from destination" -l json -d 'The same as `--output json`'
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from destination" -s q -l quiet -d 'Print results and errors only'
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from destination" -s v -l verbose -d 'Show each request on stderr; twice: headers and bodies too, without secrets'
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from destination" -l no-input -d 'Never ask, as if there were no terminal'
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from destination" -s y -l yes -d 'Agree to every confirmation'
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from destination" -l dry-run -d 'Show the request and send nothing; needs no key'
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from destination" -l curl -d 'Show the request as a line for curl and send nothing; needs no key'
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from destination" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from destination" -f -a "add" -d 'Send callbacks of what happens from now on to a URL'
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from destination" -f -a "list" -d 'List where callbacks go'
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from destination" -f -a "remove" -d 'Send nothing more to a URL; what still waits is given up'
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from fault" -l profile -d 'Use the settings of this profile' -r
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from fault" -l env -d 'Where to work: production, playground or emulator' -r
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from fault" -l base-url -d 'Talk to this address instead of the environment\'s own' -r
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from fault" -s o -l output -d 'How to print results' -r -f -a "table\t'For people'
json\t'One document, with the API\'s field names'
jsonl\t'One line per object'
csv\t'With a header row'
id\t'Only ids, one per line'
junit\t'JUnit XML, of `webhook check` and `doctor` only'"
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from fault" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR says otherwise'
always\t'Also in files and pipes'
never\t'Not at all'"
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from fault" -l request-timeout -d 'Time for one request, resending included [default: 30s]' -r
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from fault" -l connect-timeout -d 'Time to get a connection [default: 5s]' -r
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from fault" -l retries -d 'How many times a request may be sent again where that is safe [default: 3]' -r
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from fault" -l ca-file -d 'Trust the certificates in this PEM file as well as the system\'s' -r -F
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from fault" -l proxy -d 'Go through this proxy' -r
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from fault" -l json -d 'The same as `--output json`'
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from fault" -s q -l quiet -d 'Print results and errors only'
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from fault" -s v -l verbose -d 'Show each request on stderr; twice: headers and bodies too, without secrets'
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from fault" -l no-input -d 'Never ask, as if there were no terminal'
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from fault" -s y -l yes -d 'Agree to every confirmation'
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from fault" -l dry-run -d 'Show the request and send nothing; needs no key'
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from fault" -l curl -d 'Show the request as a line for curl and send nothing; needs no key'
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from fault" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from fault" -f -a "add" -d 'Let something go wrong from now on, also in a server that is running'
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from fault" -f -a "list" -d 'List what goes wrong, and how often it did'
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from fault" -f -a "clear" -d 'Let nothing go wrong any more, or no longer what is named'
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from fidelity" -l mark -d 'Only those that are so known; repeatable' -r -f -a "d\t'Documented'
p\t'Seen in a public client'
a\t'Assumed'"
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from fidelity" -l limit -d 'Stop after so many' -r
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from fidelity" -l columns -d 'Show these columns, in this order: headings, or members of the JSON, such as `id,created_at`' -r
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from fidelity" -l sort -d 'Sort by these columns, downwards where `-` stands before one; reads the whole list first' -r
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from fidelity" -l profile -d 'Use the settings of this profile' -r
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from fidelity" -l env -d 'Where to work: production, playground or emulator' -r
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from fidelity" -l base-url -d 'Talk to this address instead of the environment\'s own' -r
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from fidelity" -s o -l output -d 'How to print results' -r -f -a "table\t'For people'
json\t'One document, with the API\'s field names'
jsonl\t'One line per object'
csv\t'With a header row'
id\t'Only ids, one per line'
junit\t'JUnit XML, of `webhook check` and `doctor` only'"
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from fidelity" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR says otherwise'
always\t'Also in files and pipes'
never\t'Not at all'"
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from fidelity" -l request-timeout -d 'Time for one request, resending included [default: 30s]' -r
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from fidelity" -l connect-timeout -d 'Time to get a connection [default: 5s]' -r
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from fidelity" -l retries -d 'How many times a request may be sent again where that is safe [default: 3]' -r
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from fidelity" -l ca-file -d 'Trust the certificates in this PEM file as well as the system\'s' -r -F
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from fidelity" -l proxy -d 'Go through this proxy' -r
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from fidelity" -l json -d 'The same as `--output json`'
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from fidelity" -s q -l quiet -d 'Print results and errors only'
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from fidelity" -s v -l verbose -d 'Show each request on stderr; twice: headers and bodies too, without secrets'
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from fidelity" -l no-input -d 'Never ask, as if there were no terminal'
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from fidelity" -s y -l yes -d 'Agree to every confirmation'
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from fidelity" -l dry-run -d 'Show the request and send nothing; needs no key'
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from fidelity" -l curl -d 'Show the request as a line for curl and send nothing; needs no key'
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from fidelity" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from phone" -l profile -d 'Use the settings of this profile' -r
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from phone" -l env -d 'Where to work: production, playground or emulator' -r
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from phone" -l base-url -d 'Talk to this address instead of the environment\'s own' -r
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from phone" -s o -l output -d 'How to print results' -r -f -a "table\t'For people'
json\t'One document, with the API\'s field names'
jsonl\t'One line per object'
csv\t'With a header row'
id\t'Only ids, one per line'
junit\t'JUnit XML, of `webhook check` and `doctor` only'"
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from phone" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR says otherwise'
always\t'Also in files and pipes'
never\t'Not at all'"
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from phone" -l request-timeout -d 'Time for one request, resending included [default: 30s]' -r
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from phone" -l connect-timeout -d 'Time to get a connection [default: 5s]' -r
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from phone" -l retries -d 'How many times a request may be sent again where that is safe [default: 3]' -r
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from phone" -l ca-file -d 'Trust the certificates in this PEM file as well as the system\'s' -r -F
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from phone" -l proxy -d 'Go through this proxy' -r
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from phone" -l json -d 'The same as `--output json`'
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from phone" -s q -l quiet -d 'Print results and errors only'
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from phone" -s v -l verbose -d 'Show each request on stderr; twice: headers and bodies too, without secrets'
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from phone" -l no-input -d 'Never ask, as if there were no terminal'
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from phone" -s y -l yes -d 'Agree to every confirmation'
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from phone" -l dry-run -d 'Show the request and send nothing; needs no key'
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from phone" -l curl -d 'Show the request as a line for curl and send nothing; needs no key'
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from phone" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from phone" -f -a "pair" -d 'Register a phone with a pairing code, as the POS app does'
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from phone" -f -a "sessions" -d 'List what a phone shows: its open sessions, oldest first'
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from phone" -f -a "choose" -d 'Pick a payment method, as the clerk does: the session becomes ACTIVE'
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from phone" -f -a "pay" -d 'Pay, as the customer does: the session becomes FINALIZED'
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from phone" -f -a "decline" -d 'Let the payment fail; the session stays open, and may be tried again'
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from phone" -f -a "cancel" -d 'Cancel a session, as the clerk does'
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from phone" -f -a "offline" -d 'Take a phone off the network: it gets no new sessions'
complete -c ipp -n "__fish_ipp_using_subcommand emulator; and __fish_seen_subcommand_from phone" -f -a "online" -d 'Bring a phone back to the network'
complete -c ipp -n "__fish_ipp_using_subcommand profile; and not __fish_seen_subcommand_from list show add use remove" -l profile -d 'Use the settings of this profile' -r
complete -c ipp -n "__fish_ipp_using_subcommand profile; and not __fish_seen_subcommand_from list show add use remove" -l env -d 'Where to work: production, playground or emulator' -r
complete -c ipp -n "__fish_ipp_using_subcommand profile; and not __fish_seen_subcommand_from list show add use remove" -l base-url -d 'Talk to this address instead of the environment\'s own' -r
complete -c ipp -n "__fish_ipp_using_subcommand profile; and not __fish_seen_subcommand_from list show add use remove" -s o -l output -d 'How to print results' -r -f -a "table\t'For people'
json\t'One document, with the API\'s field names'
jsonl\t'One line per object'
csv\t'With a header row'
id\t'Only ids, one per line'
junit\t'JUnit XML, of `webhook check` and `doctor` only'"
complete -c ipp -n "__fish_ipp_using_subcommand profile; and not __fish_seen_subcommand_from list show add use remove" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR says otherwise'
always\t'Also in files and pipes'
never\t'Not at all'"
complete -c ipp -n "__fish_ipp_using_subcommand profile; and not __fish_seen_subcommand_from list show add use remove" -l request-timeout -d 'Time for one request, resending included [default: 30s]' -r
complete -c ipp -n "__fish_ipp_using_subcommand profile; and not __fish_seen_subcommand_from list show add use remove" -l connect-timeout -d 'Time to get a connection [default: 5s]' -r
complete -c ipp -n "__fish_ipp_using_subcommand profile; and not __fish_seen_subcommand_from list show add use remove" -l retries -d 'How many times a request may be sent again where that is safe [default: 3]' -r
complete -c ipp -n "__fish_ipp_using_subcommand profile; and not __fish_seen_subcommand_from list show add use remove" -l ca-file -d 'Trust the certificates in this PEM file as well as the system\'s' -r -F
complete -c ipp -n "__fish_ipp_using_subcommand profile; and not __fish_seen_subcommand_from list show add use remove" -l proxy -d 'Go through this proxy' -r
complete -c ipp -n "__fish_ipp_using_subcommand profile; and not __fish_seen_subcommand_from list show add use remove" -l json -d 'The same as `--output json`'
complete -c ipp -n "__fish_ipp_using_subcommand profile; and not __fish_seen_subcommand_from list show add use remove" -s q -l quiet -d 'Print results and errors only'
complete -c ipp -n "__fish_ipp_using_subcommand profile; and not __fish_seen_subcommand_from list show add use remove" -s v -l verbose -d 'Show each request on stderr; twice: headers and bodies too, without secrets'
complete -c ipp -n "__fish_ipp_using_subcommand profile; and not __fish_seen_subcommand_from list show add use remove" -l no-input -d 'Never ask, as if there were no terminal'
complete -c ipp -n "__fish_ipp_using_subcommand profile; and not __fish_seen_subcommand_from list show add use remove" -s y -l yes -d 'Agree to every confirmation'
complete -c ipp -n "__fish_ipp_using_subcommand profile; and not __fish_seen_subcommand_from list show add use remove" -l dry-run -d 'Show the request and send nothing; needs no key'
complete -c ipp -n "__fish_ipp_using_subcommand profile; and not __fish_seen_subcommand_from list show add use remove" -l curl -d 'Show the request as a line for curl and send nothing; needs no key'
complete -c ipp -n "__fish_ipp_using_subcommand profile; and not __fish_seen_subcommand_from list show add use remove" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ipp -n "__fish_ipp_using_subcommand profile; and not __fish_seen_subcommand_from list show add use remove" -f -a "list" -d 'List the profiles'
complete -c ipp -n "__fish_ipp_using_subcommand profile; and not __fish_seen_subcommand_from list show add use remove" -f -a "show" -d 'Show the settings in force, or those of one profile; keys are masked'
complete -c ipp -n "__fish_ipp_using_subcommand profile; and not __fish_seen_subcommand_from list show add use remove" -f -a "add" -d 'Add a profile; the first one becomes the default'
complete -c ipp -n "__fish_ipp_using_subcommand profile; and not __fish_seen_subcommand_from list show add use remove" -f -a "use" -d 'Make a profile the default'
complete -c ipp -n "__fish_ipp_using_subcommand profile; and not __fish_seen_subcommand_from list show add use remove" -f -a "remove" -d 'Remove a profile, with its key'
complete -c ipp -n "__fish_ipp_using_subcommand profile; and __fish_seen_subcommand_from list" -l limit -d 'Stop after so many' -r
complete -c ipp -n "__fish_ipp_using_subcommand profile; and __fish_seen_subcommand_from list" -l columns -d 'Show these columns, in this order: headings, or members of the JSON, such as `id,created_at`' -r
complete -c ipp -n "__fish_ipp_using_subcommand profile; and __fish_seen_subcommand_from list" -l sort -d 'Sort by these columns, downwards where `-` stands before one; reads the whole list first' -r
complete -c ipp -n "__fish_ipp_using_subcommand profile; and __fish_seen_subcommand_from list" -l profile -d 'Use the settings of this profile' -r
complete -c ipp -n "__fish_ipp_using_subcommand profile; and __fish_seen_subcommand_from list" -l env -d 'Where to work: production, playground or emulator' -r
complete -c ipp -n "__fish_ipp_using_subcommand profile; and __fish_seen_subcommand_from list" -l base-url -d 'Talk to this address instead of the environment\'s own' -r
complete -c ipp -n "__fish_ipp_using_subcommand profile; and __fish_seen_subcommand_from list" -s o -l output -d 'How to print results' -r -f -a "table\t'For people'
json\t'One document, with the API\'s field names'
jsonl\t'One line per object'
csv\t'With a header row'
id\t'Only ids, one per line'
junit\t'JUnit XML, of `webhook check` and `doctor` only'"
complete -c ipp -n "__fish_ipp_using_subcommand profile; and __fish_seen_subcommand_from list" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR says otherwise'
always\t'Also in files and pipes'
never\t'Not at all'"
complete -c ipp -n "__fish_ipp_using_subcommand profile; and __fish_seen_subcommand_from list" -l request-timeout -d 'Time for one request, resending included [default: 30s]' -r
complete -c ipp -n "__fish_ipp_using_subcommand profile; and __fish_seen_subcommand_from list" -l connect-timeout -d 'Time to get a connection [default: 5s]' -r
complete -c ipp -n "__fish_ipp_using_subcommand profile; and __fish_seen_subcommand_from list" -l retries -d 'How many times a request may be sent again where that is safe [default: 3]' -r
complete -c ipp -n "__fish_ipp_using_subcommand profile; and __fish_seen_subcommand_from list" -l ca-file -d 'Trust the certificates in this PEM file as well as the system\'s' -r -F
complete -c ipp -n "__fish_ipp_using_subcommand profile; and __fish_seen_subcommand_from list" -l proxy -d 'Go through this proxy' -r
complete -c ipp -n "__fish_ipp_using_subcommand profile; and __fish_seen_subcommand_from list" -l json -d 'The same as `--output json`'
complete -c ipp -n "__fish_ipp_using_subcommand profile; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Print results and errors only'
complete -c ipp -n "__fish_ipp_using_subcommand profile; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Show each request on stderr; twice: headers and bodies too, without secrets'
complete -c ipp -n "__fish_ipp_using_subcommand profile; and __fish_seen_subcommand_from list" -l no-input -d 'Never ask, as if there were no terminal'
complete -c ipp -n "__fish_ipp_using_subcommand profile; and __fish_seen_subcommand_from list" -s y -l yes -d 'Agree to every confirmation'
complete -c ipp -n "__fish_ipp_using_subcommand profile; and __fish_seen_subcommand_from list" -l dry-run -d 'Show the request and send nothing; needs no key'
complete -c ipp -n "__fish_ipp_using_subcommand profile; and __fish_seen_subcommand_from list" -l curl -d 'Show the request as a line for curl and send nothing; needs no key'
complete -c ipp -n "__fish_ipp_using_subcommand profile; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ipp -n "__fish_ipp_using_subcommand profile; and __fish_seen_subcommand_from show" -l profile -d 'Use the settings of this profile' -r
complete -c ipp -n "__fish_ipp_using_subcommand profile; and __fish_seen_subcommand_from show" -l env -d 'Where to work: production, playground or emulator' -r
complete -c ipp -n "__fish_ipp_using_subcommand profile; and __fish_seen_subcommand_from show" -l base-url -d 'Talk to this address instead of the environment\'s own' -r
complete -c ipp -n "__fish_ipp_using_subcommand profile; and __fish_seen_subcommand_from show" -s o -l output -d 'How to print results' -r -f -a "table\t'For people'
json\t'One document, with the API\'s field names'
jsonl\t'One line per object'
csv\t'With a header row'
id\t'Only ids, one per line'
junit\t'JUnit XML, of `webhook check` and `doctor` only'"
complete -c ipp -n "__fish_ipp_using_subcommand profile; and __fish_seen_subcommand_from show" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR says otherwise'
always\t'Also in files and pipes'
never\t'Not at all'"
complete -c ipp -n "__fish_ipp_using_subcommand profile; and __fish_seen_subcommand_from show" -l request-timeout -d 'Time for one request, resending included [default: 30s]' -r
complete -c ipp -n "__fish_ipp_using_subcommand profile; and __fish_seen_subcommand_from show" -l connect-timeout -d 'Time to get a connection [default: 5s]' -r
complete -c ipp -n "__fish_ipp_using_subcommand profile; and __fish_seen_subcommand_from show" -l retries -d 'How many times a request may be sent again where that is safe [default: 3]' -r
complete -c ipp -n "__fish_ipp_using_subcommand profile; and __fish_seen_subcommand_from show" -l ca-file -d 'Trust the certificates in this PEM file as well as the system\'s' -r -F
complete -c ipp -n "__fish_ipp_using_subcommand profile; and __fish_seen_subcommand_from show" -l proxy -d 'Go through this proxy' -r
complete -c ipp -n "__fish_ipp_using_subcommand profile; and __fish_seen_subcommand_from show" -l origin -d 'Say where each value comes from'
complete -c ipp -n "__fish_ipp_using_subcommand profile; and __fish_seen_subcommand_from show" -l json -d 'The same as `--output json`'
complete -c ipp -n "__fish_ipp_using_subcommand profile; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Print results and errors only'
complete -c ipp -n "__fish_ipp_using_subcommand profile; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Show each request on stderr; twice: headers and bodies too, without secrets'
complete -c ipp -n "__fish_ipp_using_subcommand profile; and __fish_seen_subcommand_from show" -l no-input -d 'Never ask, as if there were no terminal'
complete -c ipp -n "__fish_ipp_using_subcommand profile; and __fish_seen_subcommand_from show" -s y -l yes -d 'Agree to every confirmation'
complete -c ipp -n "__fish_ipp_using_subcommand profile; and __fish_seen_subcommand_from show" -l dry-run -d 'Show the request and send nothing; needs no key'
complete -c ipp -n "__fish_ipp_using_subcommand profile; and __fish_seen_subcommand_from show" -l curl -d 'Show the request as a line for curl and send nothing; needs no key'
complete -c ipp -n "__fish_ipp_using_subcommand profile; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ipp -n "__fish_ipp_using_subcommand profile; and __fish_seen_subcommand_from add" -l api-key-file -d 'Read the key from this file, each time' -r
complete -c ipp -n "__fish_ipp_using_subcommand profile; and __fish_seen_subcommand_from add" -l api-key-command -d 'Ask a password manager\'s command for the key, each time; it is run without a shell: no pipes, no variables' -r
complete -c ipp -n "__fish_ipp_using_subcommand profile; and __fish_seen_subcommand_from add" -l username -d 'User name of the key, such as DM11917000-shop' -r
complete -c ipp -n "__fish_ipp_using_subcommand profile; and __fish_seen_subcommand_from add" -l merchant-id -d 'The merchant id, such as DM11917000' -r
complete -c ipp -n "__fish_ipp_using_subcommand profile; and __fish_seen_subcommand_from add" -l location -d 'The shop, where none is named: id, name or beginning' -r
complete -c ipp -n "__fish_ipp_using_subcommand profile; and __fish_seen_subcommand_from add" -l device -d 'The phone, where none is named: id, name or beginning' -r
complete -c ipp -n "__fish_ipp_using_subcommand profile; and __fish_seen_subcommand_from add" -l tax-rate -d 'Tax of lines without a rate, such as 25%' -r
complete -c ipp -n "__fish_ipp_using_subcommand profile; and __fish_seen_subcommand_from add" -l profile -d 'Use the settings of this profile' -r
complete -c ipp -n "__fish_ipp_using_subcommand profile; and __fish_seen_subcommand_from add" -l env -d 'Where to work: production, playground or emulator' -r
complete -c ipp -n "__fish_ipp_using_subcommand profile; and __fish_seen_subcommand_from add" -l base-url -d 'Talk to this address instead of the environment\'s own' -r
complete -c ipp -n "__fish_ipp_using_subcommand profile; and __fish_seen_subcommand_from add" -s o -l output -d 'How to print results' -r -f -a "table\t'For people'
json\t'One document, with the API\'s field names'
jsonl\t'One line per object'
csv\t'With a header row'
id\t'Only ids, one per line'
junit\t'JUnit XML, of `webhook check` and `doctor` only'"
complete -c ipp -n "__fish_ipp_using_subcommand profile; and __fish_seen_subcommand_from add" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR says otherwise'
always\t'Also in files and pipes'
never\t'Not at all'"
complete -c ipp -n "__fish_ipp_using_subcommand profile; and __fish_seen_subcommand_from add" -l request-timeout -d 'Time for one request, resending included [default: 30s]' -r
complete -c ipp -n "__fish_ipp_using_subcommand profile; and __fish_seen_subcommand_from add" -l connect-timeout -d 'Time to get a connection [default: 5s]' -r
complete -c ipp -n "__fish_ipp_using_subcommand profile; and __fish_seen_subcommand_from add" -l retries -d 'How many times a request may be sent again where that is safe [default: 3]' -r
complete -c ipp -n "__fish_ipp_using_subcommand profile; and __fish_seen_subcommand_from add" -l ca-file -d 'Trust the certificates in this PEM file as well as the system\'s' -r -F
complete -c ipp -n "__fish_ipp_using_subcommand profile; and __fish_seen_subcommand_from add" -l proxy -d 'Go through this proxy' -r
complete -c ipp -n "__fish_ipp_using_subcommand profile; and __fish_seen_subcommand_from add" -l api-key-stdin -d 'Read the key from stdin and keep it in the config file'
complete -c ipp -n "__fish_ipp_using_subcommand profile; and __fish_seen_subcommand_from add" -l read-only -d 'Refuse every write'
complete -c ipp -n "__fish_ipp_using_subcommand profile; and __fish_seen_subcommand_from add" -l json -d 'The same as `--output json`'
complete -c ipp -n "__fish_ipp_using_subcommand profile; and __fish_seen_subcommand_from add" -s q -l quiet -d 'Print results and errors only'
complete -c ipp -n "__fish_ipp_using_subcommand profile; and __fish_seen_subcommand_from add" -s v -l verbose -d 'Show each request on stderr; twice: headers and bodies too, without secrets'
complete -c ipp -n "__fish_ipp_using_subcommand profile; and __fish_seen_subcommand_from add" -l no-input -d 'Never ask, as if there were no terminal'
complete -c ipp -n "__fish_ipp_using_subcommand profile; and __fish_seen_subcommand_from add" -s y -l yes -d 'Agree to every confirmation'
complete -c ipp -n "__fish_ipp_using_subcommand profile; and __fish_seen_subcommand_from add" -l dry-run -d 'Show the request and send nothing; needs no key'
complete -c ipp -n "__fish_ipp_using_subcommand profile; and __fish_seen_subcommand_from add" -l curl -d 'Show the request as a line for curl and send nothing; needs no key'
complete -c ipp -n "__fish_ipp_using_subcommand profile; and __fish_seen_subcommand_from add" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ipp -n "__fish_ipp_using_subcommand profile; and __fish_seen_subcommand_from use" -l profile -d 'Use the settings of this profile' -r
complete -c ipp -n "__fish_ipp_using_subcommand profile; and __fish_seen_subcommand_from use" -l env -d 'Where to work: production, playground or emulator' -r
complete -c ipp -n "__fish_ipp_using_subcommand profile; and __fish_seen_subcommand_from use" -l base-url -d 'Talk to this address instead of the environment\'s own' -r
complete -c ipp -n "__fish_ipp_using_subcommand profile; and __fish_seen_subcommand_from use" -s o -l output -d 'How to print results' -r -f -a "table\t'For people'
json\t'One document, with the API\'s field names'
jsonl\t'One line per object'
csv\t'With a header row'
id\t'Only ids, one per line'
junit\t'JUnit XML, of `webhook check` and `doctor` only'"
complete -c ipp -n "__fish_ipp_using_subcommand profile; and __fish_seen_subcommand_from use" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR says otherwise'
always\t'Also in files and pipes'
never\t'Not at all'"
complete -c ipp -n "__fish_ipp_using_subcommand profile; and __fish_seen_subcommand_from use" -l request-timeout -d 'Time for one request, resending included [default: 30s]' -r
complete -c ipp -n "__fish_ipp_using_subcommand profile; and __fish_seen_subcommand_from use" -l connect-timeout -d 'Time to get a connection [default: 5s]' -r
complete -c ipp -n "__fish_ipp_using_subcommand profile; and __fish_seen_subcommand_from use" -l retries -d 'How many times a request may be sent again where that is safe [default: 3]' -r
complete -c ipp -n "__fish_ipp_using_subcommand profile; and __fish_seen_subcommand_from use" -l ca-file -d 'Trust the certificates in this PEM file as well as the system\'s' -r -F
complete -c ipp -n "__fish_ipp_using_subcommand profile; and __fish_seen_subcommand_from use" -l proxy -d 'Go through this proxy' -r
complete -c ipp -n "__fish_ipp_using_subcommand profile; and __fish_seen_subcommand_from use" -l json -d 'The same as `--output json`'
complete -c ipp -n "__fish_ipp_using_subcommand profile; and __fish_seen_subcommand_from use" -s q -l quiet -d 'Print results and errors only'
complete -c ipp -n "__fish_ipp_using_subcommand profile; and __fish_seen_subcommand_from use" -s v -l verbose -d 'Show each request on stderr; twice: headers and bodies too, without secrets'
complete -c ipp -n "__fish_ipp_using_subcommand profile; and __fish_seen_subcommand_from use" -l no-input -d 'Never ask, as if there were no terminal'
complete -c ipp -n "__fish_ipp_using_subcommand profile; and __fish_seen_subcommand_from use" -s y -l yes -d 'Agree to every confirmation'
complete -c ipp -n "__fish_ipp_using_subcommand profile; and __fish_seen_subcommand_from use" -l dry-run -d 'Show the request and send nothing; needs no key'
complete -c ipp -n "__fish_ipp_using_subcommand profile; and __fish_seen_subcommand_from use" -l curl -d 'Show the request as a line for curl and send nothing; needs no key'
complete -c ipp -n "__fish_ipp_using_subcommand profile; and __fish_seen_subcommand_from use" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ipp -n "__fish_ipp_using_subcommand profile; and __fish_seen_subcommand_from remove" -l profile -d 'Use the settings of this profile' -r
complete -c ipp -n "__fish_ipp_using_subcommand profile; and __fish_seen_subcommand_from remove" -l env -d 'Where to work: production, playground or emulator' -r
complete -c ipp -n "__fish_ipp_using_subcommand profile; and __fish_seen_subcommand_from remove" -l base-url -d 'Talk to this address instead of the environment\'s own' -r
complete -c ipp -n "__fish_ipp_using_subcommand profile; and __fish_seen_subcommand_from remove" -s o -l output -d 'How to print results' -r -f -a "table\t'For people'
json\t'One document, with the API\'s field names'
jsonl\t'One line per object'
csv\t'With a header row'
id\t'Only ids, one per line'
junit\t'JUnit XML, of `webhook check` and `doctor` only'"
complete -c ipp -n "__fish_ipp_using_subcommand profile; and __fish_seen_subcommand_from remove" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR says otherwise'
always\t'Also in files and pipes'
never\t'Not at all'"
complete -c ipp -n "__fish_ipp_using_subcommand profile; and __fish_seen_subcommand_from remove" -l request-timeout -d 'Time for one request, resending included [default: 30s]' -r
complete -c ipp -n "__fish_ipp_using_subcommand profile; and __fish_seen_subcommand_from remove" -l connect-timeout -d 'Time to get a connection [default: 5s]' -r
complete -c ipp -n "__fish_ipp_using_subcommand profile; and __fish_seen_subcommand_from remove" -l retries -d 'How many times a request may be sent again where that is safe [default: 3]' -r
complete -c ipp -n "__fish_ipp_using_subcommand profile; and __fish_seen_subcommand_from remove" -l ca-file -d 'Trust the certificates in this PEM file as well as the system\'s' -r -F
complete -c ipp -n "__fish_ipp_using_subcommand profile; and __fish_seen_subcommand_from remove" -l proxy -d 'Go through this proxy' -r
complete -c ipp -n "__fish_ipp_using_subcommand profile; and __fish_seen_subcommand_from remove" -l json -d 'The same as `--output json`'
complete -c ipp -n "__fish_ipp_using_subcommand profile; and __fish_seen_subcommand_from remove" -s q -l quiet -d 'Print results and errors only'
complete -c ipp -n "__fish_ipp_using_subcommand profile; and __fish_seen_subcommand_from remove" -s v -l verbose -d 'Show each request on stderr; twice: headers and bodies too, without secrets'
complete -c ipp -n "__fish_ipp_using_subcommand profile; and __fish_seen_subcommand_from remove" -l no-input -d 'Never ask, as if there were no terminal'
complete -c ipp -n "__fish_ipp_using_subcommand profile; and __fish_seen_subcommand_from remove" -s y -l yes -d 'Agree to every confirmation'
complete -c ipp -n "__fish_ipp_using_subcommand profile; and __fish_seen_subcommand_from remove" -l dry-run -d 'Show the request and send nothing; needs no key'
complete -c ipp -n "__fish_ipp_using_subcommand profile; and __fish_seen_subcommand_from remove" -l curl -d 'Show the request as a line for curl and send nothing; needs no key'
complete -c ipp -n "__fish_ipp_using_subcommand profile; and __fish_seen_subcommand_from remove" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ipp -n "__fish_ipp_using_subcommand api" -l query -d 'A query parameter; repeatable' -r
complete -c ipp -n "__fish_ipp_using_subcommand api" -s H -l header -d 'A header beside those of every request, as `Name: value`; repeatable' -r
complete -c ipp -n "__fish_ipp_using_subcommand api" -l from -d 'The body: a file with a JSON object, or stdin with -' -r
complete -c ipp -n "__fish_ipp_using_subcommand api" -l profile -d 'Use the settings of this profile' -r
complete -c ipp -n "__fish_ipp_using_subcommand api" -l env -d 'Where to work: production, playground or emulator' -r
complete -c ipp -n "__fish_ipp_using_subcommand api" -l base-url -d 'Talk to this address instead of the environment\'s own' -r
complete -c ipp -n "__fish_ipp_using_subcommand api" -s o -l output -d 'How to print results' -r -f -a "table\t'For people'
json\t'One document, with the API\'s field names'
jsonl\t'One line per object'
csv\t'With a header row'
id\t'Only ids, one per line'
junit\t'JUnit XML, of `webhook check` and `doctor` only'"
complete -c ipp -n "__fish_ipp_using_subcommand api" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR says otherwise'
always\t'Also in files and pipes'
never\t'Not at all'"
complete -c ipp -n "__fish_ipp_using_subcommand api" -l request-timeout -d 'Time for one request, resending included [default: 30s]' -r
complete -c ipp -n "__fish_ipp_using_subcommand api" -l connect-timeout -d 'Time to get a connection [default: 5s]' -r
complete -c ipp -n "__fish_ipp_using_subcommand api" -l retries -d 'How many times a request may be sent again where that is safe [default: 3]' -r
complete -c ipp -n "__fish_ipp_using_subcommand api" -l ca-file -d 'Trust the certificates in this PEM file as well as the system\'s' -r -F
complete -c ipp -n "__fish_ipp_using_subcommand api" -l proxy -d 'Go through this proxy' -r
complete -c ipp -n "__fish_ipp_using_subcommand api" -l json -d 'The same as `--output json`'
complete -c ipp -n "__fish_ipp_using_subcommand api" -s q -l quiet -d 'Print results and errors only'
complete -c ipp -n "__fish_ipp_using_subcommand api" -s v -l verbose -d 'Show each request on stderr; twice: headers and bodies too, without secrets'
complete -c ipp -n "__fish_ipp_using_subcommand api" -l no-input -d 'Never ask, as if there were no terminal'
complete -c ipp -n "__fish_ipp_using_subcommand api" -s y -l yes -d 'Agree to every confirmation'
complete -c ipp -n "__fish_ipp_using_subcommand api" -l dry-run -d 'Show the request and send nothing; needs no key'
complete -c ipp -n "__fish_ipp_using_subcommand api" -l curl -d 'Show the request as a line for curl and send nothing; needs no key'
complete -c ipp -n "__fish_ipp_using_subcommand api" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ipp -n "__fish_ipp_using_subcommand completions" -l profile -d 'Use the settings of this profile' -r
complete -c ipp -n "__fish_ipp_using_subcommand completions" -l env -d 'Where to work: production, playground or emulator' -r
complete -c ipp -n "__fish_ipp_using_subcommand completions" -l base-url -d 'Talk to this address instead of the environment\'s own' -r
complete -c ipp -n "__fish_ipp_using_subcommand completions" -s o -l output -d 'How to print results' -r -f -a "table\t'For people'
json\t'One document, with the API\'s field names'
jsonl\t'One line per object'
csv\t'With a header row'
id\t'Only ids, one per line'
junit\t'JUnit XML, of `webhook check` and `doctor` only'"
complete -c ipp -n "__fish_ipp_using_subcommand completions" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR says otherwise'
always\t'Also in files and pipes'
never\t'Not at all'"
complete -c ipp -n "__fish_ipp_using_subcommand completions" -l request-timeout -d 'Time for one request, resending included [default: 30s]' -r
complete -c ipp -n "__fish_ipp_using_subcommand completions" -l connect-timeout -d 'Time to get a connection [default: 5s]' -r
complete -c ipp -n "__fish_ipp_using_subcommand completions" -l retries -d 'How many times a request may be sent again where that is safe [default: 3]' -r
complete -c ipp -n "__fish_ipp_using_subcommand completions" -l ca-file -d 'Trust the certificates in this PEM file as well as the system\'s' -r -F
complete -c ipp -n "__fish_ipp_using_subcommand completions" -l proxy -d 'Go through this proxy' -r
complete -c ipp -n "__fish_ipp_using_subcommand completions" -l json -d 'The same as `--output json`'
complete -c ipp -n "__fish_ipp_using_subcommand completions" -s q -l quiet -d 'Print results and errors only'
complete -c ipp -n "__fish_ipp_using_subcommand completions" -s v -l verbose -d 'Show each request on stderr; twice: headers and bodies too, without secrets'
complete -c ipp -n "__fish_ipp_using_subcommand completions" -l no-input -d 'Never ask, as if there were no terminal'
complete -c ipp -n "__fish_ipp_using_subcommand completions" -s y -l yes -d 'Agree to every confirmation'
complete -c ipp -n "__fish_ipp_using_subcommand completions" -l dry-run -d 'Show the request and send nothing; needs no key'
complete -c ipp -n "__fish_ipp_using_subcommand completions" -l curl -d 'Show the request as a line for curl and send nothing; needs no key'
complete -c ipp -n "__fish_ipp_using_subcommand completions" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ipp -n "__fish_ipp_using_subcommand help" -l profile -d 'Use the settings of this profile' -r
complete -c ipp -n "__fish_ipp_using_subcommand help" -l env -d 'Where to work: production, playground or emulator' -r
complete -c ipp -n "__fish_ipp_using_subcommand help" -l base-url -d 'Talk to this address instead of the environment\'s own' -r
complete -c ipp -n "__fish_ipp_using_subcommand help" -s o -l output -d 'How to print results' -r -f -a "table\t'For people'
json\t'One document, with the API\'s field names'
jsonl\t'One line per object'
csv\t'With a header row'
id\t'Only ids, one per line'
junit\t'JUnit XML, of `webhook check` and `doctor` only'"
complete -c ipp -n "__fish_ipp_using_subcommand help" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR says otherwise'
always\t'Also in files and pipes'
never\t'Not at all'"
complete -c ipp -n "__fish_ipp_using_subcommand help" -l request-timeout -d 'Time for one request, resending included [default: 30s]' -r
complete -c ipp -n "__fish_ipp_using_subcommand help" -l connect-timeout -d 'Time to get a connection [default: 5s]' -r
complete -c ipp -n "__fish_ipp_using_subcommand help" -l retries -d 'How many times a request may be sent again where that is safe [default: 3]' -r
complete -c ipp -n "__fish_ipp_using_subcommand help" -l ca-file -d 'Trust the certificates in this PEM file as well as the system\'s' -r -F
complete -c ipp -n "__fish_ipp_using_subcommand help" -l proxy -d 'Go through this proxy' -r
complete -c ipp -n "__fish_ipp_using_subcommand help" -l json -d 'The same as `--output json`'
complete -c ipp -n "__fish_ipp_using_subcommand help" -s q -l quiet -d 'Print results and errors only'
complete -c ipp -n "__fish_ipp_using_subcommand help" -s v -l verbose -d 'Show each request on stderr; twice: headers and bodies too, without secrets'
complete -c ipp -n "__fish_ipp_using_subcommand help" -l no-input -d 'Never ask, as if there were no terminal'
complete -c ipp -n "__fish_ipp_using_subcommand help" -s y -l yes -d 'Agree to every confirmation'
complete -c ipp -n "__fish_ipp_using_subcommand help" -l dry-run -d 'Show the request and send nothing; needs no key'
complete -c ipp -n "__fish_ipp_using_subcommand help" -l curl -d 'Show the request as a line for curl and send nothing; needs no key'
complete -c ipp -n "__fish_ipp_using_subcommand help" -s h -l help -d 'Print help (see more with \'--help\')'
