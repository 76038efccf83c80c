# Evidence of many services, or the search for them, from a real Prometheus beside the same requests made bare, for docs/performance.md. It
# takes pwsh, prometheus and promtool, and a module that is built:
# pwsh -File tests/ProgressiveSlo.Benchmarks/evidence.ps1 -Path /tmp/evidence [-Cmdlet Find-SloService] [-Services 500] [-Rounds 7]
# The requests of the bare side are those that the server has logged while the cmdlet asked. They are made with one HttpClient, as many at
# a time as the cmdlet makes, and their answers are read and thrown away. Both sides take turns, in one process.
param(
    [Parameter(Mandatory)] [string] $Path,
    [ValidateSet('Get-SloEvidence', 'Find-SloService')] [string] $Cmdlet = 'Get-SloEvidence',
    [int] $Services = 500,
    [int] $Rounds = 7,
    [int] $AtATime = 4,
    [string] $Module = "$PSScriptRoot/../../artifacts/module/ProgressiveSlo/ProgressiveSlo.psd1"
)

$ErrorActionPreference = 'Stop'
Import-Module $Module
$parent = $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($Path)
$folder = (New-Item -ItemType Directory -Force (Join-Path $parent ('evidence-' + [guid]::NewGuid().ToString('N')))).FullName
$names = 0..($Services - 1) | ForEach-Object { "service-$_" }
$end = [datetime]::SpecifyKind([datetime]'2026-03-01', 'Utc')

# Thirty-one days of counters, a sample for each half hour.
function Write-Sample([string] $File) {
    $last = ([DateTimeOffset]$end).ToUnixTimeSeconds()
    $writer = [IO.StreamWriter]::new($File)
    $writer.Write("# TYPE http_requests counter`n")
    for ($s = 0; $s -lt $Services; $s++) {
        foreach ($code in '200', '500') {
            $each = if ($code -eq '200') { 990 + $s % 7 } else { 1 + $s % 3 }
            $count = 0
            $head = "http_requests_total{service=`"service-$s`",status_code=`"$code`"} "
            for ($t = $last - 31 * 86400; $t -le $last; $t += 1800) {
                $count += $each
                $writer.Write("$head$count $t`n")
            }
        }
    }

    $writer.Write("# EOF`n")
    $writer.Dispose()
}

function Measure-Cmdlet {
    $watch = [Diagnostics.Stopwatch]::StartNew()
    if ($Cmdlet -eq 'Find-SloService') {
        $metrics = @(Find-SloService $uri -At $end -ProgressAction Ignore)
        $days = $metrics[0].Days
    }
    else {
        $metrics = @($names | Get-SloEvidence -PrometheusUri $uri -At $end -Window 30d -ProgressAction Ignore)
        $days = $metrics[0].Days.Count
    }

    $seconds = $watch.Elapsed.TotalSeconds
    if ($metrics.Count -ne $Services -or $days -ne 30) { throw "There are $($metrics.Count) services with $days days." }
    $seconds
}

# Each request as what it sends: where to, and its form.
function Read-Request([string] $Log) {
    foreach ($line in [IO.File]::ReadLines($Log)) {
        $query = ($line | ConvertFrom-Json -DateKind String).params
        $form = [Collections.Generic.Dictionary[string, string]]::new()
        $form['query'] = $query.query
        if ($query.step -gt 0) {
            $form['start'], $form['end'], $form['step'] = $query.start, $query.end, "$($query.step)"
            [pscustomobject]@{ Uri = "$uri/api/v1/query_range"; Form = $form }
        }
        else {
            $form['time'] = $query.end
            [pscustomobject]@{ Uri = "$uri/api/v1/query"; Form = $form }
        }
    }
}

function Measure-Bare($Requests) {
    $client = [Net.Http.HttpClient]::new()
    $watch = [Diagnostics.Stopwatch]::StartNew()
    $open = [Collections.Generic.List[Threading.Tasks.Task]]::new()
    foreach ($request in $Requests) {
        while ($open.Count -ge $AtATime) { $null = $open.Remove([Threading.Tasks.Task]::WhenAny($open).GetAwaiter().GetResult()) }
        $message = [Net.Http.HttpRequestMessage]::new('Post', $request.Uri)
        $message.Content = [Net.Http.FormUrlEncodedContent]::new($request.Form)
        $open.Add($client.SendAsync($message))
    }

    $null = [Threading.Tasks.Task]::WhenAll($open).GetAwaiter().GetResult()
    $watch.Elapsed.TotalSeconds
    $client.Dispose()
}

function Get-Median([double[]] $Values) { @($Values | Sort-Object)[[int][Math]::Floor($Values.Count / 2)] }

$server = $null
try {
    Write-Sample "$folder/samples.om"
    & promtool tsdb create-blocks-from openmetrics --max-block-duration=744h --quiet "$folder/samples.om" "$folder/data"
    [IO.File]::WriteAllText("$folder/prometheus.yml", "global: { query_log_file: '$folder/queries.log' }`nscrape_configs: []`n")
    $listener = [Net.Sockets.TcpListener]::new([Net.IPAddress]::Loopback, 0)
    $listener.Start()
    $uri = "http://127.0.0.1:$($listener.LocalEndpoint.Port)"
    $listener.Stop()
    $server = Start-Process prometheus -PassThru -RedirectStandardError "$folder/server.log" -ArgumentList @(
        "--config.file=$folder/prometheus.yml", "--storage.tsdb.path=$folder/data", '--storage.tsdb.retention.time=400d', "--web.listen-address=$($uri.Substring(7))", '--log.level=error')
    for ($i = 0; $i -lt 600; $i++) {
        if ($server.HasExited) { throw "Prometheus ended: $([IO.File]::ReadAllText("$folder/server.log"))" }
        try { $null = Invoke-WebRequest "$uri/-/ready"; break } catch { Start-Sleep -Milliseconds 100 }
    }

    $null = Measure-Cmdlet
    $requests = @(Read-Request "$folder/queries.log")
    $null = Measure-Bare $requests
    $pairs = 1..$Rounds | ForEach-Object { [pscustomobject]@{ Cmdlet = Measure-Cmdlet; Bare = Measure-Bare $requests } }
    $ratio = Get-Median ($pairs | ForEach-Object { $_.Cmdlet / $_.Bare })
    [string]::Format([cultureinfo]::InvariantCulture, '{0} services, {1} requests: {5} {2:F2} s, bare {3:F2} s, median of the ratios {4:F2}; the bound is 1.5', $Services, $requests.Count, (Get-Median $pairs.Cmdlet), (Get-Median $pairs.Bare), $ratio, $Cmdlet)
}
finally {
    if ($server -and -not $server.HasExited) { $server.Kill(); $server.WaitForExit() }
    [IO.Directory]::Delete($folder, $true)
}
