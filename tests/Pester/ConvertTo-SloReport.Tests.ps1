Describe 'ConvertTo-SloReport' {
    BeforeAll {
        . (Join-Path $PSScriptRoot 'Module.ps1')
        $plan = New-SloPlan api-service -StartDate 2026-01-05 -Tier critical -Owner payments
    }

    Context 'Markdown' {
        It 'reports the plan: phases, dates, targets, objectives and criteria' {
            $report = $plan | ConvertTo-SloReport
            $report | Should -BeOfType ([string])
            $report | Should -Match '(?m)^# SLO plan.*api-service$'
            $report | Should -Match '180 days'
            foreach ($text in '2026-01-05', '2026-02-04', '2026-04-05', '2026-07-04', '99.00%', '99.50%', '99.90%', '99.95%', 'ongoing', 'Optimize slow queries', 'Industry recognition') {
                $report.Contains($text) | Should -BeTrue -Because $text
            }

            $positions = 'baseline', 'improvement', 'production_ready', 'excellence' | ForEach-Object { $report.IndexOf($_, [StringComparison]::Ordinal) }
            $positions | Should -Be ($positions | Sort-Object)
        }

        It 'reports readiness: verdict, issues and advice' {
            $report = Test-SloPhaseReadiness improvement $SloBad | ConvertTo-SloReport
            $report | Should -Match '(?m)^- Verdict: \*\*Not ready\*\*$'
            $report | Should -Match '(?m)^- Too many incidents - improve stability first$'
            $report | Should -Match '(?m)^\| LatencyP95 \| Fail \| 1200 ms \| 1000 ms \|'
        }

        It 'keeps text from outside as text' {
            $report = New-SloPlan api -Owner '<script>x</script> | [l](http://e.x) *b* `c`' | ConvertTo-SloReport
            $owner = ($report -split "`n") -like '- Owner: *'
            @($owner).Count | Should -Be 1
            foreach ($character in '<', '>', '|', '[', ']', '*', '`') {
                $owner[0] | Should -Not -Match ('(?<!\\)' + [regex]::Escape($character))
            }

            $owner[0] -replace '\\(?=[^\w\s])' | Should -Be '- Owner: <script>x</script> | [l](http://e.x) *b* `c`'
        }

        It 'gives one report for each object' {
            @(New-SloPlan a, b | ConvertTo-SloReport).Count | Should -Be 2
        }
    }

    Context 'Json' {
        It 'has the properties of the plan' {
            $copy = $plan | ConvertTo-SloReport -Format Json | ConvertFrom-Json
            "$($copy.Service) $($copy.Namespace) $($copy.Tier) $($copy.Owner) $($copy.TotalDurationDays) $($copy.CurrentPhase)" | Should -Be 'api-service production critical payments 180 baseline'
            $copy.Phases.Count | Should -Be 4
            $copy.Phases[2].Targets.Availability | Should -Be 0.999
            $copy.Phases[3].EndDate | Should -BeNullOrEmpty
        }

        It 'has the properties of a readiness result, with words for states' {
            $copy = Test-SloPhaseReadiness improvement $SloBad | ConvertTo-SloReport -Format Json | ConvertFrom-Json
            $copy.Verdict | Should -Be 'NotReady'
            $copy.Ready | Should -BeFalse
            $copy.Checks[0].Status | Should -Be 'Fail'
            $copy.Issues.Count | Should -Be 4
        }
    }

    It 'writes no file' {
        (Get-Command ConvertTo-SloReport).Parameters.Keys | Should -Not -Contain 'OutputPath'
        (Get-Command ConvertTo-SloReport).Parameters.Keys | Should -Not -Contain 'WhatIf'
    }

    Context 'in pipelines' {
        It 'is one JUnit document of all results' {
            $report = @($SloGood, $SloBad | Test-SloPhaseReadiness improvement | ConvertTo-SloReport -Format JUnit)
            $report.Count | Should -Be 1
            $suites = ([xml] $report[0]).testsuites.testsuite
            $suites.failures | Should -Be @('0', '4')
            $suites[1].testcase[0].failure.message | Should -Be 'Availability 98.00% below target 99.50%'
        }

        It 'writes issues and the variable SloReady for Azure Pipelines' {
            $lines = ($SloBad | Test-SloPhaseReadiness improvement | ConvertTo-SloReport -Format AzurePipelines) -split "`n"
            @($lines -like '##vso`[task.logissue type=error`]*').Count | Should -Be 4
            $lines | Should -Contain '##vso[task.setvariable variable=SloReady;isOutput=true]false'
        }

        It 'chooses <format> by <name>' -ForEach @(
            @{ Format = 'AzurePipelines'; Name = 'TF_BUILD'; Start = '##[group]*' }
            @{ Format = 'GitHubActions'; Name = 'GITHUB_ACTIONS'; Start = '::group::*' }
            @{ Format = 'Markdown'; Name = 'CI'; Start = '# Readiness*' }
        ) {
            $script = 'Import-Module $env:PROGRESSIVESLO_MODULE; Test-SloPhaseReadiness improvement @{ availability = 0.98; latency_p95 = 1 } | ConvertTo-SloReport -Format Auto'
            $result = Invoke-ScriptProcess $script @() (@{ TF_BUILD = ''; GITHUB_ACTIONS = ''; GITHUB_OUTPUT = ''; GITHUB_STEP_SUMMARY = '' } | ForEach-Object { $_[$Name] = 'true'; $_ })
            $result.Error | Should -BeNullOrEmpty
            $result.Output[0].StartsWith($Start.TrimEnd('*')) | Should -BeTrue -Because $result.Output[0]
        }

        It 'writes a plan as Markdown with Auto, and refuses one for JUnit' {
            ($plan | ConvertTo-SloReport -Format Auto).StartsWith('# SLO plan') | Should -BeTrue
            $null = $plan | ConvertTo-SloReport -Format JUnit -ErrorVariable problems -ErrorAction SilentlyContinue
            $problems[0].ToString() | Should -BeLike '*no JUnit report*SloPlan*Html, Json, Markdown*'
        }

        It 'reports findings' {
            $findings = $plan | ConvertTo-SloManifest | Where-Object { $_ -match 'target: 0.995' } | ForEach-Object { $_.Replace('target: 0.995', 'target: 99.5') } | Test-SloManifest
            @($findings | ConvertTo-SloReport).Count | Should -Be 1
            $findings | ConvertTo-SloReport -Format AzurePipelines | Should -Match '(?m)^##vso\[task\.logissue type=error;code=ObjectiveUnit\]'
        }
    }

    Context 'errors' {
        It 'refuses what has no report, and reports the others' {
            $reports = @(42, $plan, (Get-SloPhase baseline) | ConvertTo-SloReport -ErrorVariable problems -ErrorAction SilentlyContinue)
            $reports.Count | Should -Be 1
            $problems.Count | Should -Be 2
            $problems[0].FullyQualifiedErrorId | Should -BeLike 'SloReportInvalidInput,*'
            $problems[0].TargetObject | Should -Be 42
            $problems[1].ToString() | Should -BeLike '*SloPhase*New-SloPlan*'
        }

        It 'ends the call for a format that is none, and names those that are' {
            $problem = Get-TerminatingError { $plan | ConvertTo-SloReport -Format Pdf -ErrorAction SilentlyContinue }
            $problem.FullyQualifiedErrorId | Should -BeLike 'SloReportInvalidFormat,*'
            $problem.ToString() | Should -BeLike "*'Pdf'*Json*Markdown*"
        }
    }

    It 'takes the format <_> under Turkish rules' -ForEach 'markdown', 'MARKDOWN', 'Json' {
        $format = $_
        Invoke-WithCulture 'tr-TR' { $plan | ConvertTo-SloReport -Format $format } | Should -Not -BeNullOrEmpty
    }

    It 'is the same under the culture <_>' -ForEach 'de-DE', 'tr-TR' {
        $result = Test-SloPhaseReadiness improvement $SloBad
        foreach ($format in 'Markdown', 'Json') {
            $script = { $plan, $result | ConvertTo-SloReport -Format $format }
            Invoke-WithCulture $_ $script | Should -BeExactly (Invoke-WithCulture '' $script)
        }
    }

    It 'offers formats' {
        @(Get-Completion 'ConvertTo-SloReport -Format ') | Should -Contain 'Markdown'
        @(Get-Completion 'ConvertTo-SloReport -Format j') | Should -Be @('JUnit', 'Json')
    }
}
