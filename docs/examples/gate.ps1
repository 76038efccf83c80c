<#
.SYNOPSIS
Fails unless every planned service may leave its current phase.

.DESCRIPTION
Judges the evidence by the gate of each plan's current phase. In Azure Pipelines and GitHub Actions it writes annotations,
output variables and a summary, elsewhere Markdown. Exit code 0 means that all services are ready; 1 means that one is not,
or that there is not enough evidence, or bad input. Runs in pwsh, in Windows PowerShell and in slo:

    pwsh -File gate.ps1 -PlanPath slo -PrometheusUri https://prometheus.example -RecordPath evidence -OutputPath reports
    pwsh -File gate.ps1 -PlanPath 'slo/*.yaml' -CountsPath counts.csv -OutputPath reports
    slo -File gate.ps1 -PlanPath slo/checkout.yaml -EvidencePath metrics.csv -AllowEstimate

A plan is its namespace and service. Evidence of services that have no plan here is left out. A plan without evidence is an error. Bare numbers are an estimate that moves no
plan: they open this gate with -AllowEstimate alone.
#>
[CmdletBinding(DefaultParameterSetName = 'None')]
param(
    # Plan files; wildcards are allowed.
    [Parameter(Position = 0)]
    [SupportsWildcards()]
    [string[]] $PlanPath,

    # A CSV file with one row for each service: Service, Availability, LatencyP95, ... (see Test-SloPhaseReadiness). No quotes.
    [Parameter(ParameterSetName = 'File')]
    [string] $EvidencePath,

    # CSV or JSON files with counts of days or hours (see Get-SloEvidence).
    [Parameter(ParameterSetName = 'Counts')]
    [string[]] $CountsPath,

    # The Prometheus, Thanos or Mimir that has the metrics.
    [Parameter(ParameterSetName = 'Prometheus')]
    [string] $PrometheusUri,

    # A bearer token for it.
    [Parameter(ParameterSetName = 'Prometheus')]
    [securestring] $Token,

    # The folder of the records, for Git: complete days are added to its files, and read from there once the server has forgotten them.
    [Parameter(ParameterSetName = 'Prometheus')]
    [string] $RecordPath,

    # Headers for it, for example @{ 'X-Scope-OrgID' = 'team-a' }.
    [Parameter(ParameterSetName = 'Prometheus')]
    [hashtable] $Header,

    # The evidence itself: a hashtable, or objects with the same keys.
    [Parameter(ParameterSetName = 'Evidence')]
    [Alias('Metrics')]
    [object[]] $Evidence,

    # A folder for slo-readiness.xml (JUnit) and slo-readiness.md.
    [string] $OutputPath,

    # Require a strength of evidence of 20.
    [switch] $Strict,

    # Take the estimate of bare numbers, too.
    [switch] $AllowEstimate,

    # The module: its name, or its folder.
    [string] $Module = 'ProgressiveSlo'
)

# Any error ends the script, not only a closed gate: a plan file that cannot be read must not pass for success.
$ErrorActionPreference = 'Stop'

# No parameter is mandatory: PowerShell would ask for it, and in a pipeline nobody answers.
if (-not ($PlanPath | Where-Object { $_ })) { throw 'There is no -PlanPath. Give the files of plans, or their folder.' }
$missing = switch ($PSCmdlet.ParameterSetName) {
    'None' { '-EvidencePath, -CountsPath, -PrometheusUri or -Evidence' }
    'File' { if (-not $EvidencePath) { '-EvidencePath' } }
    'Counts' { if (-not ($CountsPath | Where-Object { $_ })) { '-CountsPath' } }
    'Prometheus' { if (-not $PrometheusUri) { '-PrometheusUri' } }
    'Evidence' { if (-not $Evidence) { '-Evidence' } }
}
if ($missing) { throw "There is no evidence to judge. Give $missing." }

