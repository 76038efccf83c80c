<#
.SYNOPSIS
Shows what a pull request changes: findings, rules, and the verdict of the gate for each changed plan.

.DESCRIPTION
Run it in the root of a repository as New-SloRepository lays it out: plans in plans/, manifests in manifests/<Format>/, gate.ps1 beside
this script. It

1. reads the plans and checks definitions and manifests; findings become annotations where the pipeline has them;
2. makes the manifests of the plans' current phases anew, and fails when those in the repository are others;
3. shows the difference between the manifests of the target branch and these, as Markdown;
4. asks the gate of each changed plan whether its service may leave the phase that it has on the target branch. A closed gate fails
   the pull request when it promotes the service. A promotion that was forced, with its reason in the plan, is shown and goes on.

Exit code 0 means that nothing stands against merging; 1 means that something does. Nothing in the working tree is changed. Runs in pwsh,
in Windows PowerShell and in slo:

    pwsh -File pull-request.ps1 -PrometheusUri https://prometheus.example -OutputPath reports
    pwsh -File pull-request.ps1 -EvidencePath metrics.csv -AllowEstimate -TargetBranch origin/main
#>
[CmdletBinding(DefaultParameterSetName = 'None')]
param(
    # A CSV file with one row for each service, as for gate.ps1.
    [Parameter(Mandatory = $true, ParameterSetName = 'File')]
    [string] $EvidencePath,

    # CSV or JSON files with counts of days or hours, as for gate.ps1.
    [Parameter(Mandatory = $true, ParameterSetName = 'Counts')]
    [string[]] $CountsPath,

    # The Prometheus, Thanos or Mimir that has the metrics.
    [Parameter(Mandatory = $true, ParameterSetName = 'Prometheus')]
    [string] $PrometheusUri,

    # A bearer token for it.
    [Parameter(ParameterSetName = 'Prometheus')]
    [securestring] $Token,

    # Headers for it, for example @{ 'X-Scope-OrgID' = 'team-a' }.
    [Parameter(ParameterSetName = 'Prometheus')]
    [hashtable] $Header,

    # Take the estimate of bare numbers, as for gate.ps1.
    [switch] $AllowEstimate,

    # What the pull request is to be merged into. Default: what the pipeline says, otherwise origin/main.
    [string] $TargetBranch,

    # The folder of the plans, below the current location.
    [string] $PlanPath = 'plans',

    # The folder of the manifests, below the current location.
    [string] $ManifestPath = 'manifests',

    # A folder for slo-pull-request.md and the reports of findings and gates. Without it they are printed.
    [string] $OutputPath,

    # The module: its name, or its folder.
    [string] $Module = 'ProgressiveSlo'
)

$ErrorActionPreference = 'Stop'
$PSNativeCommandUseErrorActionPreference = $false
$formats = 'SloDev', 'OpenSlo', 'Sloth', 'Pyrra', 'PrometheusRule', 'PrometheusOperator', 'Grafana', 'GrafanaFleet'
$longestDiff = 500
$script:problems = 0

# The location of PowerShell, which may differ from the folder of the process.
function Get-FullPath([string] $Path) { $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($Path) }

# The agent of a pipeline reads commands in the output: "##" anywhere in a line, "::" at its start. Names of files are not commands.
function Protect-Text([string] $Text) { $Text -replace '[\p{Cc}]', ' ' -replace '##', '# #' }

# What stands against merging, escaped as each agent wants it.
function Write-Problem([string] $Text) {
    $script:problems++
    $Text = Protect-Text $Text
    if ($env:TF_BUILD) { '##vso[task.logissue type=error]' + $Text.Replace('%', '%AZP25') }
    elseif ($env:GITHUB_ACTIONS) { '::error::' + $Text.Replace('%', '%25') }
    else { 'Error: ' + $Text }
}

