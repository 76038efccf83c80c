<#
.SYNOPSIS
Shows what a pull request changes: findings, rules, and the verdict of the gate for each changed plan.

.DESCRIPTION
Run it in the root of a repository as New-SloRepository lays it out: plans in plans/, manifests in manifests/<Format>/. It

1. compares plans and manifests with those of the target branch (Compare-SloPlanChange): each move of a plan needs its entry in the
   history, and evidence about which the gate says Ready today; manifests must be those that the plans make; files must be what they look
   like;
2. checks definitions and manifests, once nothing is wrong with the files themselves;
3. shows the difference between the manifests of the target branch and these, as Markdown;
4. shows what the gate says of each changed plan.

Findings become annotations where the pipeline has them. Exit code 0 means that nothing stands against merging; 1 means that something
does. What is committed is compared, and read from Git: run it from a checkout of the target branch, so that script, module and evidence
are those that were reviewed. Runs in pwsh, in Windows PowerShell and in slo:

    pwsh -File pull-request.ps1 -PrometheusUri https://prometheus.example -OutputPath reports
    pwsh -File pull-request.ps1 -EvidencePath metrics.csv -AllowEstimate -TargetBranch origin/main
#>
[CmdletBinding(DefaultParameterSetName = 'None')]
param(
    # A CSV file with one row for each service, as for gate.ps1.
    [Parameter(ParameterSetName = 'File')]
    [string] $EvidencePath,

    # CSV or JSON files with counts of days or hours, as for gate.ps1.
    [Parameter(ParameterSetName = 'Counts')]
    [string[]] $CountsPath,

    # The Prometheus, Thanos or Mimir that has the metrics.
    [Parameter(ParameterSetName = 'Prometheus')]
    [string] $PrometheusUri,

    # A bearer token for it.
    [Parameter(ParameterSetName = 'Prometheus')]
    [securestring] $Token,

    # Headers for it, for example @{ 'X-Scope-OrgID' = 'team-a' }.
    [Parameter(ParameterSetName = 'Prometheus')]
    [hashtable] $Header,

    # The folder of the records that Get-SloEvidence keeps; days that one lacks are added to its file.
    [Parameter(ParameterSetName = 'Prometheus')]
    [string] $RecordPath,

    # Take the estimate of bare numbers, too, as for gate.ps1.
    [switch] $AllowEstimate,

    # Take reasons in the place of evidence (Step-SloPlan -Force). For whoever owns the gate: never set it from what a branch says.
    [switch] $AllowForced,

    # What the pull request is to be merged into. Default: what the pipeline says, otherwise origin/main.
    [string] $TargetBranch,

    # The pull request: a branch or a commit that the clone has.
    [string] $SourceBranch = 'HEAD',

    # The folder of the plans, below the current location.
    [string] $PlanPath = 'plans',

    # The folder of the manifests, below the current location.
    [string] $ManifestPath = 'manifests',

    # A folder for slo-pull-request.md and the reports of findings and gates. Without it they are printed.
    [string] $OutputPath,

    # The module: its name, or its folder.
    [string] $Module = 'ProgressiveSlo'
)

# Any error ends the script: what was not looked at must not pass for success.
$ErrorActionPreference = 'Stop'
$inPipeline = $env:TF_BUILD -or $env:GITHUB_ACTIONS

# No parameter is mandatory: PowerShell would ask for it, and in a pipeline nobody answers.
$missing = switch ($PSCmdlet.ParameterSetName) {
    'File' { if (-not $EvidencePath) { '-EvidencePath' } }
    'Counts' { if (-not ($CountsPath | Where-Object { $_ })) { '-CountsPath' } }
    'Prometheus' { if (-not $PrometheusUri) { '-PrometheusUri' } }
}
if ($missing) { throw "There is no evidence to judge. Give $missing, or no parameter of it." }

# Import-Csv would do, but slo does not have it.
function Read-Evidence([string] $Path) {
    # The location of PowerShell, which may differ from the folder of the process.
    $file = $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($Path)
    $lines = @([System.IO.File]::ReadAllLines($file) | Where-Object { $_.Trim() })
    if ($lines.Count -lt 2) { return }
    $names = $lines[0].Split(',')
    foreach ($line in $lines[1..($lines.Count - 1)]) {
        $values = $line.Split(',')
        if ($line.Contains('"') -or $values.Count -ne $names.Count) { throw "$($Path): a row has quotes or not $($names.Count) values. Give plain values." }
        $row = @{}
        for ($i = 0; $i -lt $names.Count; $i++) { $row[$names[$i].Trim()] = $values[$i].Trim() }
        $row
    }
}

# A report to a file in -OutputPath, or to the output.
function Write-Report($InputObject, [string] $Name) {
    if ($OutputPath) { $InputObject | Export-SloReport -LiteralPath "$OutputPath/$Name.md" -Format Auto -Force }
    else { $InputObject | Export-SloReport -Format Auto }
}

