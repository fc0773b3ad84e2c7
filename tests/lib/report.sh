# shellcheck shell=bash disable=SC2154
# Running one stage after the other and counting what came of it.
# Sourced by tests/run. Every stage's whole output is kept in $logs/NAME.log.

passed=0
failed=0
failures=()
notes=()

heading() { printf '\n== %s\n' "$1"; }

# Something a reader should know that is neither a pass nor a failure; repeated before the last line.
note() {
  printf 'note   %s\n' "$1"
  notes+=("$1")
}

# log_name WORDS: a file name made of a stage's name.
log_name() { printf '%s' "$1" | tr -cs '[:alnum:]' '-' | tr '[:upper:]' '[:lower:]' | sed 's/^-//; s/-$//'; }

# record_failure NAME COUNT LOG
record_failure() {
  failed=$((failed + $2))
  failures+=("$1 ($3)")
  sed 's/^/    | /' "$3" | tail -n "${KORONAILTA_TAIL:-40}"
}

# check NAME COMMAND…: one check, one count.
check() {
  local name=$1 log status started=$SECONDS
  shift
  log=$logs/$(log_name "$name").log
  "$@" >"$log" 2>&1
  status=$?
  if ((status == 0)); then
    passed=$((passed + 1))
    printf 'ok     %s (%d s)\n' "$name" $((SECONDS - started))
  else
    printf 'FAIL   %s (%d s), exit %d\n' "$name" $((SECONDS - started)) "$status"
    record_failure "$name" 1 "$log"
  fi
  return "$status"
}

# suite NAME COUNTER COMMAND…: many tests; COUNTER reads the log and prints "passed failed".
# A suite that fails without a counted failure (it did not compile, it was killed), or that ran nothing, counts as one failure.
suite() {
  local name=$1 counter=$2 log status good bad started=$SECONDS
  shift 2
  log=$logs/$(log_name "$name").log
  "$@" >"$log" 2>&1
  status=$?
  read -r good bad < <("$counter" "$log")
  passed=$((passed + good))
  if ((bad == 0 && (status != 0 || good == 0))); then bad=1; fi
  if ((bad == 0)); then
    printf 'ok     %s: %d passed (%d s)\n' "$name" "$good" $((SECONDS - started))
    return 0
  fi
  printf 'FAIL   %s: %d passed, %d failed (%d s), exit %d\n' "$name" "$good" "$bad" $((SECONDS - started)) "$status"
  "${counter}_failures" "$log" | sed 's/^/    > /'
  record_failure "$name" "$bad" "$log"
  return 1
}

# Sums the "test result: …" lines of cargo test.
count_cargo() {
  awk '/^test result: / {
    for (i = 1; i < NF; i++) { if ($(i + 1) ~ /^passed/) good += $i; if ($(i + 1) ~ /^failed/) bad += $i }
  } END { print good + 0, bad + 0 }' "$1"
}
count_cargo_failures() { grep -aE '^test .* \.\.\. FAILED|^error(\[|:)|panicked at' "$1" | head -n 40; }

# Sums the closing lines of node's test runner (tap); a cancelled test is a failed one.
count_node() {
  awk '/^# pass [0-9]+$/ { good += $3 } /^# (fail|cancelled) [0-9]+$/ { bad += $3 } END { print good + 0, bad + 0 }' "$1"
}
count_node_failures() { grep -aE '^ *not ok |^ *error: ' "$1" | head -n 40; }

# The last line, which scripts read.
finish() {
  local one
  printf '\n'
  for one in "${notes[@]+"${notes[@]}"}"; do printf 'note: %s\n' "$one"; done
  for one in "${failures[@]+"${failures[@]}"}"; do printf 'failed: %s\n' "$one"; done
  printf 'took %d min %d s; logs in %s\n' $((SECONDS / 60)) $((SECONDS % 60)) "${logs#"$root"/}"
  printf '%d passed, %d failed\n' "$passed" "$failed"
  ((failed == 0 && passed > 0))
}
