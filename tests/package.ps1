# What the packed tool must do before anybody gets it; build.ps1 -Task Package runs it. Each line goes through another reader or writer.
param([Parameter(Mandatory)] [string] $Examples)

$ErrorActionPreference = 'Stop'
$folder = [IO.Path]::Combine([IO.Path]::GetTempPath(), 'slo-' + [guid]::NewGuid().ToString('N'))
$null = [IO.Directory]::CreateDirectory($folder)

function Test-Value([string] $What, $Actual, $Expected) {
    if ("$Actual" -cne "$Expected") { throw "The packed tool is broken: $What gives '$Actual' and not '$Expected'." }
}

try {
    $inventory = Get-SloInventory "$Examples/rules"
    Test-Value 'an inventory of rules, specs and dashboards' ($inventory.Service) 'checkout checkout search payments'
    Test-Value 'a report of it as JSON' (($inventory | ConvertTo-SloReport -Format Json).Contains('"search"')) $true

    New-SloPlan checkout -StartDate 2026-01-05 -Profile "$Examples/five-phases.yaml" | Export-SloPlan "$folder/plan.yaml"
    Test-Value 'a plan' (Import-SloPlan "$folder/plan.yaml").Service 'checkout'
    foreach ($format in 'SloDev', 'OpenSlo', 'Sloth', 'Pyrra', 'PrometheusRule', 'PrometheusOperator') {
        Import-SloPlan "$folder/plan.yaml" | Get-SloPhase -Current | Export-SloManifest "$folder/$format" -Format $format
        Test-Value "a manifest of $format" (Import-SloManifest "$folder/$format" -WarningAction Ignore)[0].Service 'checkout'
    }

    [IO.File]::WriteAllText("$folder/days.json", '[{"Service":"checkout","Date":"2026-01-05","Good":999,"Total":1000}]')
    Test-Value 'evidence in JSON' (Get-SloEvidence -Path "$folder/days.json").TotalEvents 1000
    Test-Value 'a readiness' (@{ availability = 0.995 } | Test-SloPhaseReadiness -Phase baseline).Phase 'baseline'

    # Nobody listens there: the transport and its packages are loaded, and say so.
    try { $null = Get-SloEvidence checkout -PrometheusUri http://127.0.0.1:9 -TimeoutSec 1 -WarningAction Ignore } catch { $problem = $_.FullyQualifiedErrorId }
    Test-Value 'a Prometheus that is not there' ($problem -like 'SloPrometheus*') $true
    'The packed tool works.'
}
finally {
    [IO.Directory]::Delete($folder, $true)
}
