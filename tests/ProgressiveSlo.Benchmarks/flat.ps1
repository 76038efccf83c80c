# What an SLO costs when 100, 1,000 and 10,000 are written, for "Is the cost flat?" in docs/performance.md.
# slo -File tests/ProgressiveSlo.Benchmarks/flat.ps1 -Path /tmp/flat [-Rounds 5] [-Format PrometheusRule]
# Give a folder on a disk, then one in memory (/dev/shm): the difference is what the disk costs. Each point of a round writes
# as many SLOs as the others, small exports many times over, so that all are equally long in the noise of the machine; sizes take
# turns, so that a slow minute meets them all.
param(
    [Parameter(Mandatory)] [string] $Path,
    [int] $Rounds = 5,
    [int[]] $Services = (25, 250, 2500),
    [string] $Format = 'PrometheusRule'
)

$ErrorActionPreference = 'Stop'
$phases = 4
$most = [Linq.Enumerable]::Max($Services)
$canSync = [bool](Get-Command sync -CommandType Application -ErrorAction Ignore)

# A folder of its own, so that nothing that stands in the given one is ever removed.
$parent = $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($Path)
$parentIsOurs = -not [IO.Directory]::Exists($parent)
$folder = [IO.Path]::Combine($parent, 'flat-' + [guid]::NewGuid().ToString('N'))

# Milliseconds of one export into a new folder. What the one before left to write is written first.
function Measure-Export([int] $Count) {
    if ([IO.Directory]::Exists($folder)) { [IO.Directory]::Delete($folder, $true) }
    if ($canSync) { sync }
    $watch = [Diagnostics.Stopwatch]::StartNew()
    1..$Count | ForEach-Object { "service-$_" } | New-SloPlan -StartDate 2026-01-05 | Export-SloManifest $folder -Format $Format
    $watch.Elapsed.TotalMilliseconds
}

function Measure-Point([int] $Count) {
    $times = [Math]::Max(1, [int][Math]::Floor($most / $Count))
    $sum = 0.0
    for ($i = 0; $i -lt $times; $i++) { $sum += Measure-Export $Count }
    $sum / ($times * $Count * $phases)
}

function Format-Line([string] $Head, $Cells) { ("{0,-8}" -f $Head) + (($Cells | ForEach-Object { "{0,10}" -f $_ }) -join '') }

try {
    # Twice the longest export: code is compiled for good and the heap has its size.
    1..2 | ForEach-Object { $null = Measure-Export $most }

    "ms for each SLO"
    Format-Line 'SLOs' ($Services | ForEach-Object { $phases * $_ })
    $sums = [double[]]::new($Services.Count)
    for ($round = 1; $round -le $Rounds; $round++) {
        $points = @($Services | ForEach-Object { Measure-Point $_ })
        for ($i = 0; $i -lt $points.Count; $i++) { $sums[$i] += $points[$i] }
        Format-Line "round $round" ($points | ForEach-Object { $_.ToString('F3', [cultureinfo]::InvariantCulture) })
    }

    $means = @($sums | ForEach-Object { $_ / $Rounds })
    Format-Line 'mean' ($means | ForEach-Object { $_.ToString('F3', [cultureinfo]::InvariantCulture) })
    $middle = ([Linq.Enumerable]::Min([double[]]$means) + [Linq.Enumerable]::Max([double[]]$means)) / 2
    $furthest = [Linq.Enumerable]::Max([double[]]$means) / $middle - 1
    "The means are within $((100 * $furthest).ToString('F0', [cultureinfo]::InvariantCulture)) % of their middle; the bound is 20 %."
}
finally {
    if ([IO.Directory]::Exists($folder)) { [IO.Directory]::Delete($folder, $true) }
    if ($parentIsOurs -and [IO.Directory]::Exists($parent)) { [IO.Directory]::Delete($parent) }
}
