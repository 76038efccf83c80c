# The fleet of docs/performance.md: plans for many services, each phase an SLO, written to files and read back.
# slo -File tests/ProgressiveSlo.Benchmarks/fleet.ps1 -Services 2500 -Path /tmp/fleet [-Format PrometheusRule] [-Import]
param(
    [int] $Services = 2500,
    [string] $Path = 'fleet',
    [string] $Format = 'PrometheusRule',
    [switch] $Import
)

$ErrorActionPreference = 'Stop'
$watch = [Diagnostics.Stopwatch]::StartNew()
if ($Import) {
    $count = 0
    [IO.Directory]::GetDirectories($Path) | Import-SloManifest | ForEach-Object { $count++ }
    "read $count SLOs in $($watch.Elapsed.TotalSeconds.ToString('F2')) s"
}
else {
    1..$Services | ForEach-Object { "service-$_" } | New-SloPlan -StartDate 2026-01-05 | Export-SloManifest $Path -Format $Format
    "wrote $(4 * $Services) SLOs in $($watch.Elapsed.TotalSeconds.ToString('F2')) s"
}
