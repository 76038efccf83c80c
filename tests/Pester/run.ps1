<#
.SYNOPSIS
Runs the suites against the staged module and prints the counts as one line for tests/run.sh.
.PARAMETER PesterVersion
A version that tests/Pester/Pester.csproj has placed into artifacts/pester. Without it, the Pester that is loaded already or installed.
.PARAMETER Fast
Leaves out what is tagged Slow.
#>
param([string] $PesterVersion, [switch] $Fast)

$ErrorActionPreference = 'Stop'
$root = Split-Path (Split-Path $PSScriptRoot -Parent) -Parent
$link = $null
if ([Management.Automation.WildcardPattern]::ContainsWildcardCharacters($root)) {
    # Pester takes paths for patterns: below a folder whose name holds [ or ], version 5 finds no test, and version 6 not the way back. A
    # link has another name for the same files.
    if ($PSVersionTable.PSVersion.Major -lt 6) { throw "Windows PowerShell cannot run the suites below a folder whose name has [ or ]: '$root'." }
    $link = Join-Path ([IO.Path]::GetTempPath()) "slo-$([guid]::NewGuid().ToString('N'))"
    $null = [IO.Directory]::CreateSymbolicLink($link, $root)
    $root = $link
    Push-Location -LiteralPath $root
}

try {
    $suites = [IO.Path]::Combine($root, 'tests', 'Pester')
    if ($PesterVersion) {
        $folder = [IO.Path]::Combine($root, 'artifacts', 'pester', 'Pester', $PesterVersion)
        if (-not [IO.Directory]::Exists($folder)) {
            throw "There is no Pester $PesterVersion in '$folder'. Place it first: dotnet msbuild tests/Pester/Pester.csproj -restore -t:PlacePester"
        }

        Import-Module ([IO.Path]::Combine($folder, 'Pester.psd1'))
    }
    elseif (-not (Get-Module Pester)) {
        # A version that is loaded already is the one that somebody wants to try.
        Import-Module Pester -MinimumVersion 5.7
    }

    $configuration = New-PesterConfiguration
    $configuration.Run.Path = $suites
    $configuration.Run.PassThru = $true
    $configuration.Output.Verbosity = 'Normal'
    $configuration.Output.RenderMode = 'Plaintext'
    if ($Fast) { $configuration.Filter.ExcludeTag = 'Slow' }
    $result = Invoke-Pester -Configuration $configuration
}
finally {
    # The link alone, and nothing behind it.
    if ($link) { Pop-Location; [IO.Directory]::Delete($link) }
}

# A suite that could not be read or set up has failed, although none of its tests ran. So has a run without tests.
$failed = $result.FailedCount + $result.FailedBlocksCount + $result.FailedContainersCount
if ($result.PassedCount + $failed -eq 0) { $failed = 1 }
# What is left out on purpose is not skipped.
$skipped = $result.SkippedCount + $(if ($Fast) { 0 } else { $result.NotRunCount })
"Pester $((Get-Module Pester).Version): $($result.PassedCount) passed, $failed failed, $skipped skipped"
exit [int]($failed -gt 0)
