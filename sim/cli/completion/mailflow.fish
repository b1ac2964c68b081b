# SPDX-License-Identifier: GPL-3.0-or-later
#
# What fish proposes for mailflow and mailflow-gtk: commands and options as the program itself tells them, scenarios as
# it lists them, and files.

# What the program says with "$argv": lines of "WORD<tab>what it is", by a pattern of two groups.
function __mailflow_tell --argument-names pattern
    command $argv[2..] 2>/dev/null | string replace -rf -- $pattern '$1\t$2'
end

# Of scenarios and traces: their names in the library, files, and folders on the way to them.
function __mailflow_scenarios --argument-names program word
    __mailflow_tell '^([^ ]+) +(.*)' (string replace -r -- '-gtk$' '' $program) list
    for path in (__fish_complete_path $word)
        string match -qr -- '(/|\.yaml|\.yml|\.jsonl)(\t.*)?$' $path; and echo $path
    end
end

# All values of the option of WORD, which is --OPTION=VALUE, each with the option before it.
function __mailflow_values --argument-names word command
    set -l parts (string split -m 1 = -- $word)
    set -l large dialogue queue mailbox dns library
    test "$command" = export; and set large
    switch $parts[1]
        case --view
            printf '%s\n' $parts[1]=map $parts[1]=ladder $parts[1]=$large
        case --trace --pcap --log --svg --pdf --worksheet --png --html --gif --webm --draw --screenshot --mbox --eml --zones
            printf "$parts[1]=%s\n" (__fish_complete_path $parts[2])
    end
end

function __mailflow_arguments --argument-names program command word
    switch "$command"
        case run check show why diff export serve gui
            __mailflow_scenarios $program $word
        case protocol
            __mailflow_tell '^ *([a-z0-9-]+)  +(.*)' $program protocol
        case bench
            printf '%s\n' events mails seek gui
    end
end

# What can stand at the cursor.
function __mailflow_propose
    set -l words (commandline -opc)
    set -l word (commandline -ct)
    set -l command $words[2]
    string match -q -- '*-gtk' $words[1]; and set command
    if string match -q -- '--*=*' $word
        __mailflow_values $word $command
    else if string match -q -- '-*' $word
        __mailflow_tell '^  (?:-[a-z], )?(--[a-z0-9-]+=?)[^ ]* *(.*)' $words[1] $command --help
        test (count $words) -eq 1; and printf '%s\n' --help --version
    else if string match -q -- '*-gtk' $words[1]
        __mailflow_scenarios $words[1] $word
    else if test (count $words) -eq 1
        __mailflow_tell '^  ([a-z]+) +(.*)' $words[1] --help
    else
        __mailflow_arguments $words[1] $words[2] $word
    end
end

complete -c mailflow -f -a '(__mailflow_propose)'
complete -c mailflow-gtk -f -a '(__mailflow_propose)'
