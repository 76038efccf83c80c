BeforeAll {
    . $PSScriptRoot/Module.ps1
}

Describe 'Set-SloPlan' {
    BeforeAll {
        $days20 = [datetime]::UtcNow.Date.AddDays(-20)
        $today = [datetime]::UtcNow.Date
    }

    It 'changes owner, tier and labels, and keeps the record' {
        $plan = New-SloPlan api -Owner a -StartDate $days20 | Complete-SloCriterion -Criterion *trained* -Note x -By kim
        $set = $plan | Set-SloPlan -Owner b -Tier critical -Label @{ team = 'x' }
        $set.Owner, $set.Tier, $set.Labels['team'] | Should -Be 'b', 'critical', 'x'
        $set.Find('baseline').StartDate | Should -Be $days20
        $set.History | Should -HaveCount 0
        ($set.Phases[0].SuccessCriteria | Where-Object Completed).Note | Should -Be 'x'
        $set.Find('baseline').Definition.Labels['team'] | Should -Be 'x'
        ($set | Set-SloPlan -Label @{ team = '' } -Owner '').Labels.Count | Should -Be 0
        ($set | Set-SloPlan -Owner '').Owner | Should -BeNullOrEmpty
    }

    It 'begins a new record where the <what> changes' -ForEach @(
        @{ what = 'indicator'; set = @{ Indicator = 'api_requests_total' } }
        @{ what = 'window'; set = @{ Window = '7d' } }
        @{ what = 'profile'; set = @{ Profile = 'source' } }
        @{ what = 'latency metric'; set = @{ LatencyMetric = 'other_seconds' } }
        @{ what = 'latency metric'; set = @{ LatencyMetric = '' } }
    ) {
        $plan = New-SloPlan api -StartDate $days20 -LatencyMetric http_request_duration_seconds
        $set = $plan | Set-SloPlan @set -Reason why -By kim -WarningVariable warned -WarningAction SilentlyContinue
        $set.Find('baseline').StartDate | Should -Be $today
        $set.History | Should -HaveCount 1
        $set.History[0].From, $set.History[0].To, $set.History[0].By | Should -Be 'baseline', 'baseline', 'kim'
        $set.History[0].Reason | Should -BeLike "Changed: the $what *why"
        "$warned" | Should -BeLike '*begins again*'
    }

    It 'keeps the record where a latency metric is added, with the condition of the indicator' {
        $set = New-SloPlan api -ServiceLabel job -StartDate $days20 | Set-SloPlan -LatencyMetric http_request_duration_seconds
        "$($set.LatencyMetric)" | Should -Be 'http_request_duration_seconds{job = "api"}'
        $set.History | Should -HaveCount 0
        $set.Find('baseline').StartDate | Should -Be $days20
    }

    It 'changes the plans of rows, in their files, and no other' {
        $folder = Join-Path $TestDrive 'rows/'
        New-SloPlan a, b, c -Owner old | Export-SloPlan $folder
        "Service,Owner,Tier`na,new,gold`nb,," | ConvertFrom-Csv | Set-SloPlan $folder
        (Import-SloPlan $folder).ForEach({ "$($_.Service) $($_.Owner) $($_.Tier)" }) | Sort-Object | Should -Be 'a new gold', 'b old ', 'c old '
    }

    It 'refuses rows of services that have no plan, and rows that name none' {
        $folder = Join-Path $TestDrive 'missing/'
        New-SloPlan a -Owner old | Export-SloPlan $folder
        [pscustomobject]@{ Service = 'z'; Owner = 'x' }, [pscustomobject]@{ Servcie = 'a'; Owner = 'x' }, [pscustomobject]@{ Service = 'a'; Namespace = 'staging'; Owner = 'x' } |
            Set-SloPlan $folder -ErrorVariable failed -ErrorAction SilentlyContinue
        $failed.FullyQualifiedErrorId | Should -Be 'SloPlanSetNotFound,ProgressiveSlo.PowerShell.Commands.SetSloPlanCommand', 'SloPlanSetRow,ProgressiveSlo.PowerShell.Commands.SetSloPlanCommand', 'SloPlanSetNotFound,ProgressiveSlo.PowerShell.Commands.SetSloPlanCommand'
        "$($failed[2])" | Should -BeLike '*in the namespace*stays in its namespace*'
        (Import-SloPlan $folder).Owner | Should -Be 'old'
    }

    It 'does not write a plan that says so already, and asks nothing with -WhatIf' {
        $file = Join-Path $TestDrive 'same.yaml'
        New-SloPlan a -Owner x | Export-SloPlan $file
        $before = Get-Item $file
        (Set-SloPlan $file -Owner x -PassThru).Owner | Should -Be 'x'
        (Get-Item $file).LastWriteTimeUtc | Should -Be $before.LastWriteTimeUtc
        Set-SloPlan $file -Owner y -WhatIf
        (Import-SloPlan $file).Owner | Should -Be 'x'
    }

    It 'removes an owner with an empty text, and not with a variable that nobody has set' {
        (New-SloPlan a -Owner shop | Set-SloPlan -Owner '').Owner | Should -BeNullOrEmpty
        { New-SloPlan a -Owner shop | Set-SloPlan -Owner $nobodyHasSetThis -ErrorAction Stop } | Should -Throw -ExpectedMessage '*-Owner is $null*'
    }

    It 'says that a reason was not kept where no new record begins' {
        $null = New-SloPlan a -Owner shop | Set-SloPlan -Owner team -Reason 'ticket 1' -WarningVariable warned -WarningAction SilentlyContinue
        "$warned" | Should -BeLike "*reason for the change of 'a' was not kept*"
    }

    It 'is what Export-SloPlan -Force names, where it would erase a history or what was attested' {
        $file = Join-Path $TestDrive 'moved.yaml'
        $moved = New-SloPlan a | Step-SloPlan -Force -Reason r -By kim -WarningAction SilentlyContinue
        $moved | Export-SloPlan $file
        { New-SloPlan a -Owner new | Export-SloPlan $file -Force -ErrorAction Stop } | Should -Throw -ErrorId 'SloPlanWouldLose*' -ExpectedMessage '*a history of 1 move*Set-SloPlan*'
        $moved | Set-SloPlan -Owner new | Export-SloPlan $file -Force
        (Import-SloPlan $file).Owner | Should -Be 'new'
        (Import-SloPlan $file).History | Should -HaveCount 1

        # A history that was edited by hand is not to be lost, either; no cmdlet changes such a plan.
        Set-PlainFile $file ([IO.File]::ReadAllText($file).Replace('reason: r', 'reason: s'))
        { $moved | Export-SloPlan $file -Force -ErrorAction Stop } | Should -Throw -ErrorId 'SloPlanWouldLose*'
        { Set-SloPlan $file -Owner newer -ErrorAction Stop } | Should -Throw -ErrorId 'SloPlanInvalidFile*' -ExpectedMessage '*digest: The entry was written or changed by hand*'
        { Step-SloPlan $file -Back -Reason r -ErrorAction Stop } | Should -Throw -ErrorId 'SloPlanInvalidFile*'

        $attested = Join-Path $TestDrive 'attested.yaml'
        New-SloPlan a | Complete-SloCriterion -Criterion *trained* -Note x | Export-SloPlan $attested
        { New-SloPlan a | Export-SloPlan $attested -Force -ErrorAction Stop } | Should -Throw -ExpectedMessage '*1 attested criterion*'
    }

    It 'refuses labels that plans set themselves: <name>' -ForEach @(@{ name = 'service' }, @{ name = 'owner' }, @{ name = '__x' }, @{ name = '1a' }) {
        { New-SloPlan a | Set-SloPlan -Label @{ $name = 'x' } -ErrorAction Stop } | Should -Throw -ErrorId 'SloPlanSetLabel*'
    }
}
