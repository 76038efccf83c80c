Describe 'Get-SloPhase' {
    BeforeAll {
        . (Join-Path $PSScriptRoot 'Module.ps1')
        $plan = New-SloPlan api -StartDate 2026-01-05
    }

    Context 'of a profile' {
        It 'gives the four phases in order' {
            (Get-SloPhase).Name | Should -Be @('baseline', 'improvement', 'production_ready', 'excellence')
            (Get-SloPhase).Order | Should -Be @(1, 2, 3, 4)
        }

        It 'gives <wanted> for <name>' -ForEach @(
            @{ Name = 'b*'; Wanted = @('baseline') }
            @{ Name = '*e'; Wanted = @('baseline', 'excellence') }
            @{ Name = @('excellence', 'baseline'); Wanted = @('baseline', 'excellence') }
            @{ Name = '[ei]*'; Wanted = @('improvement', 'excellence') }
            @{ Name = 'x*'; Wanted = $null }
        ) {
            (Get-SloPhase $Name -ErrorAction Stop).Name | Should -Be $Wanted
        }

        It 'has texts that the phases promise' {
            $phase = Get-SloPhase baseline
            $phase.Description | Should -BeExactly 'Baseline establishment - measure current performance'
            $phase.Objectives | Should -Be @('Establish baseline metrics', 'Implement basic monitoring', 'Create initial dashboards', 'Set up alerting infrastructure')
            $phase.SuccessCriteria.Text | Should -Be @('Metrics collection stable for 30 days', 'Basic alerts configured', 'Team trained on SLO concepts')
        }

        It 'reads a profile file relative to the location' {
            New-ProfileFile (Join-Path $TestDrive 'mine.yaml')
            Push-Location $TestDrive
            try { (Get-SloPhase -Profile ./mine.yaml).Name | Should -Be @('first', 'second') }
            finally { Pop-Location }
        }

        It 'ignores case under the culture <_>' -ForEach '', 'de-DE', 'tr-TR' {
            Invoke-WithCulture $_ { (Get-SloPhase IMPROVEMENT -ErrorAction Stop).Name } | Should -Be 'improvement'
        }
    }

    Context 'of a plan' {
        It 'gives <wanted> for <arguments>' -ForEach @(
            @{ Arguments = @{ Current = $true }; Wanted = 'baseline' }
            @{ Arguments = @{ Next = $true }; Wanted = 'improvement' }
            @{ Arguments = @{ Current = $true; Next = $true }; Wanted = @('baseline', 'improvement') }
            @{ Arguments = @{ At = '2026-01-04' }; Wanted = $null }
            @{ Arguments = @{ At = '2026-01-05' }; Wanted = 'baseline' }
            @{ Arguments = @{ At = '2026-02-03' }; Wanted = 'baseline' }
            @{ Arguments = @{ At = '2026-02-04' }; Wanted = 'improvement' }
            @{ Arguments = @{ At = '2026-02-03T23:00:00-05:00' }; Wanted = 'improvement' }
            @{ Arguments = @{ At = '2099-01-01'; Current = $true }; Wanted = 'excellence' }
            @{ Arguments = @{ At = '2026-05-01'; Next = $true }; Wanted = 'excellence' }
            @{ Arguments = @{ At = '2099-01-01'; Next = $true }; Wanted = $null }
        ) {
            ($plan | Get-SloPhase @Arguments).Name | Should -Be $Wanted
        }

        It 'has the properties that scripts rely on' {
            $names = ($plan | Get-SloPhase -Current | Get-Member -MemberType Properties).Name
            foreach ($name in 'Service', 'Name', 'Order', 'StartDate', 'EndDate', 'DurationDays', 'Description', 'Objectives', 'SuccessCriteria', 'Targets', 'Alerting', 'Definition') {
                $names | Should -Contain $name
            }
        }

        It 'can be filtered and sorted by what is inside' {
            $phases = 'a', 'b' | New-SloPlan -StartDate 2026-01-05 | Get-SloPhase
            ($phases | Where-Object { $_.Targets.Availability -ge 0.999 } | ForEach-Object { "$($_.Service) $($_.Name)" }) |
                Should -Be @('a production_ready', 'a excellence', 'b production_ready', 'b excellence')
            ($phases | Sort-Object { $_.Targets.LatencyP95Milliseconds }, Service | Select-Object -First 2 -ExpandProperty Service) | Should -Be @('a', 'b')
            ($phases | Group-Object Service | ForEach-Object Count) | Should -Be @(4, 4)
        }

        It 'takes plans by argument, too' {
            (Get-SloPhase -Plan (New-SloPlan a, b) -Current).Service | Should -Be @('a', 'b')
        }

        It 'stops early when enough was seen' {
            $seen = New-Object System.Collections.ArrayList
            $null = 'a', 'b', 'c' | ForEach-Object { $null = $seen.Add($_); $_ } | New-SloPlan | Get-SloPhase | Select-Object -First 1
            $seen | Should -Be @('a')
        }

        It 'ignores case under the culture <_>' -ForEach '', 'de-DE', 'tr-TR' {
            Invoke-WithCulture $_ { ($plan | Get-SloPhase IMPROVEMENT -ErrorAction Stop).Name } | Should -Be 'improvement'
        }
    }

    Context 'errors' {
        It 'names a phase that is not there and those that are' {
            $phases = Get-SloPhase basline, excellence -ErrorVariable problems -ErrorAction SilentlyContinue
            $phases.Name | Should -Be 'excellence'
            $problems.Count | Should -Be 1
            $problems[0].FullyQualifiedErrorId | Should -BeLike 'SloPhaseNotFound,*'
            $problems[0].CategoryInfo.Category | Should -Be 'ObjectNotFound'
            $problems[0].ToString() | Should -Be "Name: There is no phase 'basline' in the profile default. Give one of baseline, improvement, production_ready, excellence."
        }

        It 'is one error for each plan without the phase' {
            New-ProfileFile (Join-Path $TestDrive 'other.yaml')
            $plans = @(New-SloPlan a; New-SloPlan b -Profile (Join-Path $TestDrive 'other.yaml'); New-SloPlan c)
            $phases = $plans | Get-SloPhase baseline -ErrorVariable problems -ErrorAction SilentlyContinue
            $phases.Service | Should -Be @('a', 'c')
            $problems.Count | Should -Be 1
            $problems[0].ToString() | Should -Match 'the plan of b'
            $problems[0].TargetObject.Service | Should -Be 'b'
        }

        It 'ends the call for a profile that is not there' {
            (Get-TerminatingError { Get-SloPhase -Profile nope -ErrorAction SilentlyContinue }).FullyQualifiedErrorId | Should -BeLike 'SloProfileNotFound,*'
        }

        It 'refuses what is not a plan' {
            $problem = Get-TerminatingError { 'api' | Get-SloPhase -Current -ErrorAction Stop }
            $problem | Should -Not -BeNullOrEmpty
        }
    }

    Context 'completion' {
        It 'offers <wanted> for <line>' -ForEach @(
            @{ Line = 'Get-SloPhase '; Wanted = @('baseline', 'improvement', 'production_ready', 'excellence') }
            @{ Line = 'Get-SloPhase -Name p'; Wanted = @('production_ready') }
            @{ Line = 'Get-SloPhase baseline, e'; Wanted = @('excellence') }
            @{ Line = 'New-SloPlan api | Get-SloPhase -Name B'; Wanted = @('baseline') }
            @{ Line = 'Get-SloPhase -Profile defa'; Wanted = @('default') }
        ) {
            @(Get-Completion $Line) | Should -Be $Wanted
        }

        It 'offers profile files too' {
            New-ProfileFile (Join-Path $TestDrive 'tab.yaml')
            Get-Completion "Get-SloPhase -Profile $TestDrive/ta" | Should -BeLike '*tab.yaml'
        }

        It 'offers the phases of the plan that is given' {
            New-ProfileFile (Join-Path $TestDrive 'tab.yaml')
            $global:SloTabPlan = New-SloPlan api -Profile (Join-Path $TestDrive 'tab.yaml')
            try { @(Get-Completion 'Get-SloPhase -Plan $SloTabPlan -Name ') | Should -Be @('first', 'second') }
            finally { Remove-Variable SloTabPlan -Scope Global }
        }

        It 'offers the phases of the profile file that is given' {
            New-ProfileFile (Join-Path $TestDrive 'tab.yaml')
            @(Get-Completion "Get-SloPhase -Profile $TestDrive/tab.yaml -Name ") | Should -Be @('first', 'second')
        }

        It 'offers nothing for a profile file that is not there' {
            Get-Completion "Get-SloPhase -Profile $TestDrive/none.yaml -Name " | Should -Not -Contain 'baseline'
        }

        It 'offers properties down the pipeline' {
            Get-Completion 'New-SloPlan api | Get-SloPhase | Where-Object Dur' | Should -Contain 'DurationDays'
        }
    }

    Context 'on the screen' {
        It 'is a table of a plan under the culture <_>' -ForEach '', 'de-DE', 'tr-TR' {
            $text = Invoke-WithCulture $_ { $plan | Get-SloPhase | Out-String -Width 120 }
            ($text.Trim() -split '\s*\r?\n') | Should -Be @(
                'Service # Phase            Start      End        Target     p95     p99'
                '------- - -----            -----      ---        ------     ---     ---'
                'api     1 baseline         2026-01-05 2026-02-04 99.00% 2000 ms 5000 ms'
                'api     2 improvement      2026-02-04 2026-04-05 99.50% 1000 ms 2000 ms'
                'api     3 production_ready 2026-04-05 2026-07-04 99.90%  500 ms 1000 ms'
                'api     4 excellence       2026-07-04 ongoing    99.95%  200 ms  500 ms'
            )
        }

        It 'is a table of a profile with its alerts' {
            $text = (Get-SloPhase excellence | Out-String -Width 160).Trim() -split '\s*\r?\n' | Select-Object -Last 1
            $times = [char]0xD7
            ($text -replace ' +', ' ').Trim() | Should -Be "4 excellence ongoing 99.95% 200 ms 500 ms critical 1h/5m $times 14.4; warning 6h/30m $times 3"
        }

        It 'shows targets that are not rounded up to 100 % under the culture <_>' -ForEach '', 'de-DE' {
            $text = Invoke-WithCulture $_ { ($plan | Get-SloPhase excellence).Targets | Out-String -Width 120 }
            $text | Should -Match '99[.,]95|0[.,]9995'
        }

        It 'shows alerts and criteria' {
            $phase = $plan | Get-SloPhase production_ready
            (($phase.Alerting | Out-String -Width 120).Trim() -split '\s*\r?\n' | Select-Object -Skip 2) | Should -Be @('critical 1h          5m           14.4', 'warning  6h          30m          3')
            $phase.SuccessCriteria | Out-String -Width 160 | Should -Match '(?m)^False +Disaster recovery tested'
        }
    }

    It 'refuses a pattern with an open bracket' {
        { Get-SloPhase -Name '[' } | Should -Throw -ErrorId 'SloPhaseInvalidName*'
        { $plan | Get-SloPhase -Name '[' } | Should -Throw -ErrorId 'SloPhaseInvalidName*'
    }

    It 'goes through JSON and back' {
        $copy = $plan | Get-SloPhase -Current | ConvertTo-Json -Depth 8 | ConvertFrom-Json
        $copy.Name | Should -Be 'baseline'
        $copy.Targets.Availability | Should -Be 0.99
        $copy.SuccessCriteria.Count | Should -Be 3
        $copy.Definition.Name | Should -Be 'api-availability-baseline'
    }
}
