Describe 'Export-SloTemplate' {
    BeforeAll {
        . (Join-Path $PSScriptRoot 'Module.ps1')
    }

    It 'writes each built-in template so that it reads back the same' {
        $folder = Join-Path $TestDrive 'all'
        $files = @(Get-SloTemplate | Export-SloTemplate $folder -PassThru)
        $files.Count | Should -Be @(Get-SloTemplate).Count
        foreach ($known in Get-SloTemplate) {
            $read = Get-SloTemplate -Path (Join-Path $folder "$($known.Name).yaml")
            ($read | Select-Object * -ExcludeProperty Source | ConvertTo-Json -Depth 8) | Should -BeExactly ($known | Select-Object * -ExcludeProperty Source | ConvertTo-Json -Depth 8)
        }
    }

    It 'keeps the comments of the file' {
        $file = Join-Path $TestDrive 'one.yaml'
        'http' | Export-SloTemplate $file
        Get-Content $file | Where-Object { $_ -like '#*' } | Should -Not -BeNullOrEmpty
    }

    It 'leaves a file alone, unless it is forced, and writes none with -WhatIf' {
        $file = Join-Path $TestDrive 'once [1].yaml'
        Export-SloTemplate -LiteralPath $file -Template http -WhatIf
        Test-Path -LiteralPath $file | Should -BeFalse
        Set-PlainFile $file 'mine'
        Export-SloTemplate -LiteralPath $file -Template http -ErrorVariable problems -ErrorAction SilentlyContinue
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'SloTemplateFileExists,*'
        Get-Content -LiteralPath $file | Should -Be 'mine'
        Export-SloTemplate -LiteralPath $file -Template http -Force
        (Get-SloTemplate -LiteralPath $file).Name | Should -Be 'http'
    }

    It 'refuses a name that is not there, and a template of a file, and writes the next' {
        $own = Join-Path $TestDrive 'own.yaml'
        Export-SloTemplate $own -Template http
        $folder = Join-Path $TestDrive 'some'
        'nope', (Get-SloTemplate -Path $own), 'HTTP' | Export-SloTemplate $folder -ErrorVariable problems -ErrorAction SilentlyContinue
        $problems.Count | Should -Be 2
        $problems | ForEach-Object { $_.FullyQualifiedErrorId | Should -BeLike 'SloTemplateNotFound,*' }
        "$($problems[1])" | Should -BeLike '*not built in*own.yaml*'
        (Get-ChildItem $folder).Name | Should -Be 'http.yaml'
    }

    It 'completes names' {
        @(Get-Completion 'Export-SloTemplate x.yaml -Template ht') | Should -Be @('http')
    }
}
