BeforeAll {
    . (Join-Path $PSScriptRoot 'Module.ps1')

    function Invoke-Git {
        $ErrorActionPreference = 'Continue'
        $output = & git -C $folder -c user.name=kim -c user.email=kim@example.com -c core.autocrlf=false -c commit.gpgsign=false @args 2>&1
        if ($LASTEXITCODE) { throw "git $args`: $output" }
        $output
    }

    # The branch has what main has, and nothing else.
    function Start-Branch([string] $Name) {
        $null = Invoke-Git checkout -q -f -B $Name main
        $null = Invoke-Git clean -ffdxq
    }

    function Export-Manifest {
        Import-SloPlan (Join-Path $folder 'plans') | Get-SloPhase -Current | Export-SloManifest (Join-Path $folder 'manifests/PrometheusRule') -Format PrometheusRule -Prune
    }

    function Save-Branch {
        Export-Manifest
        $null = Invoke-Git add -A
        $null = Invoke-Git commit -q -m change
    }

    # A move whose entry says Ready, as Step-SloPlan writes it on evidence.
    function Move-Plan([int] $Times = 1) {
        foreach ($i in 1..$Times) { Step-SloPlan $plan -Force -Reason 'Launch' -By kim }
        $text = [IO.File]::ReadAllText($plan)
        foreach ($i in 1..$Times) {
            $text = ([regex] '(  at: (.*)\n  by: .*\n)  reason: Launch\n').Replace($text, "`$1  verdict: Ready`n  basis: Counts`n  evidenceDigest: sha256:$("$i" * 64)`n  evaluatedAt: `$2`n", 1)
        }
        Set-PlainFile $plan (Join-History $text)
    }

    # Digests that fit, as whoever can compute them writes them.
    function Join-History([string] $Text) {
        $hash = {
            param([object[]] $Parts)
            $bytes = [Text.Encoding]::UTF8.GetBytes((@($Parts | ForEach-Object { if ($null -eq $_) { '-' } else { "$($_.Length):$_" } }) -join "`n"))
            'sha256:' + [BitConverter]::ToString([Security.Cryptography.SHA256]::Create().ComputeHash($bytes)).Replace('-', '').ToLowerInvariant()
        }
        $head, $history = [regex]::Split($Text, '(?<=\nhistory:\n)')
        $last = & $hash production, checkout
        $entries = foreach ($entry in [regex]::Split($history, '(?m)^(?=- from: )') -ne '') {
            $values = foreach ($key in 'from', 'to', 'at', 'by', 'verdict', 'basis', 'evidenceDigest', 'evaluatedAt', 'reason', 'start') {
                $found = [regex]::Match($entry, "(?m)^[- ] ${key}: (.*)$")
                if ($found.Success) { $found.Groups[1].Value } else { '' }
            }
            $digest = & $hash (@(foreach ($value in $values) { if ($value) { $value } else { $null } }) + $last)
            [regex]::Replace($entry, '(?m)^  (previous|digest): .*\n', '') + "  previous: $last`n  digest: $digest`n"
            $last = $digest
        }
        $head + -join $entries
    }

    # The manifests of that phase, and a plan that says nothing of the way there.
    function Save-Jump([string] $Phase) {
        $text = [IO.File]::ReadAllText($plan)
        while ((Import-SloPlan $plan).CurrentPhase -ne $Phase) { Step-SloPlan $plan -Force -Reason 'Launch' -By kim }
        Export-Manifest
        Set-PlainFile $plan $text.Replace('currentPhase: baseline', "currentPhase: $Phase")
        $null = Invoke-Git add -A
        $null = Invoke-Git commit -q -m change
    }

    # pull-request.ps1 in a process of its own, as a pipeline runs it.
    function Invoke-PullRequest([string] $Evidence = 'Service,Availability,LatencyP95`ncheckout,0.9965,450') {
        Invoke-ScriptProcess @"
Set-Location '$folder'
Set-Content '$TestDrive/evidence.csv' "$Evidence"
./pull-request.ps1 -TargetBranch main -EvidencePath '$TestDrive/evidence.csv' -AllowEstimate -Module '$SloModulePath'
exit `$LASTEXITCODE
"@ @() @{ TF_BUILD = ''; GITHUB_ACTIONS = '' }
    }

    $folder = Join-Path $TestDrive 'slo'
    $plan = Join-Path $folder 'plans/checkout.yaml'
    $good = @{ service = 'checkout'; availability = 0.9965; latency_p95 = 450 }
    New-SloRepository $folder None
    New-SloPlan checkout -StartDate 2024-01-01 | Export-SloPlan (Join-Path $folder 'plans/')
    $null = Invoke-Git init -q -b main
    Save-Branch
}

Describe 'Compare-SloPlanChange' {
    It 'finds nothing where nothing changes' {
        Start-Branch same
        Compare-SloPlanChange main -RepositoryPath $folder | Should -BeNullOrEmpty
    }

    It 'passes a promotion on evidence, with its move and its gate' {
        Start-Branch promote
        Move-Plan
        Save-Branch
        $change = $good | Compare-SloPlanChange main -RepositoryPath $folder -AllowEstimate
        $change | Should -BeOfType ProgressiveSlo.Changes.SloPlanChange
        $change.Allowed | Should -BeTrue -Because "$($change.Findings)"
        "$change" | Should -Be 'plans/checkout.yaml: from baseline to improvement.'
        $change.Moves.Kind | Should -Be 'On'
        $change.Readiness.Verdict | Should -Be 'Ready'
        $change.Before.CurrentPhase, $change.After.CurrentPhase | Should -Be 'baseline', 'improvement'
    }

    It 'refuses a promotion without evidence' {
        Start-Branch promote
        Move-Plan
        Save-Branch
        (Compare-SloPlanChange main -RepositoryPath $folder).Findings.Code | Should -Be 'EvidenceMissing'
        (Compare-SloPlanChange main -RepositoryPath $folder -Evidence @()).Findings.Code | Should -Be 'GateNotJudged'
    }

    It 'refuses an edited line, with file, field and fix' {
        Start-Branch jump
        Save-Jump production_ready
        $change = $good | Compare-SloPlanChange main -RepositoryPath $folder
        $change.Allowed | Should -BeFalse
        "$($change.Findings)" | Should -BeLike 'plans/checkout.yaml: Error MoveWithoutEntry: currentPhase: The plan goes from baseline to production_ready, and its history has no entry of that.'
        $change.Findings.Guidance | Should -BeLike 'Move the plan with Step-SloPlan*'
    }

    It 'refuses an entry that was edited by hand, with its place and a fix' {
        Start-Branch hand
        Move-Plan
        Save-Branch
        Set-PlainFile $plan ([IO.File]::ReadAllText($plan).Replace('  by: kim', '  by: auditor'))
        $null = Invoke-Git commit -q -a -m hand
        $change = $good | Compare-SloPlanChange main -RepositoryPath $folder -AllowEstimate
        $change.Allowed | Should -BeFalse
        $change.Findings.Code | Should -Be 'HistoryBroken'
        "$($change.Findings)" | Should -BeLike 'plans/checkout.yaml: Error HistoryBroken: history?0?: The digests of the entry*by hand.'
        $change.Findings.Guidance | Should -BeLike 'Move the plan with Step-SloPlan*'
    }

    It 'takes a reason in the place of evidence with -AllowForced alone' {
        Start-Branch forced
        Step-SloPlan $plan -Force -Reason 'Launch' -By kim
        Save-Branch
        $change = Compare-SloPlanChange main -RepositoryPath $folder
        $change.Allowed | Should -BeFalse
        $change.Findings.Code | Should -Be 'MoveForced'
        $change = Compare-SloPlanChange main -RepositoryPath $folder -AllowForced
        $change.Allowed | Should -BeTrue
        $change.Moves.IsForced | Should -BeTrue
    }

    It 'refuses a target that was edited, and names Set-SloPlan' {
        Start-Branch targets
        Set-PlainFile $plan ([IO.File]::ReadAllText($plan).Replace('availability: 0.995', 'availability: 0.991'))
        Save-Branch
        $change = Compare-SloPlanChange main -RepositoryPath $folder
        $change.Findings.Code | Should -Be 'PlanRulesUnrecorded'
        $change.Findings.Guidance | Should -BeLike '*Set-SloPlan*'
        Start-Branch window
        Set-SloPlan $plan -Window 28d -By kim -WarningAction SilentlyContinue
        Save-Branch
        $change = Compare-SloPlanChange main -RepositoryPath $folder
        $change.Allowed | Should -BeTrue -Because "$($change.Findings)"
        $change.Findings.Code | Should -Be 'MoveBack', 'PlanRulesChanged'
    }

    It 'gives what the lint finds on a branch, and not in the folder' {
        Start-Branch lint
        $null = New-Item -ItemType Directory (Join-Path $folder 'manifests/own')
        Set-PlainFile (Join-Path $folder 'manifests/own/x.yaml') "groups:`n- name: g`n  rules:`n  - alert: A`n    expr: sum(rate(x[5m])`n"
        Save-Branch
        Start-Branch other
        $findings = Compare-SloPlanChange main lint -RepositoryPath $folder -Lint
        $findings | Should -BeOfType ProgressiveSlo.Findings.SloFinding
        @($findings | Where-Object Code -EQ PromQlSyntax).Path | Should -Be 'manifests/own/x.yaml'
        Compare-SloPlanChange main -RepositoryPath $folder -Lint | Where-Object Code -EQ PromQlSyntax | Should -BeNullOrEmpty
    }

    It 'compares other branches than the one that is checked out' {
        Start-Branch other
        (Compare-SloPlanChange main jump -RepositoryPath $folder -Evidence $good).Findings.Code | Should -Be 'MoveWithoutEntry'
    }

    It 'gives the lines of the manifests that change' {
        $lines = Compare-SloPlanChange main promote -RepositoryPath $folder -Patch
        $lines | Should -Contain '+++ manifests/PrometheusRule/checkout.yaml'
        $lines | Should -Contain '-    expr: vector(0.99)'
    }

    It 'shows what stands against merging in its views' {
        $table = Compare-SloPlanChange main jump -RepositoryPath $folder | Out-String -Width 300
        $table | Should -Match 'False\s+Changed\s+plans/checkout.yaml\s+baseline\s+production_ready'
        Compare-SloPlanChange main jump -RepositoryPath $folder | Format-List | Out-String | Should -Match 'PreviousPath'
    }

    It 'ends with an error where there is no <what>' -TestCases @(
        @{ What = 'branch'; Arguments = @{ TargetBranch = 'nowhere' }; Id = 'SloPlanChangeInvalidTargetBranch*' }
        @{ What = 'folder'; Arguments = @{ TargetBranch = 'main'; PlanFolder = 'nowhere' }; Id = 'SloPlanChangeInvalidPlanFolder*' }
    ) {
        { Compare-SloPlanChange -RepositoryPath $folder @Arguments } | Should -Throw -ErrorId $Id
    }

    It 'ends with an error outside of a repository' {
        { Compare-SloPlanChange main -RepositoryPath $TestDrive } | Should -Throw -ErrorId 'SloPlanChangeInvalidRepositoryPath*'
    }

    It 'refuses evidence that is none, and goes on' {
        $change = Compare-SloPlanChange main promote -RepositoryPath $folder -Evidence 'x' -ErrorVariable refused -ErrorAction SilentlyContinue
        $refused[0].FullyQualifiedErrorId | Should -BeLike 'SloReadinessInvalidMetrics*'
        $change.Findings.Code | Should -Be 'GateNotJudged'
    }
}

