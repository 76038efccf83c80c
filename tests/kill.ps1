# Ends runs of every cmdlet that writes files by SIGKILL, at moments that are spread over the run, and looks at what they leave.
# slo -File tests/kill.ps1 -Count 1000 -Path /tmp/kill
# Each file must be whole (it is read again), and the next run in the folder must leave none of the temporary files. On Linux and macOS.
param(
    [int] $Count = 1000,
    [int] $Seed = 1,
    # Ends after so many minutes, whatever the count is; 0 for no limit.
    [int] $Minutes,
    # A new folder: files in it are deleted and overwritten.
    [Parameter(Mandatory)] [string] $Path
)

$ErrorActionPreference = 'Stop'
$slo = [Environment]::ProcessPath
$arguments = if ($slo -match '/dotnet$') { @([Environment]::GetCommandLineArgs()[0]) } else { @() }
$Path = $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($Path)
if ([IO.Directory]::Exists($Path) -and [IO.Directory]::GetFileSystemEntries($Path)) { throw "'$Path' is not empty, and files in it would be deleted and overwritten. Give a new folder." }
$null = [IO.Directory]::CreateDirectory($Path)
Set-Location -LiteralPath $Path

# Each writes for ever. What it writes is there before it starts, so that a kill at any moment has something to damage.
$catalog = "@([pscustomobject]@{ Service = 'a'; Tier = 'critical'; Owner = 'x' }, [pscustomobject]@{ Service = 'b'; Tier = 'standard'; Owner = 'x' })"
$plan = 'New-SloPlan a, b, c -StartDate 2026-01-05'
$loops = [ordered]@{
    'Export-SloPlan'            = "$plan -Owner `$n | Export-SloPlan plans -Force"
    'Set-SloPlan'               = 'Set-SloPlan plans/a.yaml -Owner "owner $n" -Confirm:$false'
    'Step-SloPlan'              = 'Step-SloPlan plans/a.yaml -Force -Reason x; Step-SloPlan plans/a.yaml -Back -Reason x; if ($n % 50 -eq 0) { [IO.File]::Delete("$PWD/plans/a.yaml"); New-SloPlan a -StartDate 2026-01-05 | Export-SloPlan plans }'
    'Complete-SloCriterion'     = 'Complete-SloCriterion plans/b.yaml -Criterion *trained* -Note "n $n" -Force'
    'Export-SloManifest'        = "$plan | Get-SloPhase -Name `$(if (`$n % 2) { 'baseline' } else { 'improvement' }) | Export-SloManifest rules -Format PrometheusRule -Prune"
    'Export-SloManifest all'    = "$plan | Get-SloPhase -Name `$(if (`$n % 2) { 'baseline' } else { 'improvement' }) | Export-SloManifest dashboards -Format Grafana -Prune"
    'Export-SloReport'          = "$plan -Owner `"o`$n`" | Export-SloReport reports/plans.md -Force"
    'Export-SloMigration'       = "New-SloMigration -Catalog $catalog -StartDate ([datetime]'2026-01-05').AddDays(7 * (`$n % 9)) | Export-SloMigration migration.yaml -Force"
    'Complete-SloMigrationStep' = "if (`$n % 20 -eq 0) { New-SloMigration -Catalog $catalog -StartDate 2026-01-05 | Export-SloMigration steps.yaml -Force }; Import-SloMigration steps.yaml | Get-SloMigrationStep | Where-Object State -EQ Open | Select-Object -First 1 | ForEach-Object { Complete-SloMigrationStep steps.yaml -Id `$_.Id -Force -Reason x -Note x }"
    'Export-SloPhaseProfile'    = 'Export-SloPhaseProfile profiles -Force'
    'Export-SloFindingBaseline' = '[ProgressiveSlo.Findings.SloFinding]::new("OwnerMissing", "Information", "Nobody owns the SLO $n", "a.yaml", 1, "", "x") | Export-SloFindingBaseline baseline.yaml -Force'
    'Export-SloTemplate'        = 'Get-SloTemplate | Export-SloTemplate templates -Force'
    'New-SloRepository'         = 'New-SloRepository repository GitHubActions -Force'
}
$ready = "'a', 'b', 'c' | ForEach-Object { [IO.File]::Delete(`"`$PWD/plans/`$_.yaml`") }; $plan | Export-SloPlan plans -Force; New-SloMigration -Catalog $catalog -StartDate 2026-01-05 | Export-SloMigration steps.yaml -Force"

# Whole is what its own reader takes; of what has no reader, only that it ends with a line break.
function Test-Whole([string] $File) {
    $text = [IO.File]::ReadAllText($File)
    if (-not $text.EndsWith("`n")) { return 'it does not end with a line break' }
    if ($File.EndsWith('.json')) { try { $null = $text | ConvertFrom-Json; return '' } catch { return "$_" } }
    $name = [IO.Path]::GetRelativePath($Path, $File)
    try {
        switch -Wildcard ($name) {
            'plans/*' { $null = Import-SloPlan -LiteralPath $File -ErrorAction Stop }
            'steps.yaml' { $null = Import-SloMigration -LiteralPath $File -ErrorAction Stop }
            'migration.yaml' { $null = Import-SloMigration -LiteralPath $File -ErrorAction Stop }
            'rules/*' { if (Test-SloManifest -LiteralPath $File | Where-Object Code -In 'YamlSyntax', 'DocumentInvalid', 'RulesIncomplete') { return 'its rules are not whole' } }
            'templates/*' { $null = Get-SloTemplate -Path $File -ErrorAction Stop }
            'profiles/*' { $null = Get-SloPhaseProfile -Path $File -ErrorAction Stop }
        }

        ''
    }
    catch { "$_" }
}

