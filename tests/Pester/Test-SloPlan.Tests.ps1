Describe 'Test-SloPlan' {
    BeforeAll {
        . (Join-Path $PSScriptRoot 'Module.ps1')
        $folder = (New-Item -ItemType Directory -Path (Join-Path $TestDrive 'plans')).FullName
        'search', 'checkout' | New-SloPlan -StartDate 2026-01-05 | Export-SloPlan $folder
        $file = Join-Path $folder 'checkout.yaml'
        Step-SloPlan $file -Force -Reason 'Launch' -By kim
        $text = [IO.File]::ReadAllText($file)
    }

    AfterEach { Set-PlainFile $file $text }

    It 'has nothing to say of sound plans' {
        Test-SloPlan $folder | Should -BeNullOrEmpty
        Test-SloPlan $folder -Quiet | Should -BeTrue
    }

    It 'finds <Code> where a person wrote <Now>' -ForEach @(
        @{ Code = 'HistoryBroken'; Was = 'reason: Launch'; Now = 'reason: Agreed' }
        @{ Code = 'MoveWithoutEntry'; Was = 'currentPhase: improvement'; Now = 'currentPhase: excellence' }
        @{ Code = 'PlanInvalid'; Was = 'service: checkout'; Now = 'service: ../x' }
    ) {
        Set-PlainFile $file $text.Replace($Was, $Now)
        $found = @(Test-SloPlan $folder)
        $found.Count | Should -Be 1
        $found[0].Code | Should -Be $Code
        $found[0].Severity | Should -Be 'Error'
        $found[0].Line | Should -BeGreaterThan 0
        $found[0].Path | Should -Be (Join-Path $folder 'checkout.yaml')
        Test-SloPlan $folder -Quiet | Should -BeFalse
    }

    It 'takes files from the pipeline, and finds a plan that two of them have' {
        $copy = Join-Path $TestDrive 'copy.yaml'
        Set-PlainFile $copy $text
        $found = @($file, $copy | Test-SloPlan)
        $found.Code | Should -Be 'PlanDefinedTwice', 'PlanDefinedTwice'
        @(Get-ChildItem $folder | Test-SloPlan).Count | Should -Be 0
        @($file, $file | Test-SloPlan).Count | Should -Be 0
    }

    It 'is false for nothing at all' {
        $empty = (New-Item -ItemType Directory -Path (Join-Path $TestDrive 'empty')).FullName
        Test-SloPlan $empty -Quiet -WarningAction SilentlyContinue | Should -BeFalse
        Test-SloPlan (Join-Path $TestDrive 'nope.yaml') -Quiet -ErrorAction SilentlyContinue | Should -BeFalse
    }
}
