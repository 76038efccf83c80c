Describe 'Assert-SloPhaseReadiness' {
    BeforeAll {
        . (Join-Path $PSScriptRoot 'Module.ps1')
    }

    Context 'in a session' {
        It 'fails for a plan that no evidence was given for' {
        $plans = New-SloPlan checkout, search -StartDate 2026-01-05 -Profile source
        { @{ service = 'checkout'; availability = 0.9999; latency_p95 = 10; latency_p99 = 20 } | Assert-SloPhaseReadiness -Plan $plans -AllowEstimate } |
            Should -Throw -ExpectedMessage "1 of 2 not ready.*search: no evidence was given for its plan"
    }

    It 'says nothing when the service is ready' {
            Assert-SloPhaseReadiness improvement $SloGood -ErrorVariable problems | Should -BeNullOrEmpty
            $problems.Count | Should -Be 0
        }

        It 'says with -Verbose what it lets through' {
            $messages = [pscustomobject]@{ Service = 'api'; availability = 1; latency_p95 = 1 } | Assert-SloPhaseReadiness improvement -Verbose 4>&1
            "$messages" | Should -Match 'api.*improvement.*Ready'
        }

        It 'ends with the issues, whatever -ErrorAction <_> says' -ForEach 'Continue', 'SilentlyContinue', 'Ignore', 'Stop' {
            $action = $_
            $problem = Get-TerminatingError { Assert-SloPhaseReadiness improvement $SloBad -ErrorAction $action }
            ($problem.FullyQualifiedErrorId -split ',')[0] | Should -Be 'SloPhaseNotReady'
            $problem.Exception.Message | Should -BeExactly ('not ready to leave phase improvement: Availability 98.00% below target 99.50%; P95 latency 1200ms exceeds target 1000ms; ' +
                'Availability too variable - not stable; Too many incidents - improve stability first')
        }

        It 'carries the results for a catch' {
            $problem = Get-TerminatingError { [pscustomobject]@{ Service = 'api'; availability = 0.5; latency_p95 = 1 } | Assert-SloPhaseReadiness improvement }
            @($problem.TargetObject).Count | Should -Be 1
            $problem.TargetObject[0].Service | Should -Be 'api'
            $problem.TargetObject[0].Verdict | Should -Be 'NotReady'
        }

        It 'tells all services of a CSV file that are not ready, under the culture <_>' -ForEach '', 'de-DE' {
            $rows = @'
Service,Availability,LatencyP95
a,1,1
b,0.5,1
c,,1
'@ | ConvertFrom-Csv
            $problem = Invoke-WithCulture $_ { Get-TerminatingError { $rows | Assert-SloPhaseReadiness baseline } }
            ($problem.Exception.Message -split '\r?\n') | Should -Be @(
                '2 of 3 not ready.'
                '- b: not ready to leave phase baseline: Availability 50.00% below target 99.00%'
                '- c: insufficient evidence to leave phase baseline: Availability unknown: give availability, or good_events and total_events'
            )
        }

        It 'matches rows to plans' {
            $plans = New-SloPlan a, b
            $rows = @([pscustomobject]@{ Service = 'b'; availability = 1; latency_p95 = 1 }; [pscustomobject]@{ Service = 'a'; availability = 1; latency_p95 = 1 })
            Get-TerminatingError { $rows | Assert-SloPhaseReadiness -Plan $plans -AllowEstimate } | Should -BeNullOrEmpty
            $problem = Get-TerminatingError { $rows + [pscustomobject]@{ Service = 'x'; availability = 1; latency_p95 = 1 } | Assert-SloPhaseReadiness -Plan $plans -AllowEstimate -ErrorAction SilentlyContinue }
            $problem.Exception.Message | Should -BeLike '1 of 3 not ready*'
        }

        It 'does not open for <what>' -ForEach @(
            @{ What = 'an empty pipeline'; Metrics = @(); Id = 'SloPhaseNoEvidence' }
            @{ What = 'evidence that is refused'; Metrics = @(@{ availability = 7; latency_p95 = 1 }); Id = 'SloPhaseNotReady' }
            @{ What = 'empty evidence'; Metrics = @(@{}); Id = 'SloPhaseNotReady' }
            @{ What = 'one bad among good'; Metrics = @(@{ availability = 1; latency_p95 = 1 }, @{ availability = 0; latency_p95 = 1 }, @{ availability = 1; latency_p95 = 1 }); Id = 'SloPhaseNotReady' }
        ) {
            $problem = Get-TerminatingError { $Metrics | Assert-SloPhaseReadiness baseline -ErrorAction SilentlyContinue }
            ($problem.FullyQualifiedErrorId -split ',')[0] | Should -Be $Id
        }

        It 'does not open for the estimate of bare numbers for a plan, unless it is allowed' {
            $plan = New-SloPlan api
            $problem = Get-TerminatingError { Assert-SloPhaseReadiness -Plan $plan -Evidence $SloGood }
            ($problem.FullyQualifiedErrorId -split ',')[0] | Should -Be 'SloPhaseEstimate'
            $problem.Exception.Message | Should -Be 'api: only an estimate for phase baseline: bare numbers move no plan; give counts of days, or -AllowEstimate'
            Assert-SloPhaseReadiness -Plan $plan -Evidence $SloGood -AllowEstimate | Should -BeNullOrEmpty
        }

        It 'does not open for bare numbers with -Strict' {
            (Get-TerminatingError { Assert-SloPhaseReadiness improvement $SloGood -Strict }).Exception.Message | Should -BeLike 'insufficient evidence*bare numbers have none*'
        }

        It 'can be caught, and the script goes on' {
            $steps = & {
                try { Assert-SloPhaseReadiness improvement $SloBad; 'deployed' }
                catch { 'caught' }
                finally { 'cleaned up' }
                'went on'
            }
            $steps | Should -Be @('caught', 'cleaned up', 'went on')
        }

        It 'offers phases' {
            @(Get-Completion 'Assert-SloPhaseReadiness -Phase b') | Should -Be @('baseline')
        }
    }

    Context 'in the middle of a script' -Tag Slow {
        It 'lets the script go on with exit code 0 when ready' {
            $result = Invoke-ScriptProcess @'
Import-Module $env:PROGRESSIVESLO_MODULE
'before'
Assert-SloPhaseReadiness improvement @{ availability = 0.9965; latency_p95 = 450 }
'deployed'
'@
            $result.ExitCode | Should -Be 0
            $result.Output | Should -Be @('before', 'deployed')
            $result.Error | Should -BeNullOrEmpty
        }

        It 'ends the script with exit code 1 when <what>' -ForEach @(
            @{ What = 'not ready'; Line = 'Assert-SloPhaseReadiness improvement @{ availability = 0.98; latency_p95 = 450 }'; Message = 'Availability 98.00% below target 99.50%' }
            @{ What = 'evidence is missing'; Line = 'Assert-SloPhaseReadiness improvement @{ availability = 1 }'; Message = 'P95 latency unknown' }
            @{ What = 'evidence is refused'; Line = 'Assert-SloPhaseReadiness improvement @{ availability = 99.65; latency_p95 = 1 }'; Message = '99.65 is not a ratio' }
            @{ What = 'there is no evidence'; Line = '@() | Assert-SloPhaseReadiness improvement'; Message = 'No evidence was given' }
            @{ What = 'the phase is none'; Line = 'Assert-SloPhaseReadiness basline @{ availability = 1; latency_p95 = 1 }'; Message = 'no phase ''basline''' }
            @{ What = 'errors are silenced for the call'; Line = 'Assert-SloPhaseReadiness improvement @{ availability = 0.98; latency_p95 = 450 } -ErrorAction SilentlyContinue'; Message = 'Availability 98.00% below' }
            @{ What = 'a function asks'; Line = 'function Step { Assert-SloPhaseReadiness improvement @{ availability = 0.98; latency_p95 = 450 } }; Step; "not reached"'; Message = 'Availability 98.00% below' }
            @{ What = 'a pipeline asks'; Line = '1..3 | ForEach-Object { Assert-SloPhaseReadiness improvement @{ availability = 0.98; latency_p95 = 450 } }'; Message = 'Availability 98.00% below' }
            @{ What = '$ErrorActionPreference is Stop'; Line = '$ErrorActionPreference = "Stop"; Assert-SloPhaseReadiness improvement @{ availability = 0.98; latency_p95 = 450 }'; Message = 'Availability 98.00% below' }
        ) {
            $result = Invoke-ScriptProcess "Import-Module `$env:PROGRESSIVESLO_MODULE`n'before'`n$Line`n'deployed'"
            $result.ExitCode | Should -Be 1
            $result.Output | Should -Be @('before')
            $result.Error.Contains($Message) | Should -BeTrue -Because $result.Error
        }

        It 'leaves the exit code to a script that catches' {
            $result = Invoke-ScriptProcess @'
Import-Module $env:PROGRESSIVESLO_MODULE
try { Assert-SloPhaseReadiness improvement @{ availability = 0.98; latency_p95 = 450 } }
catch { "closed: $($_.TargetObject[0].Issues)"; exit 3 }
'deployed'
'@
            $result.ExitCode | Should -Be 3
            $result.Output | Should -Be 'closed: Availability 98.00% below target 99.50%'
        }
    }

    Context 'the example docs/examples/gate.ps1' -Tag Slow {
        BeforeAll {
            $examples = Join-Path (Join-Path $SloRepository 'docs') 'examples'
            $gate = Join-Path $examples 'gate.ps1'
            $plan = Join-Path $TestDrive 'checkout.yaml'
            New-SloPlan checkout -StartDate 2026-01-05 | Export-SloPlan $plan
            $evidence = Join-Path $examples 'metrics.csv'
            $reports = Join-Path $TestDrive 'reports'

            # The module by its folder; and these tests may run in a pipeline themselves.
            $module = @('-Module', $SloModulePath)
            $desk = @{ TF_BUILD = ''; GITHUB_ACTIONS = '' }
        }

        It 'ends with 0 for the metrics file beside it' {
            $result = Invoke-FileProcess $gate (@('-PlanPath', $plan, '-EvidencePath', $evidence, '-AllowEstimate', '-OutputPath', $reports) + $module) $desk
            $result.Error | Should -BeNullOrEmpty
            $result.Output | Should -Be '1 of 1 ready.'
            $result.ExitCode | Should -Be 0
            ([xml] (Get-Content (Join-Path $reports 'slo-readiness.xml') -Raw -Encoding UTF8)).testsuites.failures | Should -Be '0'
            Get-Content (Join-Path $reports 'slo-readiness.md') -TotalCount 1 | Should -Be '# Readiness: checkout, baseline'
        }

        It 'ends with 1, and an issue for each check, when a service is not ready' {
            $strict = Join-Path $TestDrive 'newsletter.yaml'
            New-SloPlan newsletter -StartDate 2026-01-05 | Export-SloPlan $strict
            $result = Invoke-FileProcess $gate (@('-PlanPath', $strict, '-EvidencePath', $evidence, '-OutputPath', $reports) + $module) @{ TF_BUILD = 'True' }
            $result.ExitCode | Should -Be 1
            $result.Error | Should -BeNullOrEmpty
            @($result.Output -like '##vso`[task.logissue type=error`]*') | Should -Be '##vso[task.logissue type=error]newsletter, baseline: P95 latency unknown: give latency_p95'
            $result.Output | Should -Contain '##vso[task.setvariable variable=SloReady;isOutput=true]false'
            @($result.Output -like '##vso`[task.uploadsummary`]*slo-readiness.md').Count | Should -Be 1
            $result.Output[-1] | Should -Be 'Not ready: newsletter'
        }

        It 'ends with 1 for a plan file that is not there' {
            $result = Invoke-FileProcess $gate (@('-PlanPath', 'nope.yaml', '-EvidencePath', $evidence) + $module) $desk
            $result.ExitCode | Should -Be 1
            $result.Error | Should -Match 'nope\.yaml'
        }

        It 'ends with 1 for an estimate that is not allowed' {
            $result = Invoke-FileProcess $gate (@('-PlanPath', $plan, '-EvidencePath', $evidence, '-OutputPath', $reports) + $module) $desk
            $result.ExitCode | Should -Be 1
            @($result.Output)[1] | Should -BeLike 'Only an estimate of bare numbers: checkout. Give counts of days*'
        }

        It 'ends with 1 for counts of before the phase began' {
            $counts = Join-Path $TestDrive 'old.csv'
            $rows = 0..89 | ForEach-Object { 'checkout,{0:yyyy-MM-dd},1000000,1000000,100,100' -f ([datetime]'2024-01-01').AddDays($_) }
            Set-Content $counts (@('Service,Date,Good,Total,LatencyP95,LatencyP99') + $rows)
            $result = Invoke-FileProcess $gate (@('-PlanPath', $plan, '-CountsPath', $counts) + $module) $desk
            $result.ExitCode | Should -Be 1
            "$($result.Output)" | Should -Match '0 of 1 ready'
        }

        It 'takes evidence as an object' {
            $script = '& $env:GATE -PlanPath $env:PLAN -Module $env:SLO_MODULE_FOLDER -Evidence @{ availability = 0.5; latency_p95 = 1 }; exit $LASTEXITCODE'
            $result = Invoke-ScriptProcess $script @() ($desk + @{ GATE = $gate; PLAN = $plan })
            $result.ExitCode | Should -Be 1
            $result.Output | Should -Contain 'Not ready: checkout'
        }
    }
}
