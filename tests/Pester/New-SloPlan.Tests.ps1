Describe 'New-SloPlan' {
    BeforeAll {
        . (Join-Path $PSScriptRoot 'Module.ps1')

        function New-CsvFile([string] $Name, [string[]] $Line) {
            $path = Join-Path $TestDrive $Name
            Set-PlainFile $path ($Line -join "`n")
            $path
        }
    }

    Context 'the plan' {
        It 'schedules <name> from <start> to <end>' -ForEach @(
            @{ Name = 'baseline'; Start = '2026-01-05'; End = '2026-02-04'; Days = 30; Target = 0.99; P95 = 2000; P99 = 5000; Alerts = 'info 1.00:00:00 01:00:00 5' }
            @{ Name = 'improvement'; Start = '2026-02-04'; End = '2026-04-05'; Days = 60; Target = 0.995; P95 = 1000; P99 = 2000; Alerts = 'warning 06:00:00 00:30:00 8' }
            @{ Name = 'production_ready'; Start = '2026-04-05'; End = '2026-07-04'; Days = 90; Target = 0.999; P95 = 500; P99 = 1000; Alerts = 'critical 01:00:00 00:05:00 14.4, warning 06:00:00 00:30:00 3' }
            @{ Name = 'excellence'; Start = '2026-07-04'; End = $null; Days = $null; Target = 0.9995; P95 = 200; P99 = 500; Alerts = 'critical 01:00:00 00:05:00 14.4, warning 06:00:00 00:30:00 3' }
        ) {
            $phase = (New-SloPlan api -StartDate 2026-01-05).Phases | Where-Object Name -EQ $Name
            $phase.StartDate.ToString('yyyy-MM-dd') | Should -Be $Start
            ($phase.EndDate | ForEach-Object { if ($_) { $_.ToString('yyyy-MM-dd') } }) | Should -Be $End
            $phase.DurationDays | Should -Be $Days
            $phase.Targets.Availability | Should -Be $Target
            $phase.Targets.LatencyP95Milliseconds | Should -Be $P95
            $phase.Targets.LatencyP99Milliseconds | Should -Be $P99
            (($phase.Alerting | ForEach-Object { '{0} {1} {2} {3}' -f $_.Severity, $_.LongWindow, $_.ShortWindow, $_.BurnRate }) -join ', ') | Should -Be $Alerts
        }

        It 'names the service in its indicator' {
            "$((New-SloPlan api).Indicator)" | Should -Be 'http_requests_total{service = "api", status_code !~ "5.."} / http_requests_total{service = "api"}'
            "$((New-SloPlan api -ServiceLabel job -LatencyMetric api_seconds).LatencyMetric)" | Should -Be 'api_seconds{job = "api"}'
        }

        It 'has the properties that scripts rely on' {
            $names = (New-SloPlan api | Get-Member -MemberType Properties).Name
            foreach ($name in 'Service', 'Namespace', 'Tier', 'Owner', 'StartDate', 'TotalDurationDays', 'CurrentPhase', 'Phases', 'Profile', 'History') {
                $names | Should -Contain $name
            }
        }

        It 'starts today in UTC, in production, in the first phase' {
            $before = [datetime]::UtcNow.Date
            $plan = New-SloPlan api
            $plan.StartDate | Should -BeIn @($before, [datetime]::UtcNow.Date)
            $plan.StartDate.Kind | Should -Be 'Utc'
            $plan.Namespace | Should -Be 'production'
            $plan.CurrentPhase | Should -Be 'baseline'
            $plan.TotalDurationDays | Should -Be 180
            $plan.Profile | Should -Be 'default'
            @($plan.History).Count | Should -Be 0
        }

        It 'takes a splatted hashtable' {
            $arguments = @{ Service = 'api'; StartDate = '2026-01-05'; Namespace = 'shop'; Tier = 'critical'; Owner = 'payments'; Window = '28d' }
            $plan = New-SloPlan @arguments
            "$($plan.Service) $($plan.Namespace) $($plan.Tier) $($plan.Owner) $($plan.Window.TotalDays)" | Should -Be 'api shop critical payments 28'
        }

        It 'takes <what> as the start' -ForEach @(
            @{ What = 'a string'; Start = '2026-01-05' }
            @{ What = 'a date without zone'; Start = [datetime]::new(2026, 1, 5, 23, 59, 59) }
            @{ What = 'a UTC date'; Start = [datetime]::new(2026, 1, 5, 0, 0, 0, [DateTimeKind]::Utc) }
            @{ What = 'a string with an offset'; Start = '2026-01-04T23:30:00-05:00' }
        ) {
            (New-SloPlan api -StartDate $Start).StartDate.ToString('o') | Should -Be '2026-01-05T00:00:00.0000000Z'
        }

        It 'starts on the same UTC day in the time zone <_>' -Tag Slow -ForEach 'Pacific/Auckland', 'America/Los_Angeles', 'UTC' {
            $result = Invoke-ScriptProcess -Environment @{ TZ = $_ } @'
Import-Module $env:PROGRESSIVESLO_MODULE
(New-SloPlan api -StartDate 2026-01-05).StartDate.ToString('o')
(New-SloPlan api -StartDate '2026-01-05T00:30:00Z').StartDate.ToString('o')
'@
            $result.Error | Should -BeNullOrEmpty
            $result.Output | Should -Be @('2026-01-05T00:00:00.0000000Z', '2026-01-05T00:00:00.0000000Z')
        }
    }

    Context 'the pipeline' {
        It 'plans each row of a CSV file' {
            $csv = New-CsvFile 'services.csv' 'Service,Namespace,Tier,Owner,Wiki', 'checkout,shop,critical,payments,x', 'Order History,,standard,,', 'search,shop,,discovery,y'
            $rows = Import-Csv $csv | New-SloPlan | Select-Object Service, Namespace, Tier, Owner | ConvertTo-Csv -NoTypeInformation
            $rows | Should -Be @('"Service","Namespace","Tier","Owner"', '"checkout","shop","critical","payments"', '"Order History","production","standard",', '"search","shop",,"discovery"')
        }

        It 'takes the start of each row, and today for an empty cell' {
            $csv = New-CsvFile 'dated.csv' 'Service,StartDate', 'a,2026-01-05', 'b,', 'c,2026-03-01'
            $before = [datetime]::UtcNow.Date
            $plans = @(Import-Csv $csv | New-SloPlan)
            $plans[0].StartDate.ToString('yyyy-MM-dd') | Should -Be '2026-01-05'
            $plans[1].StartDate | Should -BeIn @($before, [datetime]::UtcNow.Date)
            $plans[2].StartDate.ToString('yyyy-MM-dd') | Should -Be '2026-03-01'
        }

        It 'refuses the start <_> of a row, and plans the other rows' -ForEach 'rubbish', '2026-13-01', '05.13.2026', '9999-12-31' {
            $csv = New-CsvFile 'bad-date.csv' 'Service,StartDate', 'a,2026-01-05', "b,$_", 'c,2026-03-01'
            $plans = Import-Csv $csv | New-SloPlan -ErrorVariable problems -ErrorAction SilentlyContinue
            $plans.Service | Should -Be @('a', 'c')
            $problems.Count | Should -Be 1
            $problems[0].ToString() | Should -Match 'StartDate'
        }

        It 'takes a start with an offset from an object' {
            $row = [pscustomobject]@{ Service = 'a'; StartDate = [datetimeoffset]'2026-02-03T23:00:00-05:00' }
            ($row | New-SloPlan).StartDate.ToString('yyyy-MM-dd') | Should -Be '2026-02-04'
        }

        It 'can be filtered, sorted and grouped' {
            $csv = New-CsvFile 'tiers.csv' 'Service,Tier', 'b,critical', 'c,standard', 'a,critical'
            $plans = Import-Csv $csv | New-SloPlan
            ($plans | Where-Object Tier -EQ critical | Sort-Object Service).Service | Should -Be @('a', 'b')
            ($plans | Group-Object Tier | Sort-Object Name | ForEach-Object { "$($_.Name)=$($_.Count)" }) | Should -Be @('critical=2', 'standard=1')
        }

        It 'streams: what nobody asks for is not planned' {
            $made = New-Object System.Collections.ArrayList
            $first = 1..100 | ForEach-Object { $null = $made.Add($_); "service-$_" } | New-SloPlan | Select-Object -First 2
            $first.Service | Should -Be @('service-1', 'service-2')
            $made.Count | Should -BeLessOrEqual 3
        }
    }

    Context 'errors' {
        It 'refuses <name>, names it, and goes on' -ForEach @(
            @{ Name = '../../x' }
            @{ Name = ']##vso[task.complete]' }
            @{ Name = 'a"b' }
            @{ Name = '-a' }
            @{ Name = 'a/b' }
        ) {
            $plans = 'first', $Name, 'last' | New-SloPlan -ErrorVariable problems -ErrorAction SilentlyContinue
            $plans.Service | Should -Be @('first', 'last')
            $problems.Count | Should -Be 1
            $problems[0].FullyQualifiedErrorId | Should -BeLike 'SloPlanInvalidService,*'
            $problems[0].CategoryInfo.Category | Should -Be 'InvalidArgument'
            $problems[0].TargetObject | Should -Be $Name
            # The agent of a pipeline would obey a logging command wherever it stands, so its mark is broken.
            $problems[0].ToString().Contains("'" + $Name.Replace('##vso', '\u0023#vso') + "'") | Should -BeTrue
            $problems[0].ToString().Contains('##vso[') | Should -BeFalse
        }

        It 'stops at the first bad name with -ErrorAction Stop' {
            $seen = New-Object System.Collections.ArrayList
            $problem = Get-TerminatingError { 'a', '../x', 'b' | New-SloPlan -ErrorAction Stop | ForEach-Object { $null = $seen.Add($_.Service) } }
            $problem.FullyQualifiedErrorId | Should -BeLike 'SloPlanInvalidService,*'
            $seen | Should -Be @('a')
        }

        It 'obeys the preference variable' {
            $problem = Get-TerminatingError { $ErrorActionPreference = 'Stop'; New-SloPlan '..' }
            $problem.FullyQualifiedErrorId | Should -BeLike 'SloPlanInvalidService,*'
        }

        It 'ends the call for <arguments>, whatever -ErrorAction says' -ForEach @(
            @{ Arguments = @{ Profile = 'nope.yaml' }; Id = 'SloPlanInvalidProfile'; Names = 'nope.yaml' }
            @{ Arguments = @{ Window = 'soon' }; Id = 'SloPlanInvalidWindow'; Names = 'soon' }
            @{ Arguments = @{ Indicator = @{ Good = 'x'; Totl = 'y' } }; Id = 'SloPlanInvalidIndicator'; Names = 'Totl' }
        ) {
            $problem = Get-TerminatingError { New-SloPlan api @Arguments -ErrorAction SilentlyContinue }
            $problem.FullyQualifiedErrorId | Should -BeLike "$Id,*"
            $problem.ToString() | Should -Match ([regex]::Escape($Names))
        }
    }

    Context '-Profile' {
        BeforeAll {
            $folder = New-Item -ItemType Directory -Path (Join-Path $TestDrive 'profiles')
            New-ProfileFile (Join-Path $folder.FullName 'mine.yaml') 'mine'
        }

        It 'takes a path relative to the location, not to the process' {
            Push-Location $folder.FullName
            try { (New-SloPlan api -Profile mine.yaml).Phases.Name | Should -Be @('first', 'second') }
            finally { Pop-Location }
        }

        It 'takes a path on a drive' {
            $null = New-PSDrive -Name SloProfiles -PSProvider FileSystem -Root $folder.FullName
            try { (New-SloPlan api -Profile SloProfiles:/mine.yaml).Profile | Should -Be 'mine' }
            finally { Remove-PSDrive SloProfiles }
        }

        It 'takes a file and a profile object' {
            $file = Get-Item (Join-Path $folder.FullName 'mine.yaml')
            (New-SloPlan api -Profile $file).Profile | Should -Be 'mine'
            ($file | Get-SloPhaseProfile | ForEach-Object { New-SloPlan api -Profile $_ }).Profile | Should -Be 'mine'
        }

        It 'does not take a path of another provider for one in the process folder' {
            $result = Invoke-ScriptProcess @'
Import-Module $env:PROGRESSIVESLO_MODULE
[Environment]::CurrentDirectory = Join-Path ([Environment]::CurrentDirectory) 'profiles'
try { (New-SloPlan api -Profile variable:mine.yaml).Profile } catch { 'refused' }
'@
            $result.Output | Should -Be 'refused'
        }

        It 'completes to the built-in profiles' {
            Get-Completion 'New-SloPlan api -Profile ' | Should -Contain 'default'
            Get-Completion 'New-SloPlan api -Profile d' | Should -Contain 'default'
        }
    }

    Context 'on the screen' {
        It 'is a table under the culture <_>' -ForEach '', 'de-DE', 'tr-TR', 'th-TH' {
            $text = Invoke-WithCulture $_ { New-SloPlan api -Tier critical -Owner payments -StartDate 2026-01-05 | Out-String -Width 120 }
            ($text.Trim() -split '\s*\r?\n') | Should -Be @(
                'Service Namespace  Tier     Current phase Start      Days Owner'
                '------- ---------  ----     ------------- -----      ---- -----'
                'api     production critical baseline      2026-01-05  180 payments'
            )
        }

        It 'leaves what only the table needs out of the object' {
            (New-SloPlan api | Get-Member).Name | Should -Not -Contain 'StartDateText'
            New-SloPlan api | ConvertTo-Json -Depth 1 -WarningAction Ignore | Should -Not -Match 'StartDateText'
            New-SloPlan api | ConvertTo-Csv | Should -Not -Match 'StartDateText'
        }

        It 'is a list of what matters' {
            $text = New-SloPlan api -StartDate 2026-01-05 | Format-List | Out-String -Width 120
            $names = $text -split '\r?\n' | Where-Object { $_ -match '^(\w+) +:' } | ForEach-Object { ($_ -split ' ')[0] }
            $names | Should -Be @('Service', 'Namespace', 'Tier', 'Owner', 'CurrentPhase', 'StartDate', 'TotalDurationDays', 'Profile', 'Phases')
        }
    }

    It 'is the same plan under the culture <_>' -ForEach 'de-DE', 'tr-TR' {
        $script = { New-SloPlan 'INCIDENT Service' -Tier I -StartDate 2026-01-05 -Window 28d | ConvertTo-SloReport -Format Json }
        Invoke-WithCulture $_ $script | Should -BeExactly (Invoke-WithCulture '' $script)
    }
}
