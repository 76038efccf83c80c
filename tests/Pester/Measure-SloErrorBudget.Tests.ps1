BeforeAll {
    . $PSScriptRoot/Module.ps1
}

Describe 'Measure-SloErrorBudget' {
    It 'works from two numbers' {
        $budget = Measure-SloErrorBudget -Good 999000 -Total 1000000 -Target 0.999
        $budget.AllowedEvents | Should -Be 1000
        $budget.ConsumedPercent | Should -Be 100
        $budget.RemainingMinutes | Should -Be 0
        $budget.State | Should -Be 'Exhausted'
        $budget.Consequence | Should -Match '^Feature freeze'
    }

    It 'takes evidence from the pipeline and keeps its service' {
        $budgets = @{ service = 'a'; good_events = 9; total_events = 10 }, [pscustomobject]@{ Service = 'b'; GoodEvents = 10; TotalEvents = 10 } | Measure-SloErrorBudget -Target 0.9
        $budgets.Service | Should -Be @('a', 'b')
        $budgets.ConsumedPercent | Should -Be @(100, 0)
    }

    It 'measures calendar months' {
        $days = 0..44 | ForEach-Object { @{ Date = [datetime]::new(2026, 1, 1, 0, 0, 0, [DateTimeKind]::Utc).AddDays($_); GoodEvents = 999; TotalEvents = 1000 } }
        $months = @{ service = 'a'; days = $days } | Measure-SloErrorBudget -Target 0.999 -Window month
        $months.Period | Should -Be @('2026-01', '2026-02')
        $months[0].ConsumedPercent | Should -Be 100
        $months[1].ConsumedPercent | Should -Be 50
        $months.DaysMeasured | Should -Be @(31, 14)
        { @{ service = 'a'; days = $days } | Measure-SloErrorBudget -Target 0.999 -Window 36h -ErrorAction Stop } |
            Should -Throw -ErrorId 'SloErrorBudgetInvalidWindow*' -ExpectedMessage '*not made of whole days*Get-SloEvidence -Hourly*'
    }

    It 'refuses <Name>, and says what to write' -ForEach @(
        @{ Name = 'a target in percent'; Script = { Measure-SloErrorBudget -Good 1 -Total 1 -Target 99.9 }; Id = 'SloErrorBudgetInvalidTarget*'; Text = '*Write 0.999 for 99.9 %*' }
        @{ Name = 'more good than all'; Script = { Measure-SloErrorBudget -Good 2 -Total 1 -Target 0.9 -ErrorAction Stop }; Id = 'SloErrorBudgetInvalidGood*'; Text = '*Good (2) exceeds Total (1)*' }
        @{ Name = 'a number as evidence'; Script = { 1 | Measure-SloErrorBudget -Target 0.9 -ErrorAction Stop }; Id = 'SloErrorBudgetInvalidMetrics*'; Text = '*not evidence*' }
        @{ Name = 'a window without a unit'; Script = { Measure-SloErrorBudget -Good 1 -Total 1 -Target 0.9 -Window 30 }; Id = 'SloErrorBudgetInvalidWindow*'; Text = '*30*' }
    ) {
        $Script | Should -Throw -ErrorId $Id -ExpectedMessage $Text
    }

    It 'says how the budget stands in a word, in JSON and CSV, too' {
        $budget = Measure-SloErrorBudget -Good 1 -Total 1 -Target 0.9
        ($budget | ConvertTo-Json | ConvertFrom-Json).State | Should -BeExactly 'Ok'
        ($budget | ConvertTo-Csv | ConvertFrom-Csv).State | Should -BeExactly 'Ok'
        $budget.State -eq 'ok' | Should -BeTrue
        $budget.State -eq [ProgressiveSlo.Objectives.ErrorBudgetState]::Ok | Should -BeTrue
    }

    It 'refuses <Value> events, because it would count others' -ForEach @(
        @{ Value = 1.5 }, @{ Value = 1.5d }, @{ Value = '1.5' }, @{ Value = [single]0.5 }, @{ Value = [double]::NaN }
    ) {
        { Measure-SloErrorBudget -Good $Value -Total 10 -Target 0.9 } | Should -Throw -ExpectedMessage '*not a whole number of events. Give whole events.*'
        { Measure-SloErrorBudget -Good 0 -Total $Value -Target 0.9 } | Should -Throw -ExpectedMessage '*not a whole number of events*'
    }

    It 'takes <Value> as whole events' -ForEach @(@{ Value = 2.0 }, @{ Value = '2' }, @{ Value = 2d }, @{ Value = 2e0 }) {
        (Measure-SloErrorBudget -Good $Value -Total 10 -Target 0.9).GoodEvents | Should -Be 2
    }

    It 'completes windows' {
        Get-Completion 'Measure-SloErrorBudget -Window ' | Should -Contain 'month'
    }

    It 'is a table of what matters' {
        $text = Measure-SloErrorBudget -Good 999400 -Total 1000000 -Target 0.999 | Out-String -Width 200
        $text | Should -Match '30d\s+99\.90%\s+60\s+400\s+17\.28\s+0\.6\s+Ok'
    }
}
