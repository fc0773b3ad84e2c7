# shellcheck shell=bash disable=SC2154
# `tests/run show NAME`: the figures that were promised, measured. Sourced by tests/run.
# The Rust part (independent WebRTC peers) and the browser part print the same lines:
# name, value, bound, ok|short, separated by tabs. Bounds stand in tests/bounds.toml.

# What is promised in all; those without a measuring part yet are said to be missing.
figures=(evening thin-line networks peer-support advisors client speed trust operate)

# An independent WHIP client, in a folder of its own.
aiortc() {
  export KORONAILTA_AIORTC=$root/target/aiortc/bin/python
  "$KORONAILTA_AIORTC" -c 'import aiortc, numpy' 2>/dev/null && return 0
  install_packages python3=python3 >&2
  { python3 -m venv "$root/target/aiortc" || { install_packages ensurepip=python3-venv >&2 && python3 -m venv "$root/target/aiortc"; }; } >&2 || return 0
  "$root/target/aiortc/bin/pip" --quiet install aiortc==1.16.0 numpy >&2 || echo "aiortc could not be installed" >&2
}

show() {
  local name=${1:-} sabotage="" only="" target=$root/target lines status=0 measured=0
  shift || true
  while (($#)); do
    case $1 in
      --sabotage) sabotage=${2:?--sabotage needs a name}; shift 2 ;;
      --only) only=${2:?--only needs the name of a part}; shift 2 ;;
      *) echo "unknown argument: $1" >&2; return 2 ;;
    esac
  done
  if [[ " ${figures[*]} " != *" $name "* || -z $name ]]; then
    printf 'unknown figures: "%s"; known: %s\n' "$name" "${figures[*]}" >&2
    return 2
  fi
  cargo build --quiet --locked --workspace >&2 || return 1
  export KORONAILTA_SERVER=$target/debug/koronailta
  if [[ -n $sabotage ]]; then
    # Broken on purpose, and kept apart: no ordinary build has this feature.
    cargo build --quiet --locked -p koronailta --features sabotage --target-dir "$target/sabotage" >&2 || return 1
    export KORONAILTA_SERVER=$target/sabotage/debug/koronailta KORONAILTA_SABOTAGE=$sabotage
  fi
  mkdir -p "$root/target/show"
  lines=$root/target/show/$name${sabotage:+-$sabotage}.tsv
  : >"$lines"

  if [[ $name == networks ]]; then
    install_packages python3=python3-venv node=nodejs >&2
    python_packages tests/calendar calendar-judge >&2
    npm_packages tests/calendar >&2
  fi
  if [[ -f tests/src/bin/koronailta-show/main.rs || -f tests/src/bin/koronailta-show.rs ]] &&
    "$target/debug/koronailta-show" --help 2>/dev/null | grep -qw -- "$name"; then
    measured=1
    "$target/debug/koronailta-show" "$name" ${sabotage:+--sabotage "$sabotage"} ${only:+--only "$only"} | tee -a "$lines" || status=1
  fi
  if [[ $name == networks && ${only:-requests} == requests ]]; then
    measured=1
    made_up_requests 120 | tee -a "$lines" || status=1
  fi
  if [[ -f tests/browser/show/$name.mjs ]]; then
    measured=1
    install_packages "${browser_packages[@]}" >&2
    npm_packages tests/browser >&2
    if [[ $name == advisors ]]; then
      install_packages tesseract=tesseract-ocr >&2
      aiortc
    fi
    tests/lib/isolated.sh node "tests/browser/show/$name.mjs" ${sabotage:+--sabotage "$sabotage"} ${only:+--only "$only"} | tee -a "$lines" || status=1
  fi
  if ((measured == 0)); then
    printf 'nothing measures "%s" yet\n' "$name" >&2
    return 2
  fi
  grep -q $'\tshort$' "$lines" && status=1
  grep -q $'\t\(ok\|short\)$' "$lines" || { echo "no figure was printed" >&2; status=1; }
  return "$status"
}
