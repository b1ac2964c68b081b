# SPDX-License-Identifier: GPL-3.0-or-later
#
# What bash proposes for mailflow and mailflow-gtk: commands and options as the program itself tells them, scenarios as
# it lists them, and files.

# The words on standard input that begin with the word that is being completed.
_mailflow_propose () {
  local word
  while read -r word; do
    [[ $word == "$cur"* ]] && COMPREPLY+=("$word")
  done
}

# "$@" --help: the options that it tells of, those with a value with = behind them.
_mailflow_options () {
  "$@" --help 2>/dev/null | sed -nE 's/^  (-[a-z], )?(--[a-z0-9-]+=?).*/\2/p'
}

# Of scenarios and traces: their names in the library, files, and folders on the way to them.
_mailflow_scenarios () {
  local file
  _mailflow_propose < <("$1" list 2>/dev/null | sed -E 's/ .*//')
  while IFS= read -r file; do
    if [ -d "$file" ]; then
      COMPREPLY+=("$file/")
    else
      case $file in *.yaml | *.yml | *.jsonl) COMPREPLY+=("$file") ;; esac
    fi
  done < <(compgen -f -- "$cur")
}

# Values of the option $1, of export or of the window.
_mailflow_values () {
  local large=(map ladder dialogue queue mailbox dns library)
  [ "${COMP_WORDS[1]}" = export ] && large=(map ladder)
  case $1 in
  --view) _mailflow_propose < <(printf '%s\n' "${large[@]}") ;;
  --mbox | --eml | --zones) while IFS= read -r file; do COMPREPLY+=("$file/"); done < <(compgen -d -- "$cur") ;;
  --trace | --pcap | --log | --svg | --pdf | --worksheet | --png | --html | --gif | --webm | --draw | --screenshot)
    while IFS= read -r file; do COMPREPLY+=("$file"); done < <(compgen -f -- "$cur")
    ;;
  esac
}

# --option=value comes as three words, = being one that divides.
_mailflow_begin () {
  local cut=$COMP_CWORD
  cur=${COMP_WORDS[COMP_CWORD]}
  option=
  [ "$cur" = = ] && cur= && cut=$((cut + 1))
  [ "$cut" -ge 2 ] && [ "${COMP_WORDS[cut - 1]}" = = ] && option=${COMP_WORDS[cut - 2]}
  COMPREPLY=()
}

_mailflow_end () {
  case ${COMPREPLY[*]} in *=) compopt -o nospace 2>/dev/null ;; esac
  [ ${#COMPREPLY[@]} -eq 1 ] && [[ ${COMPREPLY[0]} == */ ]] && compopt -o nospace 2>/dev/null
  return 0
}

_mailflow () {
  local cur option program=${COMP_WORDS[0]} command=${COMP_WORDS[1]}
  _mailflow_begin
  if [ "$COMP_CWORD" -eq 1 ]; then
    _mailflow_propose < <("$program" --help 2>/dev/null | sed -nE 's/^  ([a-z]+) .*/\1/p'; printf '%s\n' --help --version)
  elif [ -n "$option" ]; then
    _mailflow_values "$option"
  elif [[ $cur == -* ]]; then
    _mailflow_propose < <(_mailflow_options "$program" "$command")
  else
    case $command in
    run | check | show | why | diff | export | serve | gui) _mailflow_scenarios "$program" ;;
    protocol) _mailflow_propose < <("$program" protocol 2>/dev/null | sed -nE 's/^ *([a-z0-9-]+)  .*/\1/p') ;;
    bench) _mailflow_propose < <(printf '%s\n' events mails seek gui) ;;
    esac
  fi
  _mailflow_end
}

_mailflow_gtk () {
  local cur option program=${COMP_WORDS[0]}
  _mailflow_begin
  if [ -n "$option" ]; then
    _mailflow_values "$option"
  elif [[ $cur == -* ]]; then
    _mailflow_propose < <(_mailflow_options "$program")
  else
    _mailflow_scenarios "${program%-gtk}"
  fi
  _mailflow_end
}

complete -F _mailflow mailflow
complete -F _mailflow_gtk mailflow-gtk