if (-not (Get-Module ProgressiveSlo)) {
    # Import-Module takes a path for a pattern, and a folder's name may hold [ and ].
    $file = if (Test-Path -LiteralPath $Module -PathType Container) { Join-Path $Module 'ProgressiveSlo.psd1' } else { $Module }
    Import-Module $(if (Test-Path -LiteralPath $file) { [WildcardPattern]::Escape($file) } else { $Module })
}

if (-not $TargetBranch) {
    $branch = @($env:SYSTEM_PULLREQUEST_TARGETBRANCH, $env:GITHUB_BASE_REF, $env:CI_MERGE_REQUEST_TARGET_BRANCH_NAME, 'main') | Where-Object { $_ } | ForEach-Object { $_ -replace '^refs/heads/', '' }
    # The whole name: a tag origin/main would be found before the branch.
    $TargetBranch = 'refs/remotes/origin/' + @($branch)[0]
}

# 1. What the branch changes, and what stands against it. A server is asked about plans of the target branch alone: queries that only the
# branch has are not run with the token.
$compared = @{ TargetBranch = $TargetBranch; SourceBranch = $SourceBranch; PlanFolder = $PlanPath; ManifestFolder = $ManifestPath }
$changes = @(Compare-SloPlanChange @compared -AllowForced:$AllowForced)
$judged = @($changes | Where-Object { $_.After -and ($_.Before -or $PSCmdlet.ParameterSetName -ne 'Prometheus') })
if ($judged -and $PSCmdlet.ParameterSetName -ne 'None') {
    try {
        $evidence = @(switch ($PSCmdlet.ParameterSetName) {
            'File' { Read-Evidence $EvidencePath }
            'Counts' { Get-SloEvidence -Path $CountsPath }
            'Prometheus' {
                $server = @{ PrometheusUri = $PrometheusUri }
                if ($Token) { $server.Token = $Token }
                if ($Header) { $server.Header = $Header }
                if ($RecordPath) { $server.RecordPath = $RecordPath }
                $judged | ForEach-Object { $_.Before } | Get-SloEvidence @server
            }
        })
        $changes = @(Compare-SloPlanChange @compared -Evidence $evidence -AllowEstimate:$AllowEstimate -AllowForced:$AllowForced)
    }
    catch {
        # Promotions are refused below, as there is no evidence; other changes need none.
        Write-Warning "There is no evidence: $_"
    }
}

foreach ($change in $changes) { "$change" }
$findings = @($changes | ForEach-Object { $_.Findings })

# 2. Definitions and manifests.
if ($changes | Where-Object { "$($_.Kind)" -eq 'File' -and -not $_.Allowed }) { 'Definitions and manifests were not checked: fix the files first.' }
else { $findings += @(Compare-SloPlanChange @compared -Lint) }

$findings = @($findings | Where-Object { $_ })
if ($findings) {
    Write-Report $findings 'slo-findings'
    if ($OutputPath -and -not $inPipeline) { $findings | ForEach-Object { "$_" } }
}

# 3. What changes in the manifests. Each line is printable and holds no command of an agent.
$diff = @(Compare-SloPlanChange @compared -Patch)
$lines = @('# Rules that change', '')
if ($diff) {
    # A text in a manifest must not end the block.
    $fence = '```'
    while (($diff -join "`n").Contains($fence)) { $fence += '`' }
    $lines += @($fence + 'diff') + $diff + $fence
}
else { $lines += 'The manifests stay as they are on the target branch.' }

if ($OutputPath) {
    $summary = $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath("$OutputPath/slo-pull-request.md")
    [void] [System.IO.Directory]::CreateDirectory([System.IO.Path]::GetDirectoryName($summary))
    [System.IO.File]::WriteAllText($summary, ($lines -join "`n") + "`n")
    if ($env:TF_BUILD) { "##vso[task.uploadsummary]$summary" }
}
elseif (-not $inPipeline) { $lines }
if ($env:GITHUB_ACTIONS -and $env:GITHUB_STEP_SUMMARY -and [System.IO.File]::Exists($env:GITHUB_STEP_SUMMARY)) {
    [System.IO.File]::AppendAllText($env:GITHUB_STEP_SUMMARY, ($lines -join "`n") + "`n")
}

# 4. The gates.
$number = 0
foreach ($change in @($changes | Where-Object { $_.Readiness })) {
    $number++
    if ($OutputPath) { $change.Readiness | Export-SloReport -LiteralPath "$OutputPath/gate-$number/slo-readiness.xml" -Format JUnit -Force }
    Write-Report $change.Readiness "gate-$number/slo-readiness"
}

# What stands against merging is found at the end of a long log, too.
$problems = @($findings | Where-Object { "$($_.Severity)" -eq 'Error' })
$problems | ForEach-Object { "- $($_.ToProblem()) ($($_.Code))" }
"$($problems.Count) $(if ($problems.Count -eq 1) { 'problem' } else { 'problems' })."
if ($problems) { exit 1 }
exit 0