$random = [Random]::new($Seed)
$names = @($loops.Keys)
$kills = 0; $broken = 0; $left = 0; $stayed = 0
$counts = [ordered]@{}
$seen = [Collections.Generic.HashSet[string]]::new()
$clock = [Diagnostics.Stopwatch]::StartNew()
while ($kills -lt $Count -and (-not $Minutes -or $clock.Elapsed.TotalMinutes -lt $Minutes)) {
    $name = $names[$kills % $names.Count]
    $start = [Diagnostics.ProcessStartInfo]::new($slo)
    foreach ($argument in $arguments) { $start.ArgumentList.Add($argument) }
    $start.ArgumentList.Add('-Command')
    $start.ArgumentList.Add("Set-Location -LiteralPath '$($Path.Replace("'", "''"))'; `$ErrorActionPreference = 'SilentlyContinue'; $ready; 'ready'; for (`$n = 1; ; `$n++) { $($loops[$name]) }")
    $start.RedirectStandardOutput = $true
    $start.RedirectStandardError = $true
    $start.UseShellExecute = $false
    $process = [Diagnostics.Process]::Start($start)
    $null = $process.StandardError.ReadToEndAsync()
    try {
        if ($process.StandardOutput.ReadLine() -ne 'ready') { throw "$name does not start." }
        # A pipe that nobody reads would fill, and the loop stand still.
        $null = $process.StandardOutput.ReadToEndAsync()
        # Long enough for several rounds, and at no beat of theirs.
        $until = [Diagnostics.Stopwatch]::StartNew()
        $wait = 20 + $random.NextDouble() * 380
        while ($until.Elapsed.TotalMilliseconds -lt $wait) { [Threading.Thread]::Sleep(1) }
        if ($process.HasExited) { throw "$name ended by itself." }
    }
    finally {
        if (-not $process.HasExited) { $process.Kill() }
        $process.WaitForExit()
        $process.Dispose()
    }

    $kills++
    $counts[$name]++
    $files = @([IO.Directory]::GetFiles($Path, '*', 'AllDirectories'))
    foreach ($file in $files) {
        if ($file -match '\.slo\.tmp$') { if ($seen.Add($file)) { $left++ }; [IO.File]::SetLastWriteTimeUtc($file, [DateTime]::UtcNow.AddMinutes(-2)); continue }
        $problem = Test-Whole $file
        if ($problem) { $broken++; "$name, kill ${kills}: ${file}: $problem" }
    }
}

# The next run of each, which ends by itself.
Invoke-Expression $ready
$ErrorActionPreference = 'Continue'
foreach ($name in $names) { $n = 1; Invoke-Expression $loops[$name] *> $null }
$stayed = @([IO.Directory]::GetFiles($Path, '.*.slo.tmp', 'AllDirectories')).Count
"$kills kills ($(@($counts.Keys | ForEach-Object { "$_ $($counts[$_])" }) -join ', ')): $broken files that are not whole, $left temporary files left, $stayed after the next run"
if ($broken -or $stayed) { exit 1 }
