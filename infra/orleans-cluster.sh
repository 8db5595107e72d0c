# Sourced by infra/dev: the build that runs on Orleans (its packages must be to be had), and a cluster of its silos on loopback.

# Everything that is built, tested and started from here on is of that build.
use_runtime() {
  case $1 in
    embedded) return ;;
    orleans) ;;
    *) die "--runtime needs embedded or orleans" ;;
  esac
  runtime=orleans
  properties=(-p:GrainRuntime=Orleans)
  local program
  for program in gateway_dll coop_dll benchmarks_dll silo_dll; do
    printf -v "$program" '%s' "${!program/\/bin\//\/bin\/orleans\/}"
  done
}

silo_pids=() silo_logs=()

# start_silos COUNT: with Orleans' scripts membership is in the database, without them in the first silo's memory. Sets what the
# gateways need to find them.
start_silos() {
  local i silo_port=11111 gateway_port=30000 probe_port=5180 folder primary='' gateways_of=''
  [[ -z $clock ]] || export Coop__Clock=$clock
  export Coop__Cluster__Id=${Coop__Cluster__Id:-dev} Coop__Cluster__Address=127.0.0.1
  for ((i = 1; i <= $1; i++)); do
    silo_port=$(free_port "$silo_port") gateway_port=$(free_port "$gateway_port") probe_port=$(free_port "$probe_port")
    folder=$data/silo-orleans-$i
    mkdir -p "$folder"
    if [[ -z $orleans_scripts ]]; then
      primary=${primary:-127.0.0.1:$silo_port}
      gateways_of+=${gateways_of:+,}127.0.0.1:$gateway_port
      export Coop__Cluster__Primary=$primary Coop__Cluster__Gateways=$gateways_of
    fi
    ASPNETCORE_ENVIRONMENT=Development ASPNETCORE_URLS=http://127.0.0.1:$probe_port Coop__Data=$folder \
      Coop__Cluster__SiloPort=$silo_port Coop__Cluster__GatewayPort=$gateway_port \
      dotnet "$silo_dll" >"$folder/silo.log" 2>&1 </dev/null &
    silo_pids+=($!) silo_logs+=("$folder/silo.log")
    note_pid "$folder" $!
    # One after another: the first keeps the membership, or makes its row.
    wait_for_silo $! "$probe_port" "$folder/silo.log"
    say "Silo $i runs at 127.0.0.1:$silo_port, process $!. Log: $folder/silo.log"
    silo_port=$((silo_port + 1)) gateway_port=$((gateway_port + 1)) probe_port=$((probe_port + 1))
  done
}

# wait_for_silo PROCESS PROBE-PORT LOG
wait_for_silo() {
  local until=$((SECONDS + ready_seconds))
  until is_ready "$2"; do
    kill -0 "$1" 2>/dev/null || fail_with_log "$3" "the silo ended before it was ready"
    [[ $SECONDS -lt $until ]] || fail_with_log "$3" "the silo was not ready within $ready_seconds s"
    sleep 0.1
  done
}

# After the gateways, which need them to their end; the one that may keep the membership goes last.
stop_silos() {
  local i code failed=0
  for ((i = ${#silo_pids[@]} - 1; i >= 0; i--)); do
    code=0
    # One that was killed meanwhile was somebody's wish.
    kill -TERM "${silo_pids[i]}" 2>/dev/null || continue
    ends_within "${silo_pids[i]}" "$stop_seconds" || kill -KILL "${silo_pids[i]}" 2>/dev/null || true
    wait "${silo_pids[i]}" || code=$?
    rm -f "$(pid_file "$(dirname "${silo_logs[i]}")")"
    [[ $code -eq 0 || $code -eq 143 ]] || { warn "infra/dev: a silo ended with code $code; see ${silo_logs[i]}"; failed=1; }
  done
  return "$failed"
}
