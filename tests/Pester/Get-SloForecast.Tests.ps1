BeforeAll {
    . $PSScriptRoot/Module.ps1

    $today = [datetime]::UtcNow.Date
    function Get-Evidence([string] $Service, [int] $Days, [int] $Usual, [int] $Incident = $Usual) {
        @{
            service = $Service
            days = foreach ($ago in $Days..1) {
                $bad = if ($ago % 8 -eq 3) { $Incident } else { $Usual }
                @{ date = $today.AddDays(-$ago); good_events = 100000 - $bad; total_events = 100000 }
            }
        }
    }
    $plan = New-SloPlan checkout -StartDate $today.AddDays(-20)
}

Describe 'Get-SloForecast' {
    It 'says when the gates of a steady service open, and that its dates are realistic' {
        $forecast = Get-Evidence checkout 20 2 | Get-SloForecast -Plan $plan -PathCount 50
        $forecast | Should -HaveCount 1
        $forecast.Gates.Phase | Should -Be @('baseline', 'improvement', 'production_ready', 'excellence')
        $forecast.Next.P50 | Should -Be $today.AddDays(10)
        $forecast.Gates.P90 | Should -Be @(10, 70, 160, 250 | ForEach-Object { $today.AddDays($_) })
        $forecast.Realistic | Should -BeTrue
        $forecast.Messages | Where-Object { $_ -like '*cannot show how long bad times last*' } | Should -HaveCount 1
    }

    It 'says that dates are not realistic' {
        $forecast = Get-Evidence checkout 20 1500 | Get-SloForecast -Plan $plan -PathCount 50
        $forecast.Realistic | Should -BeFalse
        $forecast.Messages[0] | Should -BeLike '*of baseline is not realistic*'
        $forecast.Next.P50 | Should -BeNullOrEmpty
    }

    It 'gives the same answer for the same seed, and one for each service of a fleet in order' {
        $evidence = foreach ($name in 'a', 'b', 'c') { Get-Evidence $name 20 50 1500 }
        $plans = 'a', 'b', 'c' | New-SloPlan -StartDate $today.AddDays(-20)
        $one = $evidence | Get-SloForecast -Plan $plans -PathCount 40 -Seed 7
        $two = $evidence | Get-SloForecast -Plan $plans -PathCount 40 -Seed 7
        $one.Service | Should -Be @('a', 'b', 'c')
        ($one | ConvertTo-Json -Depth 6) | Should -Be ($two | ConvertTo-Json -Depth 6)
        ($one[0].Fan | ConvertTo-Json) | Should -Not -Be ($one[1].Fan | ConvertTo-Json)
        $one[0].Incidents | Should -Be 3
    }

    It 'takes a trend, a horizon and the strict gate' {
        $evidence = Get-Evidence checkout 20 1200
        ($evidence | Get-SloForecast -Plan $plan -PathCount 30 -Trend 0.8).Next.P50 | Should -BeGreaterThan $today.AddDays(10)
        $short = $evidence | Get-SloForecast -Plan $plan -PathCount 30 -Trend 0.8 -Horizon 4w
        $short.HorizonDays | Should -Be 28
        $short.Fan | Should -HaveCount 28
        (Get-Evidence checkout 20 50 1500 | Get-SloForecast -Plan $plan -PathCount 200 -Strict -Horizon 900d).Gates[1].P90 |
            Should -BeGreaterThan (Get-Evidence checkout 20 50 1500 | Get-SloForecast -Plan $plan -PathCount 200 -Horizon 900d).Gates[1].P90
    }

    It 'refuses <Name>' -ForEach @(
        @{ Name = 'a number'; Script = { 1 | Get-SloForecast -Plan $plan -ErrorAction Stop }; Id = 'SloForecastInvalidEvidence*' }
        @{ Name = 'bare numbers'; Script = { @{ availability = 0.99 } | Get-SloForecast -Plan $plan -ErrorAction Stop }; Id = 'SloForecastInvalidEvidence*' }
        @{ Name = 'evidence of another service'; Script = { Get-Evidence other 20 1 | Get-SloForecast -Plan $plan -ErrorAction Stop }; Id = 'SloForecastInvalidService*' }
        @{ Name = 'a part of a day'; Script = { Get-Evidence checkout 20 1 | Get-SloForecast -Plan $plan -Horizon 1h }; Id = 'SloForecastInvalidHorizon*' }
    ) {
        $Script | Should -Throw -ErrorId $Id
    }

    It 'fits the window of a terminal' {
        $lines = Get-Evidence checkout 20 50 1500 | Get-SloForecast -Plan $plan -PathCount 20 | Format-Table | Out-String -Width 80
        $lines -split "`n" | ForEach-Object { $_.TrimEnd().Length | Should -BeLessOrEqual 80 }
        $lines | Should -BeLike '*Incident*'
    }
}
