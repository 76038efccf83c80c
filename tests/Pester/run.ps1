# Runs every suite against the staged module and prints the counts as one line for tests/run.sh.
$ErrorActionPreference = 'Stop'
# A version that is loaded already is the one that somebody wants to try.
if (-not (Get-Module Pester)) { Import-Module Pester -MinimumVersion 5.7 }

$configuration = New-PesterConfiguration
$configuration.Run.Path = $PSScriptRoot
$configuration.Run.PassThru = $true
$configuration.Output.Verbosity = 'Normal'
$configuration.Output.RenderMode = 'Plaintext'
$result = Invoke-Pester -Configuration $configuration

# A suite that could not be read or set up has failed, although none of its tests ran.
$failed = $result.FailedCount + $result.FailedBlocksCount + $result.FailedContainersCount
"Pester: $($result.PassedCount) passed, $failed failed, $($result.SkippedCount + $result.NotRunCount) skipped"
exit [int]($failed -gt 0)
