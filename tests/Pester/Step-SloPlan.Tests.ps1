BeforeAll {
    . $PSScriptRoot/Module.ps1

    # A plan whose baseline is over, and whose criteria are attested.
    function New-ReadyPlan([string] $Namespace = 'production') {
        $plan = New-SloPlan api -Namespace $Namespace -StartDate ([datetime]::UtcNow.Date.AddDays(-30))
        foreach ($criterion in $plan.Find('baseline').SuccessCriteria) { $plan = $plan | Complete-SloCriterion -Criterion $criterion.Text -Note 'OPS-1' -By kim }
        $plan
    }

    # Counts of its 30 days.
    function New-DayCount([long] $Good = 9999) {
        @{ service = 'api'; days = @(30..1 | ForEach-Object { @{ date = [datetime]::UtcNow.Date.AddDays(-$_); good_events = $Good; total_events = 10000 } }) }
    }
}

Describe 'Step-SloPlan' {
    It 'moves a plan file on a result that says Ready, and keeps the move' {
        New-ReadyPlan | Export-SloPlan (Join-Path $TestDrive 'api.yaml')
        $result = Test-SloPhaseReadiness -Plan (Import-SloPlan (Join-Path $TestDrive 'api.yaml')) -Evidence (New-DayCount)
        $result.Verdict | Should -Be 'Ready' -Because ($result.Issues -join '; ')
        $result | Step-SloPlan (Join-Path $TestDrive 'api.yaml') -By kim | Should -BeNullOrEmpty
        $plan = Import-SloPlan (Join-Path $TestDrive 'api.yaml')
        $plan.CurrentPhase | Should -Be 'improvement'
        $plan.History[0].By | Should -Be 'kim'
        $plan.History[0].Basis | Should -Be 'Counts'
        $plan.History[0].EvidenceDigest | Should -Be $result.EvidenceDigest
        $plan.Find('improvement').StartDate | Should -Be ([datetime]::UtcNow.Date)
    }

    It 'takes a result that went through <Name>' -ForEach @(
        @{ Name = 'Export-Clixml'; Way = { $file = Join-Path $TestDrive 'result.xml'; $args[0] | Export-Clixml $file; Import-Clixml $file } }
        @{ Name = 'a job'; Way = { Start-Job { $args[0] } -ArgumentList $args[0] | Wait-Job | Receive-Job } }
    ) {
        $result = Test-SloPhaseReadiness -Plan (New-ReadyPlan) -Evidence (New-DayCount)
        $copy = & $Way $result
        $copy | Should -Not -BeOfType $result.GetType()
        (Step-SloPlan -Plan (New-ReadyPlan) -Readiness $copy).CurrentPhase | Should -Be 'improvement'
    }

    It 'refuses <Name> and says why' -ForEach @(
        @{ Name = 'an estimate of bare numbers'; Result = { Test-SloPhaseReadiness -Plan (New-ReadyPlan) -Evidence @{ service = 'api'; availability = 1; latency_p95 = 1 } }; Why = '*an estimate of bare numbers*' }
        @{ Name = 'another namespace'; Result = { Test-SloPhaseReadiness -Plan (New-ReadyPlan staging) -Evidence (New-DayCount) }; Why = '*in the namespace ''staging''*' }
        @{ Name = 'a result without a plan'; Result = { Test-SloPhaseReadiness baseline (New-DayCount) }; Why = '*made without a plan*' }
        @{ Name = 'evidence of before the phase'
            Result = {
                $days = 60..1 | ForEach-Object { [pscustomobject]@{ date = [datetime]::UtcNow.Date.AddDays(-$_); good_events = 9999; total_events = 10000 } }
                [pscustomobject]@{ Service = 'api'; Namespace = 'production'; Phase = 'baseline'; Verdict = 'Ready'; Issues = @(); EvaluatedAt = [datetime]::UtcNow; Evidence = [pscustomobject]@{ service = 'api'; days = $days } }
            }
            Why = '*30 days of the evidence lie outside the record of baseline*' }
        @{ Name = 'a result without evidence'; Result = { $result = Test-SloPhaseReadiness -Plan (New-ReadyPlan) -Evidence (New-DayCount); $result | Select-Object Service, Namespace, Phase, Verdict, Issues, EvaluatedAt }; Why = '*carries no evidence*' }
        @{ Name = 'a verdict that was changed in a file'
            Result = {
                $file = Join-Path $TestDrive 'changed.xml'
                Test-SloPhaseReadiness -Plan (New-ReadyPlan) -Evidence (New-DayCount 9000) | Export-Clixml $file
                (Get-Content $file -Raw).Replace('NotReady', 'Ready') | Set-Content $file
                Import-Clixml $file
            }
            Why = '*says Ready, and the plan''s gate says NotReady*' }
        @{ Name = 'a verdict that was changed by reflection'
            Result = {
                $result = Test-SloPhaseReadiness -Plan (New-ReadyPlan) -Evidence (New-DayCount 9000)
                $field = $result.GetType().GetFields('NonPublic, Instance') | Where-Object Name -Like '<Outcome>*'
                $field.SetValue($result, [Enum]::ToObject($field.FieldType, 0))
                $result
            }
            Why = '*says Ready, and the plan''s gate says NotReady*' }
    ) {
        $claim = & $Result
        { Step-SloPlan -Plan (New-ReadyPlan) -Readiness $claim -ErrorAction Stop } | Should -Throw -ExpectedMessage $Why
        $forced = Step-SloPlan -Plan (New-ReadyPlan) -Readiness $claim -Force -Reason pilot -WarningVariable warned -WarningAction SilentlyContinue -ErrorAction SilentlyContinue
        if ($forced) { "$warned" | Should -BeLike $Why }
    }

    It 'keeps when the evidence was judged, and takes no result that is older than a day' {
        $result = Test-SloPhaseReadiness -Plan (New-ReadyPlan) -Evidence (New-DayCount)
        $plan = Step-SloPlan -Plan (New-ReadyPlan) -Readiness $result
        $plan.History[0].EvaluatedAt | Should -Be $result.EvaluatedAt
        { Step-SloPlan -Plan (New-ReadyPlan) -Readiness $result -MaximumAge 25h } | Should -Throw -ErrorId 'SloPlanStepMaximumAge*'
        { Step-SloPlan -Plan (New-ReadyPlan) -Readiness $result -MaximumAge 1.00:00:00 } | Should -Not -Throw

        $file = Join-Path $TestDrive 'old.xml'
        $result | Export-Clixml $file
        $old = Import-Clixml $file
        $old.EvaluatedAt = [datetime]::UtcNow.AddHours(-25)
        { Step-SloPlan -Plan (New-ReadyPlan) -Readiness $old -ErrorAction Stop } | Should -Throw -ExpectedMessage '*older than 1d*'
    }

    It 'moves no plan on a ratio that was typed' {
        $start = [datetime]::UtcNow.Date.AddDays(-30)
        $ratio = [ProgressiveSlo.Objectives.RawRatioIndicator]::new('job:errors:ratio{{.window}}', $false, 'Prometheus')
        $plan = New-SloPlan api -StartDate $start -Profile source -Indicator $ratio
        $typed = @{ service = 'api'; from = $start; to = [datetime]::UtcNow.Date; availability = 0.9999; coverage = 1; latency_p95 = 1; availability_stddev = 0; incidents_last_30d = 0 }
        $result = Test-SloPhaseReadiness -Plan $plan -Evidence $typed
        $result.Basis | Should -Be 'Estimate'
        { Step-SloPlan -Plan $plan -Readiness $result -ErrorAction Stop } | Should -Throw -ExpectedMessage '*an estimate of bare numbers*'

        # With the coverage of each day, as a server gives it, it is the record.
        $typed.Remove('coverage')
        $typed.days = @(0..29 | ForEach-Object { @{ date = $start.AddDays($_); good_events = 0; total_events = 0 } })
        $result = Test-SloPhaseReadiness -Plan $plan -Evidence $typed
        $result.Basis | Should -Be 'Ratio'
        (Step-SloPlan -Plan $plan -Readiness $result).CurrentPhase | Should -Be 'improvement'
    }

    It 'moves a plan once on the same evidence' {
        $file = Join-Path $TestDrive 'once.yaml'
        New-ReadyPlan | Export-SloPlan $file
        $result = Test-SloPhaseReadiness -Plan (Import-SloPlan $file) -Evidence (New-DayCount)
        Step-SloPlan $file -Readiness $result
        { Step-SloPlan $file -Readiness $result -ErrorAction Stop } | Should -Throw -ExpectedMessage '*is of the phase baseline*'
        (Import-SloPlan $file).History.Count | Should -Be 1
    }

    It 'takes no second step in the same second' {
        $file = Join-Path $TestDrive 'twice.yaml'
        New-ReadyPlan | Export-SloPlan $file
        foreach ($time in 1..2) {
            $result = New-DayCount | Test-SloPhaseReadiness -Plan (Import-SloPlan $file)
            $result | Step-SloPlan $file -ErrorVariable refused -ErrorAction SilentlyContinue
        }

        (Import-SloPlan $file).CurrentPhase | Should -Be 'improvement'
        "$refused" | Should -BeLike '*Only 0 of the 60 planned days of improvement are over*'
    }

    It 'moves the plan of the namespace that was judged, and no other' {
        $folder = Join-Path $TestDrive 'spaces'
        New-ReadyPlan | Export-SloPlan (Join-Path $folder 'prod.yaml')
        New-ReadyPlan staging | Export-SloPlan (Join-Path $folder 'stag.yaml')
        $result = Test-SloPhaseReadiness -Plan (Import-SloPlan (Join-Path $folder 'stag.yaml')) -Evidence (New-DayCount)
        $result | Step-SloPlan $folder -PassThru | ForEach-Object { "$($_.Namespace) $($_.CurrentPhase)" } | Should -Be 'staging improvement'
        { $result | Step-SloPlan (Join-Path $folder 'prod.yaml') -Force -Reason x -ErrorAction Stop } | Should -Throw -ExpectedMessage '*in the namespace ''staging''*'

        # A result without a namespace could mean both.
        $unplanned = Test-SloPhaseReadiness improvement (New-DayCount)
        { $unplanned | Step-SloPlan $folder -Force -Reason x -ErrorAction Stop } | Should -Throw -ExpectedMessage '*2 of the plan files are of ''api''*'
        (Import-SloPlan (Join-Path $folder 'prod.yaml')).CurrentPhase | Should -Be 'baseline'
    }

    It 'begins a new record with -Reset and a reason' {
        $plan = Step-SloPlan -Plan (New-ReadyPlan) -Reset -Reason 'another indicator' -By kim
        $plan.CurrentPhase | Should -Be 'baseline'
        "$($plan.History[0].From) $($plan.History[0].To) $($plan.History[0].Reason)" | Should -Be 'baseline baseline another indicator'
        $plan.Find('baseline').StartDate | Should -Be ([datetime]::UtcNow.Date)
        { Step-SloPlan -Plan (New-ReadyPlan) -Reset -ErrorAction Stop } | Should -Throw -ErrorId 'SloPlanStepReason*'
    }

    It 'tells what would change with -WhatIf, and changes nothing' {
        $file = Join-Path $TestDrive 'whatif.yaml'
        New-SloPlan api -StartDate 2026-01-05 | Export-SloPlan $file
        $before = Get-Content $file -Raw
        $script = "Import-Module '$SloModulePattern'; Step-SloPlan '$file' -Force -Reason pilot -WhatIf"
        $text = pwsh -NoProfile -Command $script | Out-String
        $text | Should -Match 'from baseline to improvement'
        $text | Should -Match '- currentPhase: baseline'
        $text | Should -Match '\+ currentPhase: improvement'
        # The lines around say which phase a date belongs to.
        $text | Should -Match '(?m)^    - name: improvement\r?\n    (.*\n)*?  - +startDate'
        $text | Should -Match 'In its Prometheus rules:'
        Get-Content $file -Raw | Should -BeExactly $before
    }

    It 'prints no command of an agent that a reason holds' {
        $file = Join-Path $TestDrive 'command.yaml'
        New-SloPlan api -StartDate 2026-01-05 | Export-SloPlan $file
        $script = "Import-Module '$SloModulePattern'; Step-SloPlan '$file' -Force -Reason 'x ##vso[task.complete]' -WhatIf"
        $text = pwsh -NoProfile -Command $script | Out-String
        $text | Should -Match ([regex]::Escape("reason: 'x \u0023#vso[task.complete]'"))
        $text | Should -Not -Match ([regex]::Escape('##vso['))
    }

    It 'writes a chain: each entry has the digest of the one before it' {
        $file = Join-Path $TestDrive 'chain.yaml'
        New-SloPlan chained -StartDate 2026-01-05 | Export-SloPlan $file
        Step-SloPlan $file -Force -Reason a -By kim -WarningAction SilentlyContinue
        Step-SloPlan $file -Back -Reason b -By kim
        Step-SloPlan $file -Reset -Reason c -By kim
        $history = (Import-SloPlan $file).History
        $history | Should -HaveCount 3
        $history[1].Previous | Should -Be $history[0].Digest
        $history[2].Previous | Should -Be $history[1].Digest
        ($history.Digest + $history[0].Previous | Sort-Object -Unique) | Should -HaveCount 4
    }

    It 'shows a history in which no reason is a command of an agent, as <Name>' -ForEach @(
        @{ Name = 'a table'; View = { $args[0] | Format-Table | Out-String -Width 60 } }
        @{ Name = 'a list'; View = { $args[0] | Format-List | Out-String -Width 60 } }
        @{ Name = 'it comes'; View = { $args[0] | Out-String -Width 200 } }
        @{ Name = 'text'; View = { "$($args[0])" } }
        @{ Name = 'a report'; View = { $plan | ConvertTo-SloReport -Format Markdown } }
        @{ Name = 'what would change'; View = { pwsh -NoProfile -Command "Import-Module '$SloModulePattern'; Step-SloPlan '$file' -Force -Reason `"a``n##vso[task.complete]``n::error::b`" -WhatIf" | Out-String } }
    ) {
        # A file of its own: two histories that begin in two seconds are two histories.
        $file = Join-Path $TestDrive "history $Name.yaml"
        $plan = New-SloPlan api -StartDate 2026-01-05 | Step-SloPlan -Force -Reason "first line`n##vso[task.complete result=Failed]`n::error::second" -By kim
        $plan | Export-SloPlan $file -Force
        $text = (& $View (Import-SloPlan $file).History) -join "`n"
        $text | Should -Match 'baseline|from improvement'
        $text | Should -Not -Match ([regex]::Escape('##vso['))
        $text | Should -Not -Match '(?m)^\s*::'
    }

    It 'warns where a pattern stands for no plan' {
        Step-SloPlan (Join-Path $TestDrive 'nothing*.yaml') -Force -Reason x -WarningVariable warned -WarningAction SilentlyContinue
        "$warned" | Should -BeLike '*no .yaml or .yml file in*nothing*'
    }

    It 'refuses <Name>' -ForEach @(
        @{ Name = 'a move without a result'; Script = { New-SloPlan api | Step-SloPlan -ErrorAction Stop }; Id = 'SloPlanStepReadiness*' }
        @{ Name = 'a forced move without a reason'; Script = { New-SloPlan api | Step-SloPlan -Force -ErrorAction Stop }; Id = 'SloPlanStepReason*' }
        @{ Name = 'a move back from the first phase'; Script = { New-SloPlan api | Step-SloPlan -Back -Reason x -ErrorAction Stop }; Id = 'SloPlanStepPlan*' }
        @{ Name = 'a file that is not there'; Script = { Step-SloPlan nothing-here.yaml -Force -Reason x -ErrorAction Stop }; Id = 'SloPlanNotFound*' }
    ) {
        $Script | Should -Throw -ErrorId $Id
    }

    It 'tells the whole story of a service, from its plan to excellence' {
        $folder = Join-Path $TestDrive 'story'
        $file = Join-Path $folder 'checkout.yaml'
        New-SloPlan checkout -Owner payments -StartDate ([datetime]::UtcNow.Date.AddDays(-30)) | Export-SloPlan $folder/

        # What the service does in each phase: counts of 90 days until yesterday, as a file.
        function Save-DayCount([long] $Good, [int] $P95) {
            $today = [datetime]::UtcNow.Date
            $rows = 90..1 | ForEach-Object { 'checkout,{0:yyyy-MM-dd},{1},1000000,{2},{3}' -f $today.AddDays(-$_), $Good, $P95, (2 * $P95) }
            Set-Content (Join-Path $TestDrive 'counts.csv') (@('Service,Date,Good,Total,LatencyP95,LatencyP99') + $rows)
        }

        foreach ($step in @(
                @{ Phase = 'baseline'; Days = 30; Good = 995200; P95 = 1500 }
                @{ Phase = 'improvement'; Days = 60; Good = 997500; P95 = 700 }
                @{ Phase = 'production_ready'; Days = 90; Good = 999600; P95 = 350 })) {
            # The days of the phase go by.
            $yaml = Get-Content $file -Raw
            $script:i = 0
            $yaml = [regex]::Replace($yaml, 'startDate: \d{4}-\d\d-\d\d', {
                    $phases = 'baseline', 'improvement', 'production_ready', 'excellence'
                    $number = $phases.IndexOf($step.Phase)
                    $ago = if ($script:i -le $number) { $step.Days + $number - $script:i } else { 0 }
                    $script:i++
                    'startDate: {0:yyyy-MM-dd}' -f [datetime]::UtcNow.Date.AddDays(-$ago)
                })
            Set-Content $file $yaml -NoNewline
            # Not yet good enough: the gate stays closed, and the plan where it is.
            Save-DayCount 980000 $step.P95
            $plan = Import-SloPlan $file
            $plan.CurrentPhase | Should -Be $step.Phase
            $closed = Get-SloEvidence -Path (Join-Path $TestDrive 'counts.csv') | Test-SloPhaseReadiness -Plan $plan
            $closed.Verdict | Should -Be 'NotReady'
            { Step-SloPlan $file -Readiness $closed -ErrorAction Stop } | Should -Throw -ErrorId 'SloPlanStepReadiness*'

            # Good enough, demonstrated, attested: it opens.
            Save-DayCount $step.Good $step.P95
            foreach ($criterion in $plan.Find($step.Phase).SuccessCriteria) {
                Complete-SloCriterion $file -Criterion $criterion.Text -Note 'OPS-1' -By kim
            }

            $plan = Import-SloPlan $file
            $metric = Get-SloEvidence -Path (Join-Path $TestDrive 'counts.csv')
            $metric.IncidentsLast30d = 0
            $open = $metric | Test-SloPhaseReadiness -Plan $plan
            $open.Verdict | Should -Be 'Ready' -Because ($open.Issues -join '; ')
            ($open.Checks | Where-Object Name -EQ Demonstrated).Status | Should -Be 'Pass'
            ($open.Checks | Where-Object Name -EQ Criteria).Status | Should -Be 'Pass'
            ($metric | Measure-SloErrorBudget -Plan $plan).State | Should -Be 'Ok'
            Assert-SloPhaseReadiness -Plan $plan -Evidence $metric
            Step-SloPlan $file -Readiness $open -By kim
            Import-SloPlan $file | Get-SloPhase -Current | Export-SloManifest (Join-Path $TestDrive 'rules') -Format PrometheusRule
        }

        $plan = Import-SloPlan $file
        $plan.CurrentPhase | Should -Be 'excellence'
        $plan.History.To | Should -Be @('improvement', 'production_ready', 'excellence')
        $plan.History.Verdict | Should -Be @('Ready', 'Ready', 'Ready')
        { Step-SloPlan $file -Force -Reason more -ErrorAction Stop } | Should -Throw -ExpectedMessage '*last phase*'

        # The budget was exhausted twice: back one phase.
        Step-SloPlan $file -Back -Reason 'Error budget exhausted in May and June' -By kim -PassThru | ForEach-Object CurrentPhase | Should -Be 'production_ready'
        $plan | ConvertTo-SloReport | Should -Match 'excellence'
    }
}