# Import-Csv would do, but slo does not have it.
function Read-Evidence([string] $Path) {
    # The location of PowerShell, which may differ from the folder of the process.
    $file = $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($Path)
    $lines = @([System.IO.File]::ReadAllLines($file) | Where-Object { $_.Trim() })
    if ($lines.Count -lt 2) { throw "$($Path): there is no row below the names of the columns." }
    $names = $lines[0].Split(',')
    foreach ($line in $lines[1..($lines.Count - 1)]) {
        $values = $line.Split(',')
        if ($line.Contains('"') -or $values.Count -ne $names.Count) {
            throw "$($Path): a row has quotes or not $($names.Count) values. Give plain values, or read the file with Import-Csv and use -Evidence."
        }

        $row = @{}
        for ($i = 0; $i -lt $names.Count; $i++) { $row[$names[$i].Trim()] = $values[$i].Trim() }
        $row
    }
}

if (-not (Get-Module ProgressiveSlo)) {
    # Import-Module takes a path for a pattern, and a folder's name may hold [ and ].
    $file = if (Test-Path -LiteralPath $Module -PathType Container) { Join-Path $Module 'ProgressiveSlo.psd1' } else { $Module }
    Import-Module $(if (Test-Path -LiteralPath $file) { [WildcardPattern]::Escape($file) } else { $Module })
}

$plans = @(Import-SloPlan -Path $PlanPath)
if (-not $plans) { throw "There is no plan file '$($PlanPath -join "', '")'. Give the files of plans, or their folder." }
$measured = switch ($PSCmdlet.ParameterSetName) {
    'File' { Read-Evidence $EvidencePath }
    'Counts' { Get-SloEvidence -Path $CountsPath }
    'Prometheus' {
        $server = @{ PrometheusUri = $PrometheusUri }
        if ($Token) { $server.Token = $Token }
        if ($Header) { $server.Header = $Header }
        if ($RecordPath) { $server.RecordPath = $RecordPath }
        $plans | Get-SloEvidence @server
    }
    default { $Evidence }
}

# A service, with its namespace where that is not the usual one.
function Get-Subject($Of) { if ($Of.Namespace -in $null, '', 'production') { $Of.Service } else { "$($Of.Service) ($($Of.Namespace))" } }

# A fleet's evidence may be wider than these plans. With a single plan, evidence need not name its service, and it need not name a namespace.
$measured = @(foreach ($item in $measured) {
        $mine = @($plans | Where-Object { $_.Service -ceq $item.Service -and (-not $item.Namespace -or $_.Namespace -ceq $item.Namespace) })
        if ($mine -or ($plans.Count -eq 1 -and -not $item.Service)) { $item }
    })
$results = @($measured | Test-SloPhaseReadiness -Plan $plans -Strict:$Strict)

# What was not measured is not ready. Without this line, a service that is missing in the evidence would open its gate.
$judged = @($results | ForEach-Object { "$($_.Namespace)/$($_.Service)" })
$missing = @($plans | Where-Object { $judged -cnotcontains "$($_.Namespace)/$($_.Service)" } | ForEach-Object { Get-Subject $_ })
if ($missing) { throw "There is no evidence for $($missing -join ', '). Check the names of the services in the evidence." }

if ($OutputPath) {
    $results | Export-SloReport -LiteralPath "$OutputPath/slo-readiness.xml" -Format JUnit -Force
    $results | Export-SloReport -LiteralPath "$OutputPath/slo-readiness.md" -Format Auto -Force
}
else {
    $results | Export-SloReport -Format Auto
}

$estimates = @($results | Where-Object { $_.Ready -and $_.Basis -eq 'Estimate' -and -not $AllowEstimate })
$closed = @($results | Where-Object { -not $_.Ready }) + $estimates
"$($results.Count - $closed.Count) of $($results.Count) ready."
if ($estimates) { "Only an estimate of bare numbers: $(@($estimates | ForEach-Object { Get-Subject $_ }) -join ', '). Give counts of days (-CountsPath, -PrometheusUri), or -AllowEstimate." }
if ($closed) {
    "Not ready: $(@($closed | ForEach-Object { Get-Subject $_ }) -join ', ')"
    exit 1
}

exit 0
