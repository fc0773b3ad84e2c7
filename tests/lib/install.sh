# shellcheck shell=bash disable=SC2154
# What the checks need and how it gets here: Debian packages, and npm packages by their lock files.
# Sourced by tests/run. Nothing is installed that is there already.

# missing_packages COMMAND=PACKAGE…: the packages whose command is not on the path.
missing_packages() {
  local pair
  for pair in "$@"; do
    command -v "${pair%%=*}" >/dev/null 2>&1 || printf '%s\n' "${pair#*=}"
  done
}

# install_packages COMMAND=PACKAGE…
install_packages() {
  local missing as_root=()
  mapfile -t missing < <(missing_packages "$@")
  ((${#missing[@]} == 0)) && return 0
  printf 'install %s\n' "${missing[*]}"
  if ! command -v apt-get >/dev/null 2>&1; then
    note "missing and not installable here (no apt-get): ${missing[*]}"
    return 0
  fi
  if [[ $(id -u) != 0 ]]; then
    if ! command -v sudo >/dev/null 2>&1; then
      note "missing, and installing needs root: ${missing[*]}"
      return 0
    fi
    as_root=(sudo -n)
  fi
  {
    "${as_root[@]+"${as_root[@]}"}" apt-get update -q &&
      DEBIAN_FRONTEND=noninteractive "${as_root[@]+"${as_root[@]}"}" apt-get install -q -y --no-install-recommends "${missing[@]}"
  } >"$logs/install-packages.log" 2>&1 || note "apt-get failed for: ${missing[*]} (see $logs/install-packages.log)"
}

# python_packages FOLDER NAME: the packages of its requirements.txt, in an environment of its own under target.
python_packages() {
  local folder=$1 into=$root/target/$2 log=$logs/python-$2.log
  [[ $into/installed -nt $folder/requirements.txt ]] && return 0
  printf 'install Python packages of %s\n' "$folder"
  {
    python3 -m venv "$into" &&
      "$into/bin/pip" install --quiet --disable-pip-version-check --requirement "$folder/requirements.txt" &&
      touch "$into/installed"
  } >"$log" 2>&1 || note "the Python packages of $folder could not be installed (see $log)"
}

# npm_packages FOLDER…: `npm ci` where the lock file is newer than what is installed.
npm_packages() {
  local folder log
  for folder in "$@"; do
    [[ -f $folder/package-lock.json ]] || continue
    [[ $folder/node_modules/.package-lock.json -nt $folder/package-lock.json ]] && continue
    log=$logs/npm-$(log_name "$folder").log
    printf 'install npm packages of %s\n' "$folder"
    (cd "$folder" && npm ci --ignore-scripts --no-audit --no-fund) >"$log" 2>&1 || note "npm ci failed in $folder (see $log)"
  done
}
