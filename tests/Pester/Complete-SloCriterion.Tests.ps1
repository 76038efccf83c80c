BeforeAll {
    . $PSScriptRoot/Module.ps1
}

Describe 'Complete-SloCriterion' {
    It 'keeps what shows it, who says so, and when' {
        $before = [datetime]::UtcNow
        $done = (New-SloPlan api | Complete-SloCriterion -Criterion *trained* -Note 'OPS-7' -By kim).Phases[0].SuccessCriteria | Where-Object Completed
        $done.Text | Should -Be 'Team trained on SLO concepts'
        $done.Note, $done.By | Should -Be @('OPS-7', 'kim')
        $done.At | Should -BeGreaterOrEqual $before
    }

    It 'changes plan files, and those from Get-ChildItem' {
        New-SloPlan a, b | Export-SloPlan (Join-Path $TestDrive 'plans/')
        Get-ChildItem (Join-Path $TestDrive 'plans') | Complete-SloCriterion -Criterion '*policy*' -Note x -Phase improvement -By kim
        (Import-SloPlan (Join-Path $TestDrive 'plans')).ForEach({ ($_.Find('improvement').SuccessCriteria | Where-Object Completed).Text }) | Should -Be @('Error budget policy established', 'Error budget policy established')
    }

    It 'attests once, unless it is forced' {
        $plan = New-SloPlan api | Complete-SloCriterion -Criterion *trained* -Note one -By kim
        { $plan | Complete-SloCriterion -Criterion *trained* -Note two -ErrorAction Stop } | Should -Throw -ErrorId 'SloCriterionCriterion*' -ExpectedMessage '*attested already, by kim*'
        (($plan | Complete-SloCriterion -Criterion *trained* -Note two -Force).Phases[0].SuccessCriteria | Where-Object Completed).Note | Should -Be 'two'
    }

    It 'refuses a pattern with an open bracket, and goes on' {
        $done = New-SloPlan a, b | Complete-SloCriterion -Criterion '[' -Note x -By kim -ErrorVariable failed -ErrorAction SilentlyContinue
        $done | Should -BeNullOrEmpty
        $failed.FullyQualifiedErrorId | Should -BeLike 'SloCriterionCriterion*'
        $failed | Should -HaveCount 2
        "$($failed[0])" | Should -Match ([regex]::Escape("'[' is not a pattern"))
    }

    It 'leaves the file with -WhatIf' {
        $file = Join-Path $TestDrive 'whatif.yaml'
        New-SloPlan api | Export-SloPlan $file
        $before = Get-Content $file -Raw
        Complete-SloCriterion $file -Criterion *trained* -Note x -WhatIf
        Get-Content $file -Raw | Should -BeExactly $before
    }

    It 'completes criteria' {
        Get-Completion 'Complete-SloCriterion plan.yaml -Phase baseline -Criterion ' | Should -Contain "'Team trained on SLO concepts'"
    }
}
