#!/usr/bin/env bash
# Builds everything, runs every suite, and ends with one line: N passed, N failed, N skipped. docs/testing.md says what the suites prove.
# Needs the .NET SDK, git and the package feeds; the rest is restored from NuGet, or installed with apt-get where this runs as root.
# Exit code 0 only when nothing failed.
set -u

usage() {
    cat <<'TEXT'
Usage: tests/run.sh [--fast] [--shared DIR]

  --fast        for work in progress: leaves out tests of the category Slow, makes a tenth of the damaged
                inputs, and runs the Pester suites with the newest Pester alone
  --shared DIR  also runs tests/ProgressiveSlo.SharedFixtures.Tests, over the documents of other projects in DIR
  --help        shows this text

CONFIGURATION=Debug tests the debug build. PROGRESSIVESLO_NO_AUDIT=1 restores without asking the feed for vulnerabilities.
TEXT
}

refuse() {
    printf 'tests/run.sh: %s\n' "$1" >&2
    usage >&2
    exit 2
}

fast='' shared=''
while [ $# -gt 0 ]; do
    case "$1" in
        --fast) fast=1 ;;
        --shared)
            [ $# -ge 2 ] || refuse '--shared needs a folder.'
            shared="$(cd -- "$2" 2>/dev/null && pwd)" || refuse "there is no folder '$2'."
            shift ;;
        -h | --help) usage; exit 0 ;;
        *) refuse "there is no option '$1'." ;;
    esac
    shift
done

# A script's background job (&) ignores SIGINT, and so does everything that it starts; tests that send Ctrl-C would wait forever. Begin
# again with the signal as it is by default.
if [ -z "${PROGRESSIVESLO_SIGNALS:-}" ] && env --default-signal=INT true 2>/dev/null; then
    export PROGRESSIVESLO_SIGNALS=default
    exec env --default-signal=INT bash "$0" ${fast:+--fast} ${shared:+--shared "$shared"}
fi

cd "$(dirname "$0")/.." || exit 1
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 POWERSHELL_TELEMETRY_OPTOUT=1
configuration="${CONFIGURATION:-Release}"
passed=0 failed=0 skipped=0
times=()
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT

finish() {
    if [ -s "$work/failures" ]; then
        echo
        echo 'Failed:'
        head -c 20000 "$work/failures"
    fi
    echo
    echo 'Minutes:'
    printf '%s\n' "${times[@]}"
    printf '%d passed, %d failed, %d skipped\n' "$passed" "$failed" "$skipped"
    [ "$failed" -eq 0 ]
    exit
}

# time_of NAME SECONDS
time_of() { times+=("$(printf '  %-36s %5d.%d' "$1" $(($2 / 60)) $(($2 % 60 / 6)))"); }

# count NAME SECONDS EXIT_CODE PASSED FAILED SKIPPED, where the numbers may be empty: who dies before counting has failed, too.
count() {
    local now_failed="${5:-0}"
    if [ "$now_failed" -eq 0 ] && { [ "$3" -ne 0 ] || [ -z "$4" ]; }; then now_failed=1; fi
    if [ "$now_failed" -ne 0 ]; then echo "  $1: $now_failed" >>"$work/failures"; fi
    passed=$((passed + ${4:-0})) failed=$((failed + now_failed)) skipped=$((skipped + ${6:-0}))
    time_of "$1" "$2"
}

# failures_of LOG: repeated before the last line, since a log of this length is often read from its end, or kept in part. xunit writes
# "failed NAME (time)" and Pester "[-] NAME time", each with the reason in the lines after it.
failures_of() { grep -E -A 8 '^(failed |[[:space:]]*\[-\] )' "$1" >>"$work/failures"; }

# line_of LOG: the numbers of the last line "...: N passed, N failed, N skipped".
line_of() { sed -n 's/^[^:]*: \([0-9]*\) passed, \([0-9]*\) failed, \([0-9]*\) skipped$/\1 \2 \3/p' "$1" | tail -n 1; }

# need COMMAND:PACKAGE[,PACKAGE...]...: installs what a suite calls and what is not there.
need() {
    local each packages missing=()
    for each in "$@"; do
        command -v "${each%%:*}" >/dev/null 2>&1 && continue
        IFS=, read -r -a packages <<<"${each#*:}"
        missing+=("${packages[@]}")
    done
    [ "${#missing[@]}" -gt 0 ] || return 0
    if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" -eq 0 ]; then
        echo "Installing ${missing[*]}"
        apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
    else
        echo "Not installed, and this script may not install them: ${missing[*]}"
    fi
}

# packages_of FOLDER: what its lock file names. A registry that fails for a moment must not leave tests out.
packages_of() {
    local try
    for try in 1 2 3; do
        npm ci --prefix "$1" --no-audit --no-fund --loglevel=error >/dev/null && return 0
        sleep $((try * 5))
    done
    echo "The packages of $1 cannot be restored, and the tests that need them are skipped."
}

start=$SECONDS
need script:bsdutils mount:mount git:git node:nodejs npm:npm chromium:chromium promtool:prometheus prometheus:prometheus amtool:prometheus-alertmanager \
    victoria-metrics:victoria-metrics vmalert:victoria-metrics \
    mono:mono-runtime,libmono-system-core4.0-cil,libmono-system-numerics4.0-cil,libmono-system-xml4.0-cil
