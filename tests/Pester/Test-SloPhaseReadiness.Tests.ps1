Describe 'Test-SloPhaseReadiness' {
    BeforeAll {
        . (Join-Path $PSScriptRoot 'Module.ps1')
    }

    Context 'the source rules' {
        It 'lets the example of the source design through, with advice' {
            $result = Test-SloPhaseReadiness -Phase improvement -Evidence $SloGood
            $result.Ready | Should -BeTrue
            $result.Verdict | Should -Be 'Ready'
            $result.NextPhase | Should -Be 'production_ready'
            @($result.Issues).Count | Should -Be 0
            $result.Advice[0] | Should -BeLike '*99.65% would burn 3.5 times the 99.9% budget of the next phase*'
        }

        It 'has the four messages to the letter under the culture <_>' -ForEach '', 'de-DE', 'tr-TR' {
            $result = Invoke-WithCulture $_ { Test-SloPhaseReadiness improvement $SloBad }
            $result.Verdict | Should -Be 'NotReady'
            $result.Issues | Should -BeExactly @(
                'Availability 98.00% below target 99.50%'
                'P95 latency 1200ms exceeds target 1000ms'
                'Availability too variable - not stable'
                'Too many incidents - improve stability first'
            )
        }

        It 'passes on equality' {
            (Test-SloPhaseReadiness improvement @{ availability = 0.995; latency_p95 = 1000; latency_p99 = 2000; availability_stddev = 0.01; incidents_last_30d = 5 }).Ready | Should -BeTrue
        }

        It 'takes a p99 beyond its target as advice' {
            $result = Test-SloPhaseReadiness improvement @{ availability = 0.995; latency_p95 = 1000; latency_p99 = 2000.1; availability_stddev = 0.01; incidents_last_30d = 5 }
            $result.Verdict | Should -Be 'Ready'
            ($result.Checks | Where-Object Name -EQ LatencyP99).Status | Should -Be 'Advice'
        }

        It 'fails just beyond: <key> = <value>' -ForEach @(
            @{ Key = 'availability'; Value = 0.99499 }
            @{ Key = 'latency_p95'; Value = 1000.1 }
            @{ Key = 'availability_stddev'; Value = 0.01001 }
            @{ Key = 'incidents_last_30d'; Value = 6 }
        ) {
            $metrics = @{ availability = 0.995; latency_p95 = 1000; latency_p99 = 2000; availability_stddev = 0.01; incidents_last_30d = 5 }
            $metrics[$Key] = $Value
            $result = Test-SloPhaseReadiness improvement $metrics
            $result.Verdict | Should -Be 'NotReady'
            @($result.Checks | Where-Object Status -EQ Fail).Count | Should -Be 1
            @($result.Issues).Count | Should -Be 1
        }

        It 'never prints two equal numbers for a difference' {
            (Test-SloPhaseReadiness excellence @{ availability = 0.99949; latency_p95 = 1 }).Issues | Should -Be 'Availability 99.949% below target 99.950%'
        }

        It 'never opens without <_>' -ForEach 'availability', 'latency_p95' {
            $metrics = $SloGood.Clone()
            $metrics.Remove($_)
            $result = Test-SloPhaseReadiness improvement $metrics
            $result.Verdict | Should -Be 'InsufficientEvidence'
            $result.Ready | Should -BeFalse
            ($result.Checks | Where-Object Status -EQ Unknown).Name | Should -Contain ($_ -replace 'availability', 'Availability' -replace 'latency_p95', 'LatencyP95')
        }

        It 'has the properties that scripts rely on' {
            $result = Test-SloPhaseReadiness improvement $SloGood
            $names = ($result | Get-Member -MemberType Properties).Name
            foreach ($name in 'Service', 'Phase', 'NextPhase', 'Ready', 'Verdict', 'Checks', 'Issues', 'Advice', 'EvaluatedAt') { $names | Should -Contain $name }
            $names = ($result.Checks | Get-Member -MemberType Properties).Name
            foreach ($name in 'Name', 'Status', 'Actual', 'Target', 'Unit', 'Message') { $names | Should -Contain $name }
        }
    }

    Context 'forms of evidence' {
        It 'takes rows of a CSV file' {
            $csv = Join-Path $TestDrive 'metrics.csv'
            Set-PlainFile $csv "Service,availability,latency_p95,latency_p99,incidents_last_30d`na,0.9965,450,,2`nb,0.98,450,900,`nc,,450,,"
            $results = Import-Csv $csv | Test-SloPhaseReadiness improvement
            ($results | ForEach-Object { "$($_.Service) $($_.Verdict)" }) | Should -Be @('a Ready', 'b NotReady', 'c InsufficientEvidence')
        }

        It 'takes the phase of each row' {
            $csv = Join-Path $TestDrive 'phases.csv'
            Set-PlainFile $csv "Service,Phase,Availability,LatencyP95`na,baseline,0.992,1500`nb,improvement,0.992,900"
            (Import-Csv $csv | Test-SloPhaseReadiness | ForEach-Object { "$($_.Service) $($_.Phase) $($_.Verdict)" }) | Should -Be @('a baseline Ready', 'b improvement NotReady')
        }

        It 'takes JSON' {
            $json = '[{"service":"a","availability":0.9965,"latency_p95":450,"to":"2026-01-31T00:00:00Z"},{"service":"b","availability":1,"latency_p95":2001}]'
            ($json | ConvertFrom-Json | ForEach-Object { $_ } | Test-SloPhaseReadiness improvement | ForEach-Object { "$($_.Service) $($_.Ready)" }) | Should -Be @('a True', 'b False')
        }

        It 'takes JSON as hashtables' -Skip:($PSVersionTable.PSEdition -ne 'Core') {
            '{"availability":0.9965,"latency_p95":450}' | ConvertFrom-Json -AsHashtable | Test-SloPhaseReadiness improvement -Quiet | Should -BeTrue
        }

        It 'takes calculated properties and keys in any case' {
            $row = [pscustomobject]@{ name = 'a'; ok = 9965; all = 10000 } | Select-Object @{ n = 'Service'; e = { $_.name } }, @{ n = 'AVAILABILITY'; e = { $_.ok / $_.all } }, @{ n = 'LATENCY_P95'; e = { 450 } }
            $result = Invoke-WithCulture 'tr-TR' { $row | Test-SloPhaseReadiness improvement }
            "$($result.Service) $($result.Verdict)" | Should -Be 'a Ready'
        }

        It 'takes event counts' {
            $result = [pscustomobject]@{ good_events = 99650; total_events = 100000; latency_p95 = 450 } | Test-SloPhaseReadiness improvement
            ($result.Checks | Where-Object Name -EQ Availability).Actual | Should -Be 0.9965
        }

        It 'takes a splatted hashtable' {
            $arguments = @{ Phase = 'improvement'; Metrics = $SloGood; Strict = $true; Quiet = $true }
            Test-SloPhaseReadiness @arguments | Should -BeFalse
        }

        It 'reads numbers in text with a point, and refuses a comma, under the culture <_>' -ForEach '', 'de-DE' {
            Invoke-WithCulture $_ { Test-SloPhaseReadiness improvement @{ availability = '0.9965'; latency_p95 = '450' } -Quiet } | Should -BeTrue
            $problems = Invoke-WithCulture $_ { Test-SloPhaseReadiness improvement @{ availability = '0,9965'; latency_p95 = '450' } -ErrorAction SilentlyContinue -ErrorVariable found | Out-Null; $found }
            $problems[0].ToString() | Should -BeLike "availability: '0,9965' is not a number.*"
        }

        It 'refuses <key> = <value>: never a pass, and the key and the value are named' -ForEach @(
            @{ Key = 'availability'; Value = [double]::NaN; Named = 'NaN' }
            @{ Key = 'availability'; Value = 99.65; Named = '99.65' }
            @{ Key = 'availability'; Value = -1; Named = '-1' }
            @{ Key = 'availability'; Value = $true; Named = 'true' }
            @{ Key = 'availability'; Value = '99,65'; Named = "'99,65'" }
            @{ Key = 'latency_p95'; Value = [double]::PositiveInfinity; Named = 'Infinity' }
            @{ Key = 'LatencyP95'; Value = '450ms'; Named = "'450ms'" }
            @{ Key = 'incidents_last_30d'; Value = 1.5; Named = '1.5' }
        ) {
            $metrics = $SloGood.Clone()
            foreach ($other in @($metrics.Keys)) { if ($other.Replace('_', '') -eq $Key.Replace('_', '')) { $metrics.Remove($other) } }
            $metrics[$Key] = $Value
            $result = $metrics, $SloGood | Test-SloPhaseReadiness improvement -ErrorVariable problems -ErrorAction SilentlyContinue
            @($result).Count | Should -Be 1
            $problems.Count | Should -Be 1
            $problems[0].FullyQualifiedErrorId | Should -BeLike 'SloReadinessInvalidMetrics,*'
            $problems[0].ToString().StartsWith("${Key}: $Named ", [StringComparison]::Ordinal) | Should -BeTrue -Because $problems[0].ToString()
        }
    }

    Context 'plans' {
        BeforeAll {
            $plans = New-SloPlan checkout, search -StartDate 2026-01-05
        }

        It 'tries the gate of the current phase' {
            $result = Test-SloPhaseReadiness -Plan $plans[0] -Evidence $SloGood
            "$($result.Service) $($result.Phase) $($result.NextPhase)" | Should -Be 'checkout baseline improvement'
        }

        It 'takes a phase of a plan' {
            $phase = $plans[1] | Get-SloPhase production_ready
            $result = Test-SloPhaseReadiness -Phase $phase -Evidence $SloGood
            "$($result.Service) $($result.Phase) $($result.Ready)" | Should -Be 'search production_ready False'
        }

        It 'matches rows to plans, and refuses a row without one' {
            $rows = @'
Service,Availability,LatencyP95
search,0.999,100
unknown,0.999,100
checkout,0.9,100
'@ | ConvertFrom-Csv
            $results = $rows | Test-SloPhaseReadiness -Plan $plans -ErrorVariable problems -ErrorAction SilentlyContinue
            ($results | ForEach-Object { "$($_.Service) $($_.Verdict)" }) | Should -Be @('search Ready', 'checkout NotReady')
            $problems.Count | Should -Be 1
            $problems[0].FullyQualifiedErrorId | Should -BeLike 'SloReadinessInvalidPlan,*'
            $problems[0].TargetObject.Service | Should -Be 'unknown'
            ($results | Where-Object Ready | ForEach-Object Service) | Should -Be 'search'
            ($results | Group-Object Verdict -NoElement | Sort-Object Name | ForEach-Object Name) | Should -Be @('NotReady', 'Ready')
        }

        It 'judges a plan on counts of days, and says on what' {
            $plan = New-SloPlan api -StartDate ([datetime]::UtcNow.Date.AddDays(-30)) -Profile source
            $days = 30..1 | ForEach-Object { @{ date = [datetime]::UtcNow.Date.AddDays(-$_); good_events = 9999; total_events = 10000 } }
            $result = Test-SloPhaseReadiness -Plan $plan -Evidence @{ days = $days }
            "$($result.Verdict) $($result.Basis) $($result.Namespace)" | Should -Be 'Ready Counts production'
            $result.Strength | Should -BeGreaterThan 1000
            $result.EarliestDate | Should -Be ([datetime]::UtcNow.Date)
            (Test-SloPhaseReadiness -Plan $plan -Evidence $SloGood).Basis | Should -Be 'Estimate'
        }

        It 'follows the profile of the plan, or the one that is given' {
            $file = Join-Path $TestDrive 'two.yaml'
            New-ProfileFile $file
            $metrics = @{ availability = 0.92; latency_p95 = 850; incidents_last_30d = 2 }
            (Test-SloPhaseReadiness -Plan (New-SloPlan api -Profile $file) -Evidence $metrics).Issues | Should -Be 'Too many incidents - improve stability first'
            (Test-SloPhaseReadiness first $metrics -Profile $file).NextPhase | Should -Be 'second'
        }
    }

    Context '-Quiet, -Strict and -MaximumAge' {
        It 'answers an if' {
            $answer = if (Test-SloPhaseReadiness improvement $SloGood -Quiet) { 'go' } else { 'stay' }
            $answer | Should -Be 'go'
            $answer = if (Test-SloPhaseReadiness improvement $SloBad -Quiet) { 'go' } else { 'stay' }
            $answer | Should -Be 'stay'
            Test-SloPhaseReadiness improvement $SloGood -Quiet | Should -BeOfType ([bool])
        }

        It 'says false, and why, for evidence that is refused' {
            Test-SloPhaseReadiness improvement @{ availability = 7 } -Quiet -ErrorVariable problems -ErrorAction SilentlyContinue | Should -BeFalse
            $problems.Count | Should -Be 1
        }

        It 'wants a strength of evidence with -Strict, which bare numbers have not' {
            $result = Test-SloPhaseReadiness improvement $SloGood -Strict
            $result.Verdict | Should -Be 'InsufficientEvidence'
            $result.Issues | Should -BeLike '-Strict asks for a strength of evidence of 20, and bare numbers have none*'
            (Test-SloPhaseReadiness improvement $SloGood -Strict:$false).Ready | Should -BeTrue
        }

        It 'refuses evidence that is too old, and takes what is new enough' {
            $old = $SloGood + @{ to = [datetime]::UtcNow.AddDays(-40) }
            $new = $SloGood + @{ to = [datetime]::UtcNow.AddDays(-20) }
            ($old, $new | Test-SloPhaseReadiness improvement -MaximumAge 30.00:00:00).Ready | Should -Be @($false, $true)
            (Test-SloPhaseReadiness improvement $SloGood -MaximumAge 30.00:00:00).Verdict | Should -Be 'InsufficientEvidence'
        }
    }

    Context 'errors' {
        It 'names a phase that is not there' {
            $null = Test-SloPhaseReadiness basline $SloGood -ErrorVariable problems -ErrorAction SilentlyContinue
            $problems[0].FullyQualifiedErrorId | Should -BeLike 'SloReadinessInvalidPhase,*'
            $problems[0].ToString() | Should -BeLike "Phase: There is no phase 'basline' in the profile default. Give one of baseline, *"
        }

        It 'ends with -ErrorAction Stop' {
            (Get-TerminatingError { Test-SloPhaseReadiness improvement @{ availability = 7 } -ErrorAction Stop }).FullyQualifiedErrorId | Should -BeLike 'SloReadinessInvalidMetrics,*'
        }

        It 'refuses <what>' -ForEach @(
            @{ What = 'nothing'; Value = $null }
            @{ What = 'text'; Value = 'ready' }
            @{ What = 'a number'; Value = 42 }
        ) {
            $null = Test-SloPhaseReadiness improvement -Evidence $Value -ErrorVariable problems -ErrorAction SilentlyContinue
            $problems[0].ToString() | Should -BeLike 'Evidence: *Give a hashtable*'
        }
    }

    Context 'on the screen' {
        It 'is a table of verdicts' {
            $text = [pscustomobject]@{ Service = 'api'; availability = 0.98; latency_p95 = 450 } | Test-SloPhaseReadiness improvement | Out-String -Width 140
            ($text.Trim() -split '\s*\r?\n')[0] | Should -Match '^Service +Phase +Verdict +Issues$'
            $text | Should -Match '(?m)^api +improvement +NotReady +Availability 98\.00%'
        }

        It 'is a table of checks' {
            $text = (Test-SloPhaseReadiness improvement $SloGood).Checks | Out-String -Width 160
            $text | Should -Match '(?m)^Check +Status +Message'
            $text | Should -Match '(?m)^LatencyP95 +Pass +P95 latency 450ms meets target 1000ms'
        }

        It 'is a list of what matters' {
            $names = (Test-SloPhaseReadiness improvement $SloGood | Format-List | Out-String) -split '\r?\n' | Where-Object { $_ -match '^(\w+) +:' } | ForEach-Object { ($_ -split ' ')[0] }
            $names | Should -Be @('Service', 'Namespace', 'Phase', 'NextPhase', 'Verdict', 'Basis', 'Strength', 'EarliestDate', 'Issues', 'Advice', 'EvaluatedAt')
        }
    }

    It 'offers <wanted> for <line>' -ForEach @(
        @{ Line = 'Test-SloPhaseReadiness '; Wanted = @('baseline', 'improvement', 'production_ready', 'excellence') }
        @{ Line = 'Test-SloPhaseReadiness -Phase ex'; Wanted = @('excellence') }
        @{ Line = 'Test-SloPhaseReadiness baseline $m -Profile defa'; Wanted = @('default') }
    ) {
        @(Get-Completion $Line) | Should -Be $Wanted
    }

    It 'goes through JSON with words for states' {
        $copy = Test-SloPhaseReadiness improvement $SloBad | ConvertTo-Json -Depth 8 | ConvertFrom-Json
        $copy.Verdict | Should -Be 'NotReady'
        $copy.Checks[0].Status | Should -Be 'Fail'
        $copy.Issues.Count | Should -Be 4
    }
}
