<#
.SYNOPSIS
Fails unless a service may leave its current phase.

.DESCRIPTION
Reads a plan file and a metrics file and calls Assert-SloPhaseReadiness. Exit code 0 means ready, 1 means not ready,
not enough evidence, or bad input. Runs in pwsh, in Windows PowerShell and in slo:

    pwsh -File gate.ps1 -Plan slo/checkout.yaml -Metrics metrics.txt
    slo -File gate.ps1 -Plan slo/checkout.yaml -Metrics metrics.txt -Strict

A metrics file has one `key = value` on a line; empty lines and lines that begin with # are skipped:

    availability = 0.9965
    latency_p95 = 450
#>
[CmdletBinding()]
param(
    # The plan file of the service.
    [Parameter(Mandatory = $true)]
    [string] $Plan,

    # The file with the measurements.
    [Parameter(Mandatory = $true)]
    [string] $Metrics,

    # The phase whose gate is tried; the plan's current phase when it is left out.
    [string] $Phase,

    # Require the optional metrics, too.
    [switch] $Strict
)

# Any error ends the script, not only that of the gate: a plan file that cannot be read must not pass for success.
$ErrorActionPreference = 'Stop'

$sloPlan = Import-SloPlan -LiteralPath $Plan
$sloPhase = if ($Phase) { $sloPlan | Get-SloPhase -Name $Phase } else { $sloPlan | Get-SloPhase -Current }

# The location of PowerShell, which may differ from the folder of the process.
$file = $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($Metrics)
$evidence = @{}
foreach ($line in [System.IO.File]::ReadAllLines($file)) {
    $line = $line.Trim()
    if ($line -eq '' -or $line.StartsWith('#')) {
        continue
    }

    $key, $value = $line -split '\s*=\s*', 2
    if ($null -eq $value) {
        throw "$($Metrics): '$line' is not 'key = value'."
    }

    $evidence[$key] = $value
}

Assert-SloPhaseReadiness -Phase $sloPhase -Metrics $evidence -Strict:$Strict
"$($sloPlan.Service) is ready to leave phase $($sloPhase.Name)."