# The grammar of Prometheus' own editor, for LezerAgreementTests, which are skipped without it.
packages_of tests/Lezer
# Playwright and axe-core, for HtmlPageTests, which are skipped without them.
packages_of tests/Pages
if ! dotnet build ProgressiveSlo.sln --configuration "$configuration" --nologo; then
    echo 'The build failed.'
    failed=1
    time_of 'build' $((SECONDS - start))
    finish
fi
time_of 'build' $((SECONDS - start))

# One test: the code is laid out as CSharpier would write it.
layout() {
    local start=$SECONDS code passes=0 fails=1
    dotnet tool restore >"$work/layout" 2>&1 && dotnet csharpier check . >>"$work/layout" 2>&1
    code=$?
    if [ "$code" -eq 0 ]; then
        passes=1 fails=0
    else
        cat "$work/layout"
        echo 'Layout: run dotnet csharpier format . and commit what it changes.'
    fi
    count 'layout (CSharpier)' $((SECONDS - start)) "$code" "$passes" "$fails" 0
}

layout

# test_project PROJECT: one after the other, since each starts processes of its own and the machine may be small.
test_project() {
    local log="$work/test" start=$SECONDS code
    local filter=()
    if [ -n "$fast" ]; then filter=(-- --filter-not-trait Category=Slow); fi
    dotnet test --project "$1" --configuration "$configuration" --no-build --no-progress "${filter[@]}" >"$log" 2>&1
    code=$?
    cat "$log"
    failures_of "$log"
    of() { sed -n "s/^ *$1: *\([0-9][0-9]*\).*/\1/p" "$log" | tail -n 1; }
    count "$(basename "$1" .csproj)" $((SECONDS - start)) "$code" "$(of succeeded)" "$(of failed)" "$(of skipped)"
}

for project in tests/*.Tests/*.csproj; do
    case "$project" in *SharedFixtures*) ;; *) test_project "$project" ;; esac
done
if [ -n "$shared" ]; then
    export PROGRESSIVESLO_SHARED_FIXTURES="$shared"
    test_project tests/ProgressiveSlo.SharedFixtures.Tests/ProgressiveSlo.SharedFixtures.Tests.csproj
    unset PROGRESSIVESLO_SHARED_FIXTURES
fi

# Damaged inputs for every reader: a minute of them here, and by hand as many as there is time for.
start=$SECONDS
dotnet "tests/ProgressiveSlo.Fuzz/bin/$configuration/net10.0/ProgressiveSlo.Fuzz.dll" ${fast:+--count 2000} >"$work/fuzz" 2>&1
code=$?
cat "$work/fuzz"
failures_of "$work/fuzz"
# shellcheck disable=SC2046
set -- $(line_of "$work/fuzz")
count 'ProgressiveSlo.Fuzz' $((SECONDS - start)) "$code" "${1:-}" "${2:-}" "${3:-}"

# The module's own assemblies on Mono, the nearest thing to .NET Framework here: the same bytes as on .NET.
framework() {
    local runner="tests/ProgressiveSlo.Framework/bin/$configuration" module=artifacts/module/ProgressiveSlo record=artifacts/framework/record.txt
    mkdir -p artifacts/framework &&
        dotnet "$runner/net10.0/ProgressiveSlo.Framework.dll" . "$module" --record "$record" &&
        mono "$runner/net472/ProgressiveSlo.Framework.exe" . "$module" --compare "$record"
}

start=$SECONDS
if command -v mono >/dev/null 2>&1; then
    framework >"$work/framework" 2>&1
    code=$?
    cat "$work/framework"
    failures_of "$work/framework"
    # shellcheck disable=SC2046
    set -- $(line_of "$work/framework")
    count '.NET Framework, on Mono' $((SECONDS - start)) "$code" "${1:-}" "${2:-}" "${3:-}"
else
    echo '.NET Framework: there is no mono on PATH; its cases are skipped.'
    skipped=$((skipped + 1))
fi

# pester VERSION: all suites in a PowerShell of its own; its output, exit code and seconds go to files.
pester() {
    local start=$SECONDS
    dotnet tool run pwsh -- -NoProfile -NonInteractive -File tests/Pester/run.ps1 -PesterVersion "$1" ${fast:+-Fast} >"$work/pester-$1" 2>&1
    echo "$? $((SECONDS - start))" >"$work/pester-$1.end"
}

versions=()
if dotnet tool restore && dotnet msbuild tests/Pester/Pester.csproj -restore -t:PlacePester -nologo; then
    mapfile -t versions <artifacts/pester/Pester/versions.txt
else
    echo 'Pester: PowerShell and Pester could not be restored.'
    failed=$((failed + 1))
fi
if [ -n "$fast" ]; then versions=("${versions[@]:0:1}"); fi
for version in "${versions[@]}"; do
    # One on each core: a PowerShell that runs tests keeps one busy.
    if [ "$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 1)" -gt 1 ]; then pester "$version" & else pester "$version"; fi
done
wait
for version in "${versions[@]}"; do
    cat "$work/pester-$version"
    failures_of "$work/pester-$version"
    read -r code seconds <"$work/pester-$version.end"
    # shellcheck disable=SC2046
    set -- $(line_of "$work/pester-$version")
    count "Pester $version" "$seconds" "$code" "${1:-}" "${2:-}" "${3:-}"
done

finish
