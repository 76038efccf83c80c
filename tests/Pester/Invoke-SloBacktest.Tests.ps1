BeforeAll {
    . $PSScriptRoot/Module.ps1

    $start = [datetime]::new(2026, 1, 5, 0, 0, 0, [DateTimeKind]::Utc)
    function Get-Minutes([int] $Count, [scriptblock] $Bad) {
        foreach ($minute in 0..($Count - 1)) {
            [pscustomobject]@{ Service = 'checkout'; Time = $start.AddMinutes($minute); Total = 1000; Bad = & $Bad $minute }
        }
    }
    $outage = Get-Minutes 300 { param($m) if ($m -ge 100 -and $m -lt 120) { 1000 } else { 0 } }
}

Describe 'Invoke-SloBacktest' {
    It 'replays every phase of the profile over rows' {
        $results = $outage | Invoke-SloBacktest
        $results.Phase | Should -Be @('baseline', 'improvement', 'production_ready', 'excellence')
        $results.Service | Select-Object -Unique | Should -Be 'checkout'
        $page = $results[2].Alerts | Where-Object Severity -EQ critical
        $page.Start | Should -Be $start.AddMinutes(101)
        $page.End | Should -Be $start.AddMinutes(124)
        $results[2].Pages | Should -Be 1
        $results[2].Held | Should -BeFalse
        [Math]::Round($results[2].BudgetConsumed, 6) | Should -Be ([Math]::Round(20 / 300 / 0.001, 6))
    }

    It 'replays the phases of a plan, with its own window, and the phases asked for' {
        $plan = New-SloPlan checkout -StartDate 2026-01-05
        $results = $outage | Invoke-SloBacktest -Plan $plan -Phase production*
        $results.Phase | Should -Be 'production_ready'
        $results.Target | Should -Be 0.999
        { $outage | Invoke-SloBacktest -Plan (New-SloPlan other), (New-SloPlan more) -ErrorAction Stop } | Should -Throw -ErrorId 'SloBacktestInvalid*'
    }

    It 'takes a target with any alerts, for, and the least number of bad events' {
        $alert = @{ Severity = 'page'; LongWindow = '1h'; ShortWindow = '5m'; BurnRate = 14.4 }
        ($outage | Invoke-SloBacktest -Target 0.999 -AlertWindowSet $alert).Alerts.Start | Should -Be $start.AddMinutes(101)
        ($outage | Invoke-SloBacktest -Target 0.999 -AlertWindowSet $alert -For 10m).Alerts.Start | Should -Be $start.AddMinutes(111)
        ($outage | Invoke-SloBacktest -Target 0.999 -AlertWindowSet $alert -KeepFiringFor 10m).Alerts.End | Should -Be $start.AddMinutes(134)
        ($outage | Invoke-SloBacktest -Target 0.999 -AlertWindowSet $alert -MinimumBadEvents 30000).Alerts | Should -BeNullOrEmpty
        ($outage | Invoke-SloBacktest -Target 0.999 -AlertWindowSet google-30d).Alerts.Severity | Should -Be @('page', 'ticket')
        ($outage | Invoke-SloBacktest -Target 0.999 -AlertWindowSet (Get-SloPhase production_ready).Alerting).Alerts.Severity | Should -Be @('critical', 'warning')
    }

    It 'reads files, the compact form and packed ones among them' {
        $rows = Join-Path $TestDrive 'rows.csv'
        $outage | Select-Object Service, @{ n = 'Time'; e = { $_.Time.ToString('yyyy-MM-ddTHH:mm:ssZ') } }, Bad, Total | Export-Csv $rows
        (Invoke-SloBacktest -Path $rows -Phase excellence).Alerts.Count | Should -Be 2
        $compact = Join-Path $TestDrive 'compact.csv'
        "Service,Namespace,Start,Step,CountsOverGaps,Events`ncheckout,,2026-01-05T00:00:00Z,1m,false,1000*100 1000/1000*20 1000*180`n" | Set-Content $compact
        (Invoke-SloBacktest -LiteralPath $compact -Phase excellence).Alerts.Start | Should -Be (Invoke-SloBacktest -Path $rows -Phase excellence).Alerts.Start
        (Get-Item $compact | Invoke-SloBacktest -Phase excellence).Service | Should -Be 'checkout'
    }

    It 'tells what became of incidents' {
        $file = Join-Path $TestDrive 'incidents.yaml'
        "- {id: INC-1, start: 2026-01-05T01:38:00Z, end: 2026-01-05T02:00:00Z}`n- {id: INC-2, start: 2026-01-05T03:00:00Z, end: 2026-01-05T03:10:00Z}" | Set-Content $file
        $result = $outage | Invoke-SloBacktest -Phase production_ready -Incident $file
        $result.Incidents.IsCaught | Should -Be @($true, $false)
        $result.Incidents[0].MinutesToDetection | Should -Be 3
        $result.PagesOutsideIncidents | Should -Be 0
        ($outage | Invoke-SloBacktest -Phase production_ready -Incident @{ id = 'x'; start = $start; end = $start.AddMinutes(5) }).PagesOutsideIncidents | Should -Be 1
    }

    It 'compares two policies' {
        $both = $outage | Invoke-SloBacktest -Phase production_ready -Compare google-30d
        $both.Before.Alerts.Severity | Should -Be @('critical', 'warning')
        $both.After.Alerts.Severity | Should -Be @('page', 'ticket')
        $both.OnlyBefore | Should -BeNullOrEmpty
        ($outage | Invoke-SloBacktest -Compare default).Phase | Should -Be @('baseline', 'improvement', 'production_ready', 'excellence')
    }

    It 'refuses <Name>, and says what to write' -ForEach @(
        @{ Name = 'duplicated rows'; Script = { $outage[0], $outage[0] | Invoke-SloBacktest -Step 1m -ErrorAction Stop }; Id = 'SloBacktestInvalidFile*'; Text = '*duplicated*' }
        @{ Name = 'a number'; Script = { 1 | Invoke-SloBacktest -ErrorAction Stop }; Id = 'SloBacktestInvalidSeries*'; Text = '*not the events of a step*' }
        @{ Name = 'hours for windows of minutes'; Script = { @{ Service = 'a'; Time = $start; Good = 1; Total = 1 } | Invoke-SloBacktest -Step 1h -Phase production_ready -ErrorAction Stop }; Id = 'SloBacktestInvalidStep*'; Text = '*5m is not a whole number of steps*' }
        @{ Name = 'a phase that is not there'; Script = { $outage | Invoke-SloBacktest -Phase none }; Id = 'SloBacktestInvalidPhase*'; Text = '*baseline*' }
        @{ Name = 'a target and a profile'; Script = { $outage | Invoke-SloBacktest -Target 0.9 -Profile default }; Id = 'SloBacktestInvalidTarget*'; Text = '*one of*' }
        @{ Name = 'an unknown set'; Script = { $outage | Invoke-SloBacktest -Target 0.9 -AlertWindowSet none }; Id = 'SloBacktestInvalidAlertWindowSet*'; Text = '*google-30d*' }
        @{ Name = 'an unknown policy to compare'; Script = { $outage | Invoke-SloBacktest -Compare none }; Id = 'SloBacktestInvalidCompare*'; Text = '*google-30d*' }
        @{ Name = 'a file that is not there'; Script = { Invoke-SloBacktest -Path none.csv -ErrorAction Stop }; Id = 'SloBacktestNotFound*'; Text = '*none.csv*' }
        @{ Name = 'an incident that ends before it starts'; Script = { $outage | Invoke-SloBacktest -Incident @{ id = 'x'; start = '2026-01-05'; end = '2026-01-04' } }; Id = 'SloBacktestInvalidEnd*'; Text = '*after the start*' }
    ) {
        $Script | Should -Throw -ErrorId $Id -ExpectedMessage $Text
    }

    It 'goes on after a service that it refuses' {
        $hours = @{ Service = 'hours'; Time = $start; Good = 1; Total = 1 }, @{ Service = 'hours'; Time = $start.AddHours(1); Good = 1; Total = 1 }
        $file = Join-Path $TestDrive 'two.csv'
        "Service,Namespace,Start,Step,CountsOverGaps,Events`nhours,,2026-01-05T00:00:00Z,1h,false,1*2`ngood,,2026-01-05T00:00:00Z,1m,false,1*60`n" | Set-Content $file
        $results = Invoke-SloBacktest -Path $file -Phase excellence -ErrorVariable errors -ErrorAction SilentlyContinue
        $results.Service | Should -Be 'good'
        $errors.Count | Should -Be 1
        ($hours | Invoke-SloBacktest -Phase baseline).Alerts | Should -BeNullOrEmpty
    }
}
