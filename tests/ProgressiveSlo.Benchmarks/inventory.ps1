# The inventory of docs/performance.md: rule files in a realistic mix, of which every tenth rule belongs to an SLO, and their inventory.
# slo -File tests/ProgressiveSlo.Benchmarks/inventory.ps1 -Files 2000 -Path /tmp/inventory            makes them
# taskset -c 0 slo -File tests/ProgressiveSlo.Benchmarks/inventory.ps1 -Path /tmp/inventory -Read     takes the inventory
# The same in one file, and what /usr/bin/time -v says of the two that read it:
# slo -File tests/ProgressiveSlo.Benchmarks/inventory.ps1 -Megabytes 50 -Path /tmp/large              makes it
# slo -File tests/ProgressiveSlo.Benchmarks/inventory.ps1 -Path /tmp/large -Read
# slo -File tests/ProgressiveSlo.Benchmarks/inventory.ps1 -Path /tmp/large -Lint
param(
    [int] $Files = 2000,
    [int] $Megabytes,
    [string] $Path = 'inventory',
    [switch] $Read,
    [switch] $Lint
)

$ErrorActionPreference = 'Stop'
$watch = [Diagnostics.Stopwatch]::StartNew()
if ($Read) {
    $items = 0
    Get-SloInventory $Path -Recurse -Verbose 4>&1 | ForEach-Object { if ($_ -is [System.Management.Automation.VerboseRecord]) { "$_" } else { $items++ } }
    $peak = [Diagnostics.Process]::GetCurrentProcess().PeakWorkingSet64 / 1MB
    "found $items items in $($watch.Elapsed.TotalSeconds.ToString('F2')) s, peak $($peak.ToString('F0')) MB"
    return
}

if ($Lint) {
    $codes = @{}
    Test-SloManifest $Path | ForEach-Object { $codes[$_.Code]++ }
    $peak = [Diagnostics.Process]::GetCurrentProcess().PeakWorkingSet64 / 1MB
    "found $(@($codes.Keys | Sort-Object | ForEach-Object { "$_ $($codes[$_])" }) -join ', ') in $($watch.Elapsed.TotalSeconds.ToString('F2')) s, peak $($peak.ToString('F0')) MB"
    return
}

# Twenty rules a file: eighteen of what monitoring is full of, and two of an SLO, in turns of three kinds.
$Path = $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($Path)
$null = [IO.Directory]::CreateDirectory($Path)
$large = if ($Megabytes) { [IO.StreamWriter]::new([IO.Path]::Combine($Path, 'large.yaml')) }
if ($large) { $large.Write("groups:`n") }
for ($file = 1; $large ? $large.BaseStream.Position -lt $Megabytes * 1e6 : $file -le $Files; $file++) {
    $service = "service-$file"
    $text = [Text.StringBuilder]::new()
    $isObject = $file % 3 -eq 0 -and -not $large
    $indent = if ($isObject) { '  ' } else { '' }
    if ($isObject) { $null = $text.Append("apiVersion: monitoring.coreos.com/v1`nkind: PrometheusRule`nmetadata:`n  name: $service`n  labels:`n    role: alert-rules`nspec:`n") }
    if (-not $large) { $null = $text.Append("${indent}groups:`n") }
    $null = $text.Append("$indent  - name: $service`n$indent    rules:`n")
    foreach ($i in 1..6) {
        $null = $text.Append(@"
$indent      - record: job_pod:container_cpu_usage_${i}:rate5m
$indent        expr: |
$indent          sum by (namespace, pod, job) (
$indent            rate(container_cpu_usage_seconds_total{job="$service",container!="",image!=""}[${i}m])
$indent          ) * on (namespace, pod) group_left (node) topk by (namespace, pod) (1, max by (namespace, pod, node) (kube_pod_info{node!=""}))
$indent      - alert: PodCrashLooping$i
$indent        expr: max_over_time(kube_pod_container_status_waiting_reason{reason="CrashLoopBackOff",job="$service",namespace=~"prod|stage$i"}[5m]) >= 1
$indent        for: 15m
$indent        labels:
$indent          severity: warning
$indent          team: team-$($file % 20)
$indent        annotations:
$indent          description: 'Pod {{ `$labels.namespace }}/{{ `$labels.pod }} ({{ `$labels.container }}) is in waiting state (reason: "CrashLoopBackOff").'
$indent          runbook_url: https://runbooks.example.com/pods/crash-looping
$indent          summary: Pod is crash looping.
$indent      - alert: DiskWillFill$i
$indent        expr: |
$indent          (
$indent            node_filesystem_avail_bytes{job="$service",fstype!=""} / node_filesystem_size_bytes{job="$service",fstype!=""} * 100 < $(10 + $i)
$indent          and
$indent            predict_linear(node_filesystem_avail_bytes{job="$service",fstype!=""}[6h], 24 * 60 * 60) < 0
$indent          )
$indent        for: 1h
$indent        labels:
$indent          severity: ticket
$indent        annotations:
$indent          summary: Filesystem has less than $(10 + $i)% left and is filling up.

"@)
    }

    $errors = "sum(rate(http_requests_total{job=`"$service`",code=~`"5..`"}[{0}])) / sum(rate(http_requests_total{job=`"$service`"}[{0}]))"
    $slo = switch ($file % 3) {
        0 { "$indent      - record: job:http_errors:ratio_rate1h`n$indent        expr: $($errors.Replace('{0}', '1h'))`n$indent        labels: {job: $service}`n$indent      - alert: ErrorBudgetBurn`n$indent        expr: job:http_errors:ratio_rate1h{job=`"$service`"} > 14.4 * 0.001`n" }
        1 { "$indent      - alert: ErrorBudgetBurnFast`n$indent        expr: $($errors.Replace('{0}', '1h')) > 14.4 * 0.005 and $($errors.Replace('{0}', '5m')) > 14.4 * 0.005`n$indent      - alert: ErrorBudgetBurnSlow`n$indent        expr: $($errors.Replace('{0}', '6h')) > 6 * 0.005 and $($errors.Replace('{0}', '30m')) > 6 * 0.005`n" }
        2 { "$indent      - alert: ErrorsHigh`n$indent        expr: $($errors.Replace('{0}', '5m')) > 0.05`n$indent      - alert: Slow`n$indent        expr: histogram_quantile(0.99, sum by (le) (rate(http_request_duration_seconds_bucket{job=`"$service`"}[5m]))) > 0.5`n" }
    }

    $null = $text.Append($slo)
    if ($large) { $large.Write($text.ToString()); $large.Flush() }
    else { [IO.File]::WriteAllText([IO.Path]::Combine($Path, "$service.yaml"), $text.ToString()) }
}

if ($large) { $large.Dispose(); $Files = 1 }
"wrote $Files files, $(20 * ($file - 1)) rules in $($watch.Elapsed.TotalSeconds.ToString('F2')) s"
