#!/usr/bin/env bash
# Builds everything, runs every test, and ends with one line: N passed, N failed, N skipped.
# Installs what the tests need from the system's package manager when it can. Exit code 0 only when nothing failed.
set -u
cd "$(dirname "$0")/.." || exit 1

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 POWERSHELL_TELEMETRY_OPTOUT=1
configuration="${CONFIGURATION:-Release}"
passed=0 failed=0 skipped=0

finish() {
    printf '%d passed, %d failed, %d skipped\n' "$passed" "$failed" "$skipped"
    [ "$failed" -eq 0 ]
    exit
}

# Commands that tests call, and the Debian packages that bring them.
needs=(script:bsdutils mount:mount git:git promtool:prometheus prometheus:prometheus amtool:prometheus-alertmanager)
missing=()
for need in "${needs[@]}"; do
    command -v "${need%%:*}" >/dev/null 2>&1 || missing+=("${need##*:}")
done
if [ "${#missing[@]}" -gt 0 ]; then
    if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" -eq 0 ]; then
        echo "Installing ${missing[*]}"
        apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
    else
        echo "Not installed, and this script may not install them: ${missing[*]}"
    fi
fi

if ! dotnet build ProgressiveSlo.sln --configuration "$configuration" --nologo; then
    echo 'The build failed.'
    failed=1
    finish
fi

# One test project after the other: each starts processes of its own, and the machine may be small.
log="$(mktemp)"
trap 'rm -f "$log"' EXIT
for project in tests/*.Tests/*.csproj; do
    dotnet test --project "$project" --configuration "$configuration" --no-build --no-progress >"$log" 2>&1
    code=$?
    cat "$log"
    count() { sed -n "s/^ *$1: *\([0-9][0-9]*\).*/\1/p" "$log" | tail -n 1; }
    now_passed="$(count succeeded)" now_failed="$(count failed)" now_skipped="$(count skipped)"
    passed=$((passed + ${now_passed:-0}))
    skipped=$((skipped + ${now_skipped:-0}))
    # A runner that dies before it counts has failed, too.
    if [ "$code" -ne 0 ] && [ "${now_failed:-0}" -eq 0 ]; then now_failed=1; fi
    failed=$((failed + ${now_failed:-0}))
done

suites=(tests/Pester/*.Tests.ps1)
if command -v pwsh >/dev/null 2>&1 && pwsh -NoProfile -NonInteractive -Command 'exit [int](-not (Get-Module -ListAvailable Pester | Where-Object Version -ge 5.7))' 2>/dev/null; then
    pwsh -NoProfile -NonInteractive -File tests/Pester/run.ps1 >"$log" 2>&1
    code=$?
    cat "$log"
    counts="$(sed -n 's/^Pester: \([0-9]*\) passed, \([0-9]*\) failed, \([0-9]*\) skipped$/\1 \2 \3/p' "$log" | tail -n 1)"
    read -r now_passed now_failed now_skipped <<<"${counts:-0 0 0}"
    if [ "$code" -ne 0 ] && [ "$now_failed" -eq 0 ]; then now_failed=1; fi
    passed=$((passed + now_passed)) failed=$((failed + now_failed)) skipped=$((skipped + now_skipped))
else
    echo "Pester: no pwsh with Pester 5.7 or later on PATH; its ${#suites[@]} suites are skipped."
    skipped=$((skipped + ${#suites[@]}))
fi

finish