Describe 'pull-request.ps1' -Tag Slow {
    It 'passes a promotion on evidence' {
        Start-Branch script
        Move-Plan
        Save-Branch
        $run = Invoke-PullRequest
        $run.Error | Should -BeNullOrEmpty
        $run.Output | Should -Contain 'plans/checkout.yaml: from baseline to improvement.'
        $run.Output[-1] | Should -Be '0 problems.'
        $run.ExitCode | Should -Be 0
    }

    It 'refuses <what>' -TestCases @(
        @{ What = 'a closed gate'; Code = 'GateClosed'; Evidence = 'Service,Availability,LatencyP95`ncheckout,0.9,450'; Make = { Move-Plan } }
        @{ What = 'a jump'; Code = 'MoveWithoutEntry'; Planted = $true; Make = { Save-Jump excellence; Set-Content (Join-Path $folder 'note.txt') x } }
        @{ What = 'two steps on evidence for one'; Code = 'GateClosed'; Evidence = 'Service,Availability,LatencyP95`ncheckout,0.9931,1500'; Make = { Move-Plan 2 } }
        @{ What = 'a second file of the service'; Code = 'PlanDefinedTwice'; Planted = $true; Make = { Copy-Item $plan (Join-Path $folder 'plans/shop.yml') } }
        @{ What = 'a plan in a subfolder'; Code = 'FileOutsideLayout'; Planted = $true; Make = { $null = New-Item -ItemType Directory (Join-Path $folder 'plans/sub'); Copy-Item $plan (Join-Path $folder 'plans/sub/shop.yaml') } }
    ) {
        Start-Branch script
        & $Make
        if ($Planted) {
            $null = Invoke-Git add -A
            $null = Invoke-Git commit -q -m change
        }
        else { Save-Branch }
        $run = if ($Evidence) { Invoke-PullRequest $Evidence } else { Invoke-PullRequest }
        $run.ExitCode | Should -Be 1 -Because "$($run.Output) $($run.Error)"
        "$($run.Output)" | Should -Match $Code
        $run.Output[-1] | Should -Match '^\d+ problems?\.$'
    }

    It 'calls gate.ps1 on plans with either extension' {
        Start-Branch gate
        Set-PlainFile (Join-Path $folder 'plans/search.yml') ([IO.File]::ReadAllText($plan).Replace('checkout', 'search'))
        Set-Content (Join-Path $TestDrive 'both.csv') "Service,Availability,LatencyP95`ncheckout,0.9965,450`nsearch,0.5,450"
        $run = Invoke-ScriptProcess @"
Set-Location '$folder'
./gate.ps1 -PlanPath plans -EvidencePath '$TestDrive/both.csv' -AllowEstimate -Module '$SloModulePath'
exit `$LASTEXITCODE
"@ @() @{ TF_BUILD = ''; GITHUB_ACTIONS = '' }
        $run.Output | Should -Contain '1 of 2 ready.'
        $run.ExitCode | Should -Be 1
    }
}
