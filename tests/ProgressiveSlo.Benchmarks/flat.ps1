# What an SLO costs when 100, 1,000 and 10,000 are written, for "Is the cost flat?" in docs/performance.md.
# slo -File tests/ProgressiveSlo.Benchmarks/flat.ps1 -Path /tmp/flat [-Rounds 5] [-Format PrometheusRule]
# Give a folder on a disk, then one in memory (/dev/shm): the difference is what the disk costs. Each point of a round writes
# as many SLOs as the others, small exports many times over, so that all are equally long in the noise of the machine; sizes take
# turns, so that a slow minute meets them all. Beside each export, as many files of the same size are written bare in the same way
# (a temporary file, one flush for 256, a rename): a disk has no flat cost of its own, and what it does to them it does to the exports.
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

# Milliseconds of as many files with nothing behind them.
function Measure-Bare([int] $Files, [byte[]] $Content) {
    if ([IO.Directory]::Exists($folder)) { [IO.Directory]::Delete($folder, $true) }
    if ($canSync) { sync }
    $watch = [Diagnostics.Stopwatch]::StartNew()
    $null = [IO.Directory]::CreateDirectory($folder)
    for ($from = 0; $from -lt $Files; $from += 256) {
        $to = [Math]::Min($Files, $from + 256)
        for ($i = $from; $i -lt $to; $i++) { [IO.File]::WriteAllBytes("$folder/.$i.tmp", $Content) }
        if ($canSync) { sync -f $folder }
        for ($i = $from; $i -lt $to; $i++) { [IO.File]::Move("$folder/.$i.tmp", "$folder/$i.yaml") }
    }
    $watch.Elapsed.TotalMilliseconds
}

# For one SLO: what the export takes, and what its files take bare.
function Measure-Point([int] $Count) {
    $times = [Math]::Max(1, [int][Math]::Floor($most / $Count))
    $export = 0.0
    $bare = 0.0
    for ($i = 0; $i -lt $times; $i++) {
        $export += Measure-Export $Count
        $bare += Measure-Bare $script:files[$Count] $script:content
    }

    [pscustomobject]@{ Export = $export / ($times * $Count * $phases); Bare = $bare / ($times * $Count * $phases) }
}

function Format-Line([string] $Head, $Cells) { ("{0,-8}" -f $Head) + (($Cells | ForEach-Object { "{0,10}" -f $_ }) -join '') }

function Format-Number($Values) { $Values | ForEach-Object { $_.ToString('F3', [cultureinfo]::InvariantCulture) } }

# How far the furthest of these is from the middle of least and most, in percent.
function Measure-Spread([double[]] $Values) {
    $middle = ([Linq.Enumerable]::Min($Values) + [Linq.Enumerable]::Max($Values)) / 2
    (100 * ([Linq.Enumerable]::Max($Values) / $middle - 1)).ToString('F0', [cultureinfo]::InvariantCulture)
}

try {
    # Twice the longest export: code is compiled for good and the heap has its size.
    1..2 | ForEach-Object { $null = Measure-Export $most }

    # How many files an export writes, and their size.
    $script:files = @{}
    foreach ($count in $Services) {
        $null = Measure-Export $count
        $written = [IO.Directory]::GetFiles($folder, '*', 'AllDirectories')
        $script:files[$count] = $written.Count
        $sum = 0L
        foreach ($file in $written) { $sum += ([IO.FileInfo]$file).Length }
        $script:content = [byte[]]::new([int]($sum / $written.Count))
    }

    [Random]::new(1).NextBytes($script:content)
    "ms for each SLO; bare: files of $($script:content.Length) bytes"
    Format-Line 'SLOs' (@($Services | ForEach-Object { $phases * $_ }) + @($Services | ForEach-Object { 'bare' }))
    $sums = [double[]]::new(2 * $Services.Count)
    for ($round = 1; $round -le $Rounds; $round++) {
        $points = @($Services | ForEach-Object { Measure-Point $_ })
        $row = @($points | ForEach-Object { $_.Export }) + @($points | ForEach-Object { $_.Bare })
        for ($i = 0; $i -lt $row.Count; $i++) { $sums[$i] += $row[$i] }
        Format-Line "round $round" (Format-Number $row)
    }

    $means = @($sums | ForEach-Object { $_ / $Rounds })
    $exports = [double[]]$means[0..($Services.Count - 1)]
    Format-Line 'mean' (Format-Number $means)
    "The means of the exports are within $(Measure-Spread $exports) % of their middle, the bare ones within $(Measure-Spread $means[$Services.Count..($means.Count - 1)]) %; the bound is 20 %."
}
finally {
    if ([IO.Directory]::Exists($folder)) { [IO.Directory]::Delete($folder, $true) }
    if ($parentIsOurs -and [IO.Directory]::Exists($parent)) { [IO.Directory]::Delete($parent) }
}
