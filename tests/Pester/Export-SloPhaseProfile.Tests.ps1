Describe 'Export-SloPhaseProfile' {
    BeforeAll {
        . (Join-Path $PSScriptRoot 'Module.ps1')
    }

    It 'writes each built-in profile so that it reads back the same' {
        $folder = Join-Path $TestDrive 'all'
        $files = @(Get-SloPhaseProfile | Export-SloPhaseProfile $folder -PassThru)
        $files.Count | Should -Be @(Get-SloPhaseProfile).Count
        foreach ($known in Get-SloPhaseProfile) {
            $read = Get-SloPhaseProfile -Path (Join-Path $folder "$($known.Name).yaml")
            ($read | Select-Object * -ExcludeProperty Source | ConvertTo-Json -Depth 8) | Should -BeExactly ($known | Select-Object * -ExcludeProperty Source | ConvertTo-Json -Depth 8)
        }
    }

    It 'keeps the comments of the file' {
        $file = Join-Path $TestDrive 'one.yaml'
        'default' | Export-SloPhaseProfile $file
        Get-Content $file | Where-Object { $_ -like '#*' } | Should -Not -BeNullOrEmpty
    }

    It 'writes the default profile when none is named' {
        $file = Join-Path $TestDrive 'mine.yaml'
        Export-SloPhaseProfile $file
        (Get-SloPhaseProfile -Path $file).Name | Should -Be 'default'
    }

    It 'leaves a file alone, unless it is forced, and writes none with -WhatIf' {
        $file = Join-Path $TestDrive 'once [1].yaml'
        Export-SloPhaseProfile -LiteralPath $file -Profile default -WhatIf
        Test-Path -LiteralPath $file | Should -BeFalse
        Set-PlainFile $file 'mine'
        Export-SloPhaseProfile -LiteralPath $file -Profile default -ErrorVariable problems -ErrorAction SilentlyContinue
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'SloProfileFileExists,*'
        Get-Content -LiteralPath $file | Should -Be 'mine'
        Export-SloPhaseProfile -LiteralPath $file -Profile default -Force
        (Get-SloPhaseProfile -LiteralPath $file).Name | Should -Be 'default'
    }

    It 'refuses a name that is not there, and a profile of a file, and writes the next' {
        $own = Join-Path $TestDrive 'own.yaml'
        Export-SloPhaseProfile $own -Profile default
        $folder = Join-Path $TestDrive 'some'
        'nope', (Get-SloPhaseProfile -Path $own), 'DEFAULT' | Export-SloPhaseProfile $folder -ErrorVariable problems -ErrorAction SilentlyContinue
        $problems.Count | Should -Be 2
        $problems | ForEach-Object { $_.FullyQualifiedErrorId | Should -BeLike 'SloProfileNotFound,*' }
        "$($problems[1])" | Should -BeLike '*not built in*own.yaml*'
        (Get-ChildItem $folder).Name | Should -Be 'default.yaml'
    }

    It 'completes names' {
        @(Get-Completion 'Export-SloPhaseProfile x.yaml -Profile d') | Should -Be @('default')
    }
}