# Copy-Item would do, but slo does not have it.
function Copy-Folder([string] $From, [string] $To) {
    [void] [System.IO.Directory]::CreateDirectory($To)
    if (-not [System.IO.Directory]::Exists($From)) { return }
    foreach ($file in [System.IO.Directory]::GetFiles($From)) { [System.IO.File]::Copy($file, [System.IO.Path]::Combine($To, [System.IO.Path]::GetFileName($file)), $true) }
    foreach ($folder in [System.IO.Directory]::GetDirectories($From)) { Copy-Folder $folder ([System.IO.Path]::Combine($To, [System.IO.Path]::GetFileName($folder))) }
}

# Paths below a folder, with /.
function Get-RelativeFile([string] $Folder) {
    if (-not [System.IO.Directory]::Exists($Folder)) { return }
    foreach ($file in [System.IO.Directory]::GetFiles($Folder, '*', 'AllDirectories')) { $file.Substring($Folder.Length).TrimStart('/', '\').Replace('\', '/') }
}

# A checkout on Windows may end lines in its own way; that is not a change.
function Get-Text([string] $Path) { if ([System.IO.File]::Exists($Path)) { [System.IO.File]::ReadAllText($Path).Replace("`r`n", "`n") } }

# Files that are not the same in two folders.
function Compare-Folder([string] $One, [string] $Other, [string] $Pattern) {
    $names = @(Get-RelativeFile $One) + @(Get-RelativeFile $Other)
    $seen = @{}
    foreach ($name in $names) {
        if ($name -notmatch $Pattern -or $seen.ContainsKey($name)) { continue }
        $seen[$name] = $true
        if ((Get-Text "$One/$name") -cne (Get-Text "$Other/$name")) { $name }
    }
}

if (-not (Get-Module ProgressiveSlo)) { Import-Module $Module }

foreach ($path in $PlanPath, $ManifestPath) {
    if ([System.IO.Path]::IsPathRooted($path) -or $path -match '(^|[\\/])\.\.([\\/]|$)') { throw "'$path' is not below the current location. Give a path such as plans." }
}

$root = Get-FullPath '.'
$plans = Get-FullPath $PlanPath
if (-not [System.IO.Directory]::Exists($plans)) { throw "There is no folder '$PlanPath' here. Give -PlanPath with the folder of the plans." }
$manifests = Get-FullPath $ManifestPath
$work = [System.IO.Path]::Combine([System.IO.Path]::GetTempPath(), 'slo-' + [guid]::NewGuid().ToString('N'))
$worktree = "$work/target"
if ($OutputPath) { [void] [System.IO.Directory]::CreateDirectory((Get-FullPath $OutputPath)) }

if (-not $TargetBranch) {
    $branch = @($env:SYSTEM_PULLREQUEST_TARGETBRANCH, $env:GITHUB_BASE_REF, $env:CI_MERGE_REQUEST_TARGET_BRANCH_NAME, 'main') | Where-Object { $_ } | ForEach-Object { $_ -replace '^refs/heads/', '' }
    $TargetBranch = 'origin/' + @($branch)[0]
}

$target = git -C $root rev-parse --verify --quiet --end-of-options "$TargetBranch^{commit}"
if ($LASTEXITCODE) { throw "There is no branch '$TargetBranch' here. Give -TargetBranch, and let the pipeline fetch it: a shallow clone does not have it." }
$base = git -C $root merge-base HEAD $target
if ($LASTEXITCODE) { throw "'$TargetBranch' and this commit have no history in common here. Let the pipeline fetch all of it (fetchDepth: 0)." }
$prefix = git -C $root rev-parse --show-prefix

try {
    [void] [System.IO.Directory]::CreateDirectory($work)
    git -C $root worktree add --quiet --detach $worktree $base
    if ($LASTEXITCODE) { throw "git could not lay out the target branch in '$worktree'." }
    $before = "$worktree/$prefix"

    # 1. Plans, definitions and manifests.
    $failures = @()
    $all = @()
    if (@(Get-RelativeFile $plans) -match '\.ya?ml$') { $all = @(Import-SloPlan -Path $PlanPath -ErrorAction SilentlyContinue -ErrorVariable failures) }
    foreach ($failure in $failures) { Write-Problem $failure.ToString() }
    $current = @($all | Get-SloPhase -Current)
    $findings = @()
    if ($current) { $findings += @($current | Test-SloManifest) }
    if (@(Get-RelativeFile $manifests) -match '\.ya?ml$') { $findings += @(Test-SloManifest -Path $ManifestPath -Recurse -WarningAction SilentlyContinue) }
    $findings = @($findings | Where-Object { $_ })
    if ($findings) {
        if ($OutputPath) { $findings | Export-SloReport -LiteralPath "$OutputPath/slo-findings.md" -Format Auto -Force }
        else { $findings | Export-SloReport -Format Auto }
        $script:problems += @($findings | Where-Object { "$($_.Severity)" -eq 'Error' }).Count
    }

    # 2. Manifests that fit the plans. Nothing is made of plans of which one cannot be read: its manifest would look like one to prune.
    $after = "$work/after"
    Copy-Folder $manifests $after
    $used = @($formats | Where-Object { [System.IO.Directory]::Exists("$manifests/$_") })
    if (-not $failures) {
        foreach ($format in $used) {
            if ($current) { $current | Export-SloManifest -LiteralPath "$after/$format" -Format $format -Force -Prune }
            else { [System.IO.Directory]::Delete("$after/$format", $true) }
            $stale = @(Compare-Folder "$manifests/$format" "$after/$format" '\.(ya?ml|json)$')
            if ($stale) {
                $fix = if ($current) { "Run: Import-SloPlan $PlanPath | Get-SloPhase -Current | Export-SloManifest $ManifestPath/$format -Format $format -Prune" }
                else { 'No plan is left: remove these files' }
                Write-Problem "$ManifestPath/$format does not fit the plans: $($stale -join ', '). $fix"
            }
        }
    }

    # 3. What changes in the manifests.
    Copy-Folder "$before$ManifestPath" "$work/before"
    git -C $work diff --no-index --no-color --no-ext-diff --no-textconv --src-prefix= --dst-prefix= "--output=$work/rules.diff" before after
    if ($LASTEXITCODE -gt 1) { throw 'git could not compare the manifests.' }
    $diff = @()
    $text = Get-Text "$work/rules.diff"
    if ($text) {
        $diff = @($text.TrimEnd("`n").Split("`n") | Where-Object { $_ -notmatch '^(diff --git |index |new file mode |deleted file mode |similarity index )' } |
            ForEach-Object { $_ -replace '^(--- |\+\+\+ )(before|after)/', "`$1$ManifestPath/" })
    }

    $lines = @('# Rules that change', '')
    if ($diff) {
        # A text in a manifest must not end the block.
        $fence = '```'
        while ($text.Contains($fence)) { $fence += '`' }
        $lines += $fence + 'diff'
        $lines += @($diff | Where-Object { $_ -ne $null })[0..([Math]::Min($diff.Count, $longestDiff) - 1)]
        $lines += $fence
        if ($diff.Count -gt $longestDiff) { $lines += '', "There are $($diff.Count - $longestDiff) more lines; see the changed files." }
    }
    else { $lines += 'The manifests stay as they are on the target branch.' }

    if ($OutputPath) {
        $summary = Get-FullPath "$OutputPath/slo-pull-request.md"
        [System.IO.File]::WriteAllText($summary, ($lines -join "`n") + "`n")
        if ($env:TF_BUILD) { "##vso[task.uploadsummary]$summary" }
    }
    elseif (-not $env:TF_BUILD -and -not $env:GITHUB_ACTIONS) { $lines }
    if ($env:GITHUB_ACTIONS -and $env:GITHUB_STEP_SUMMARY -and [System.IO.File]::Exists($env:GITHUB_STEP_SUMMARY)) {
        [System.IO.File]::AppendAllText($env:GITHUB_STEP_SUMMARY, ($lines -join "`n") + "`n")
    }

    # 4. The gates. A plan is judged as it is on the target branch: that is the phase to be left.
    $gate = @{ Module = $Module }
    foreach ($name in 'EvidencePath', 'CountsPath', 'PrometheusUri', 'Token', 'Header', 'AllowEstimate') {
        if ($PSBoundParameters.ContainsKey($name)) { $gate[$name] = $PSBoundParameters[$name] }
    }

    # A plan that was renamed is the plan of its service all the same.
    $filesBefore = @{}
    foreach ($name in @(Get-RelativeFile "$before$PlanPath") -match '\.ya?ml$') {
        $plan = Import-SloPlan -LiteralPath "$before$PlanPath/$name" -ErrorAction SilentlyContinue
        if ($plan) { $filesBefore["$($plan.Namespace)/$($plan.Service)"] = "$before$PlanPath/$name" }
    }

    $changed = @(Compare-Folder $plans "$before$PlanPath" '\.ya?ml$' | Where-Object { [System.IO.File]::Exists("$plans/$_") })
    $number = 0
    foreach ($name in $changed) {
        $number++
        $now = Import-SloPlan -LiteralPath "$plans/$name" -ErrorAction SilentlyContinue
        if (-not $now) { continue }
        $judged = "$work/$number.yaml"
        $old = $filesBefore["$($now.Namespace)/$($now.Service)"]
        if (-not $old -and [System.IO.File]::Exists("$before$PlanPath/$name")) { $old = "$before$PlanPath/$name" }
        $isNew = -not $old
        [System.IO.File]::Copy($(if ($isNew) { "$plans/$name" } else { $old }), $judged)
        $was = Import-SloPlan -LiteralPath $judged -ErrorAction SilentlyContinue
        if (-not $was) { continue }
        $order = @{}
        foreach ($phase in $now.Phases) { $order[$phase.Name] = $phase.Order }
        $promotes = $now.CurrentPhase -cne $was.CurrentPhase -and -not ($order[$now.CurrentPhase] -lt $order[$was.CurrentPhase])
        (Protect-Text "$PlanPath/$name") + $(if ($isNew) { ": new, in $($now.CurrentPhase)." } elseif ($promotes) { ": from $($was.CurrentPhase) to $($now.CurrentPhase)." } else { ": in $($now.CurrentPhase)." })
        $last = @($now.History)[-1]
        $isForced = $last -and $last.Reason -and $last.To -ceq $now.CurrentPhase
        if ($isNew -and $order[$now.CurrentPhase] -gt 1) {
            if ($isForced) { Protect-Text "$($now.Service) begins in $($now.CurrentPhase), and that was forced: $($last.Reason)" }
            else { Write-Problem "$PlanPath/$name is new and begins in $($now.CurrentPhase). Begin in $(@($now.Phases)[0].Name), or say why it is further: Step-SloPlan -Force -Reason." }
        }

        if ($PSCmdlet.ParameterSetName -eq 'None') {
            if ($promotes) { Write-Problem "$PlanPath/$name promotes $($now.Service), and there is no evidence. Give -PrometheusUri, -CountsPath or -EvidencePath." }
            continue
        }

        $reports = @{}
        if ($OutputPath) { $reports.OutputPath = "$OutputPath/gate-$number" }
        $open = $false
        try {
            & "$PSScriptRoot/gate.ps1" -PlanPath $judged @gate @reports
            $open = $LASTEXITCODE -eq 0
        }
        catch {
            if (-not $promotes) { Protect-Text "The gate of $($now.Service) was not judged: $_" }
            else { Write-Problem "The gate of $($now.Service) was not judged: $_" }
            continue
        }

        if ($promotes -and -not $open) {
            if ($isForced) { Protect-Text "$($now.Service) is not ready, and its promotion was forced: $($last.Reason)" }
            else { Write-Problem "$PlanPath/$name promotes $($now.Service), and it is not ready to leave $($was.CurrentPhase)." }
        }
    }
}
finally {
    if ([System.IO.Directory]::Exists($worktree)) { git -C $root worktree remove --force $worktree }
    if ([System.IO.Directory]::Exists($work)) { [System.IO.Directory]::Delete($work, $true) }
}

"$script:problems $(if ($script:problems -eq 1) { 'problem' } else { 'problems' })."
if ($script:problems) { exit 1 }
exit 0
