# Sourced by infra/dev: adds processes to a running up on PostgreSQL, and takes them away. The up does it, whose children they are; scale
# says how many there shall be, wakes it and waits for its answer.

# One line a process: its folder and address, while the up can be scaled.
processes_file() { say "$1/processes"; }
# How many there shall be; gone when that is so, or cannot be: then it was answered why.
wanted_file() { say "$1/processes.wanted"; }
refused_file() { say "$1/processes.refused"; }

rescale=''

take_scaling() {
  rm -f "$(wanted_file "$data")"
  trap 'rescale=yes' USR1
  note_processes
}

note_processes() {
  local i
  for i in "${!gateways[@]}"; do
    say "$(basename "$(dirname "${logs[i]}")") ${addresses[i]}"
  done >"$(processes_file "$data").new"
  mv "$(processes_file "$data").new" "$(processes_file "$data")"
}

# In the up. What fails here ends nothing: the others go on.
scale_as_wanted() {
  local wanted refused=''
  rescale=''
  [[ -f $(wanted_file "$data") ]] || return 0
  wanted=$(<"$(wanted_file "$data")")
  rm -f "$(refused_file "$data")"
  while [[ ${#gateways[@]} -lt $wanted && -z $refused ]]; do
    add_gateway || refused="a process did not become ready: see ${logs[-1]}"
  done
  while [[ ${#gateways[@]} -gt $wanted ]]; do
    remove_gateway || refused="a process did not stop in order: see its log"
  done
  note_processes
  [[ -z $refused ]] || say "$refused" >"$(refused_file "$data")"
  rm -f "$(wanted_file "$data")"
}

add_gateway() {
  local number=1 port last until=$((SECONDS + ready_seconds))
  while is_running "$data/silo-$number"; do number=$((number + 1)); done
  port=$(free_port $((${addresses[-1]##*:} + 1)))
  start_gateway "$data/silo-$number" "$port"
  last=$(printf '%s\n' "${!gateways[@]}" | tail -n 1)
  until is_ready "$port"; do
    if ! kill -0 "${gateways[last]}" 2>/dev/null || [[ $SECONDS -ge $until ]]; then
      kill -KILL "${gateways[last]}" 2>/dev/null || true
      wait "${gateways[last]}" || true
      unset "gateways[last]"
      return 1
    fi
    sleep 0.1
  done
  say "CoopGrains runs at ${addresses[last]} too. Log: ${logs[last]}"
}

# The one that came last: not ready any more, it takes requests for Coop__DrainSeconds, finishes what it has, and ends.
remove_gateway() {
  local last code=0
  last=$(printf '%s\n' "${!gateways[@]}" | tail -n 1)
  kill -TERM "${gateways[last]}" 2>/dev/null || true
  ends_within "${gateways[last]}" "$stop_seconds" || kill -KILL "${gateways[last]}" 2>/dev/null || true
  wait "${gateways[last]}" || code=$?
  unset "gateways[last]"
  rm -f "$(pid_file "$(dirname "${logs[last]}")")"
  say "The process at ${addresses[last]} has stopped (code $code)."
  [[ $code -eq 0 ]]
}

# scale N: the verb.
scale() {
  local pid wanted='' tries=$(((ready_seconds + stop_seconds) * 10 + 1))
  while [[ $# -gt 0 ]]; do
    case $1 in
      --data) data=$(absolute "${2:?--data needs a folder}"); shift 2 ;;
      *) wanted=$1; shift ;;
    esac
  done
  [[ $wanted =~ ^[1-9][0-9]?$ ]] || die "scale needs a number of processes from 1 to 99"
  is_running "$data" && [[ -f $(processes_file "$data") ]] || die "no 'up --postgres' that can be scaled runs on $data"
  [[ ! -f $(wanted_file "$data") ]] || die "$data is being scaled to $(<"$(wanted_file "$data")") already"
  say "$wanted" >"$(wanted_file "$data")"
  while [[ -f $(wanted_file "$data") ]]; do
    ((tries-- > 0)) && is_running "$data" || die "it was not scaled: see what up says"
    # Again and again: one that comes just before the up waits wakes nobody.
    ((tries % 10)) || kill -USR1 "$pid"
    sleep 0.1
  done
  cat "$(processes_file "$data")"
  [[ ! -f $(refused_file "$data") ]] || die "$(<"$(refused_file "$data")")"
}
