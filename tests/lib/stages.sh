# shellcheck shell=bash disable=SC2154
# What is checked, in the order in which a mistake is cheapest to find. Sourced by tests/run.

stage_scripts() {
  heading "Scripts"
  check "shellcheck" shellcheck --external-sources tests/run .ci/run tests/lib/*.sh
}

stage_rust_style() {
  heading "Rust: form, lints, documentation"
  check "cargo fmt" cargo fmt --all --check
  check "clippy" cargo clippy --locked --workspace --all-targets -- -D warnings
  check "rustdoc" env RUSTDOCFLAGS="-D warnings" cargo doc --locked --workspace --no-deps --document-private-items
}

# Files that are made by a test from the wire types. The tests rewrite or compare them; either way they must be
# the same afterwards.
generated_files() {
  find web-client/protocol/types.d.ts signaling/fixtures -type f 2>/dev/null | sort
}
fingerprint_generated() { generated_files | xargs -r sha256sum; }
generated_unchanged() {
  local before=$1
  [[ -n $before ]] || { echo "there are no generated types and fixtures"; return 1; }
  diff <(printf '%s\n' "$before") <(fingerprint_generated)
}

stage_rust_tests() {
  local before
  heading "Rust: tests"
  before=$(fingerprint_generated)
  # The programs first and of the whole workspace, so that the tests find them made with the same features.
  check "cargo build" cargo build --locked --workspace || return
  suite "cargo test" count_cargo cargo test --locked --workspace --no-fail-fast
  check "generated types and fixtures are current" generated_unchanged "$before"
  if [[ -d tests/fuzz ]]; then
    check "fuzz targets are well-formed" cargo fmt --manifest-path tests/fuzz/Cargo.toml --check
  fi
}

# made_up_requests SECONDS: schemathesis in a place of its own.
made_up_requests() {
  local place=$root/target/schemathesis
  install_packages python3=python3-venv >&2
  python_packages tests/schemathesis schemathesis >&2
  "$place/bin/python" tests/schemathesis/run.py --tool "$place/bin/schemathesis" --seconds "$1"
}

stage_requests() {
  heading "Made-up requests against the OpenAPI document"
  check "schemathesis" made_up_requests 30
}

stage_supply_chain() {
  if command -v cargo-deny >/dev/null 2>&1; then
    heading "Licences, bans, sources"
    check "cargo deny" deny
  else
    note "cargo-deny is not installed; licences, bans and sources were not checked (tests/run deny installs it)"
  fi
}
deny() { cargo deny --locked --all-features check --hide-inclusion-graph bans licenses sources; }

# Node 20 does not expand patterns itself.
client_test_files() {
  find web-client tests/client -name node_modules -prune -o -type f \( -name '*.test.js' -o -name '*.test.mjs' \) -print 2>/dev/null | sort
}
typescript() {
  local compiler
  for compiler in web-client/node_modules/.bin/tsc web-client/vendor/node_modules/.bin/tsc; do
    [[ -x $compiler ]] && { "$compiler" "$@"; return; }
  done
  echo "no TypeScript compiler is installed"
  return 1
}
client_types() { typescript --noEmit -p "$(find web-client/tsconfig.json web-client/jsconfig.json tsconfig.json 2>/dev/null | head -n 1)"; }

# The bundles are rebuilt from the pinned packages into another folder and compared.
vendor_current() {
  local out=$root/target/vendor-check file status=0
  rm -rf "$out"
  (cd web-client/vendor && node build.mjs "$out") || return
  while IFS= read -r file; do
    cmp "$out/$file" "web-client/vendor/$file" || status=1
  done < <(cd "$out" && find . -type f | sort)
  return "$status"
}

stage_client() {
  local files
  heading "Client: types, words, units, vendored parts"
  npm_packages web-client/vendor web-client tests/browser
  check "tsc --strict, client" client_types
  check "tsc --strict, browser tests" typescript -p tests/browser
  mapfile -t files < <(client_test_files)
  # Without a file node would look for tests by itself, in node_modules too.
  suite "client unit tests" count_node node --test --test-reporter=tap "${files[@]:-no-test-files}"
  check "vendored bundles equal their sources" vendor_current
}

# stage_browsers [FILE…]: all scenes, or these.
stage_browsers() {
  local files=("$@")
  heading "Browsers"
  npm_packages tests/browser
  ((${#files[@]})) || mapfile -t files < <(find tests/browser -maxdepth 1 -name '*.test.mjs' | sort)
  # One scene after the other: each has up to three browsers, and the machine may have two cores.
  suite "browser tests" count_node tests/lib/isolated.sh node --test --test-concurrency=1 --test-reporter=tap "${files[@]:-no-test-files}"
}
