BeforeAll {
    . (Join-Path $PSScriptRoot 'Module.ps1')
    $phases = 'checkout', 'search' | New-SloPlan -StartDate 2026-01-05 | Get-SloPhase baseline
}

Describe 'Export-SloManifest' {
    BeforeEach { $folder = Join-Path $TestDrive ([guid]::NewGuid().ToString('N')) }

    It 'writes a file for each service and returns it' {
        $files = $phases | Export-SloManifest $folder -PassThru
        $files.Name | Should -Be @('checkout-availability.yaml', 'search-availability.yaml')
        $files | ForEach-Object { $_ | Should -BeOfType System.IO.FileInfo }
    }

    It 'returns nothing without -PassThru' {
        $phases | Export-SloManifest $folder | Should -BeNullOrEmpty
    }

    It 'writes nothing with -WhatIf' {
        $phases | Export-SloManifest $folder -WhatIf
        Test-Path -LiteralPath $folder | Should -BeFalse
    }

    It 'writes the same bytes again' {
        $first = $phases | Export-SloManifest $folder -PassThru | ForEach-Object { Get-FileBase64 $_.FullName }
        Remove-Item -LiteralPath $folder -Recurse
        $phases | Export-SloManifest $folder -PassThru | ForEach-Object { Get-FileBase64 $_.FullName } | Should -Be $first
    }

    It 'takes a folder whose name has wildcard characters' {
        $odd = Join-Path $TestDrive 'a[1]'
        $phases | Export-SloManifest -LiteralPath $odd
        Get-ChildItem -LiteralPath $odd | Should -HaveCount 2
    }

    It 'removes with -Prune what is no longer there' {
        $phases | Export-SloManifest $folder
        $phases[0] | Export-SloManifest $folder -Prune
        (Get-ChildItem -LiteralPath $folder).Name | Should -Be 'checkout-availability.yaml'
    }

    It 'warns once of services that measure the same series, and names both' {
        'checkout', 'search', 'checkout' | New-SloPlan -ServiceLabel '' | Export-SloManifest $folder -WarningVariable warnings -WarningAction SilentlyContinue -ErrorAction SilentlyContinue
        $warnings | Should -HaveCount 1
        $warnings[0] | Should -BeLike "The services 'checkout' and 'search' measure the same series:*"
        'checkout', 'search' | New-SloPlan | Export-SloManifest $folder -WarningVariable none
        $none | Should -BeNullOrEmpty
    }

    It 'is promoted in place' {
        $plan = New-SloPlan checkout -StartDate 2026-01-05
        $plan | Get-SloPhase baseline | Export-SloManifest $folder
        $plan | Get-SloPhase improvement | Export-SloManifest $folder
        Get-ChildItem -LiteralPath $folder | Should -HaveCount 1
        (Import-SloManifest $folder).Phase | Should -Be 'improvement'
    }

    It 'offers formats at Tab' {
        Get-Completion 'Export-SloManifest x -Format Slo' | Should -Contain 'SloDev'
    }
}
