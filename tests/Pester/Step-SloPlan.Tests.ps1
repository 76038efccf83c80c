BeforeAll {
    . $PSScriptRoot/Module.ps1
}

Describe 'Step-SloPlan' {
    It 'moves a plan file on a result that says Ready, and keeps the move' {
        New-SloPlan api -StartDate 2026-01-05 | Export-SloPlan (Join-Path $TestDrive 'api.yaml')
        $result = Test-SloPhaseReadiness -Plan (Import-SloPlan (Join-Path $TestDrive 'api.yaml')) -Evidence @{ service = 'api'; availability = 0.995; latency_p95 = 900 }
        $result | Step-SloPlan (Join-Path $TestDrive 'api.yaml') -By kim | Should -BeNullOrEmpty
        $plan = Import-SloPlan (Join-Path $TestDrive 'api.yaml')
        $plan.CurrentPhase | Should -Be 'improvement'
        $plan.History[0].By | Should -Be 'kim'
        $plan.History[0].EvidenceDigest | Should -Be $result.EvidenceDigest
        $plan.Find('improvement').StartDate | Should -Be ([datetime]::UtcNow.Date)
    }

    It 'tells what would change with -WhatIf, and changes nothing' {
        $file = Join-Path $TestDrive 'whatif.yaml'
        New-SloPlan api -StartDate 2026-01-05 | Export-SloPlan $file
        $before = Get-Content $file -Raw
        $script = "Import-Module '$((Get-Module ProgressiveSlo).Path)'; Step-SloPlan '$file' -Force -Reason pilot -WhatIf"
        $text = pwsh -NoProfile -Command $script | Out-String
        $text | Should -Match 'from baseline to improvement'
        $text | Should -Match '- currentPhase: baseline'
        $text | Should -Match '\+ currentPhase: improvement'
        $text | Should -Match 'In its Prometheus rules:'
        Get-Content $file -Raw | Should -BeExactly $before
    }

    It 'prints no command of an agent that a reason holds' {
        $file = Join-Path $TestDrive 'command.yaml'
        New-SloPlan api -StartDate 2026-01-05 | Export-SloPlan $file
        $script = "Import-Module '$((Get-Module ProgressiveSlo).Path)'; Step-SloPlan '$file' -Force -Reason 'x ##vso[task.complete]' -WhatIf"
        $text = pwsh -NoProfile -Command $script | Out-String
        $text | Should -Match ([regex]::Escape("reason: 'x \u0023#vso[task.complete]'"))
        $text | Should -Not -Match ([regex]::Escape('##vso['))
    }

    It 'shows a history in which no reason is a command of an agent, as <Name>' -ForEach @(
        @{ Name = 'a table'; View = { $args[0] | Format-Table | Out-String -Width 60 } }
        @{ Name = 'a list'; View = { $args[0] | Format-List | Out-String -Width 60 } }
        @{ Name = 'it comes'; View = { $args[0] | Out-String -Width 200 } }
        @{ Name = 'text'; View = { "$($args[0])" } }
        @{ Name = 'a report'; View = { $plan | ConvertTo-SloReport -Format Markdown } }
        @{ Name = 'what would change'; View = { pwsh -NoProfile -Command "Import-Module '$((Get-Module ProgressiveSlo).Path)'; Step-SloPlan '$file' -Force -Reason `"a``n##vso[task.complete]``n::error::b`" -WhatIf" | Out-String } }
    ) {
        $file = Join-Path $TestDrive 'history.yaml'
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

        # What the service does in each phase: counts of 119 days until yesterday, as a file.
        function Save-Counts([long] $Good, [int] $P95) {
            $today = [datetime]::UtcNow.Date
            $rows = 119..1 | ForEach-Object { 'checkout,{0:yyyy-MM-dd},{1},1000000,{2},{3}' -f $today.AddDays(-$_), $Good, $P95, (2 * $P95) }
            Set-Content (Join-Path $TestDrive 'counts.csv') (@('Service,Date,Good,Total,LatencyP95,LatencyP99') + $rows)
        }

        foreach ($step in @(
                @{ Phase = 'baseline'; Good = 995200; P95 = 1500 }
                @{ Phase = 'improvement'; Good = 997500; P95 = 700 }
                @{ Phase = 'production_ready'; Good = 999600; P95 = 350 })) {
            # Not yet good enough: the gate stays closed, and the plan where it is.
            Save-Counts 980000 $step.P95
            $plan = Import-SloPlan $file
            $plan.CurrentPhase | Should -Be $step.Phase
            $closed = Get-SloEvidence -Path (Join-Path $TestDrive 'counts.csv') | Test-SloPhaseReadiness -Plan $plan
            $closed.Verdict | Should -Be 'NotReady'
            { Step-SloPlan $file -Readiness $closed -ErrorAction Stop } | Should -Throw -ErrorId 'SloPlanStepReadiness*'

            # Good enough, demonstrated, attested: it opens.
            Save-Counts $step.Good $step.P95
            foreach ($criterion in $plan.Find($step.Phase).SuccessCriteria) {
                Complete-SloCriterion $file -Criterion $criterion.Text -Note 'OPS-1' -By kim
            }

            $plan = Import-SloPlan $file
            $metric = Get-SloEvidence -Path (Join-Path $TestDrive 'counts.csv')
            $open = $metric | Test-SloPhaseReadiness -Plan $plan
            $open.Verdict | Should -Be 'Ready' -Because ($open.Issues -join '; ')
            ($open.Checks | Where-Object Name -EQ Demonstration).Status | Should -Be 'Pass'
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
