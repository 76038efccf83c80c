BeforeAll {
    . (Join-Path $PSScriptRoot 'Module.ps1')
    $phase = New-SloPlan checkout -StartDate 2026-01-05 | Get-SloPhase baseline
    $manifest = $phase | ConvertTo-SloManifest
}

Describe 'Import-SloManifest' {
    It 'reads what ConvertTo-SloManifest wrote' {
        $definition = $manifest | Import-SloManifest
        $definition.Equals($phase.Definition) | Should -BeTrue
        $definition.Losses | Should -BeNullOrEmpty
    }

    It 'reads files by path, by wildcard, by folder and from Get-ChildItem' {
        $folder = Join-Path $TestDrive 'all'
        $phase | Export-SloManifest $folder
        (Import-SloManifest (Join-Path $folder 'checkout-availability.yaml')).Service | Should -Be 'checkout'
        (Import-SloManifest (Join-Path $folder '*.yaml')).Service | Should -Be 'checkout'
        (Import-SloManifest $folder).Service | Should -Be 'checkout'
        $definition = Get-ChildItem -LiteralPath $folder | Import-SloManifest
        $definition.Service | Should -Be 'checkout'
        $definition.Source.Path | Should -Not -Match '::'
        $definition.Source.Line | Should -Be 3
    }

    It 'reads lines that Get-Content writes one by one' {
        $file = Join-Path $TestDrive 'lines.yaml'
        Set-PlainFile $file $manifest
        (Get-Content $file | Import-SloManifest).Equals($phase.Definition) | Should -BeTrue
        (Get-Content $file -Raw | Import-SloManifest).Equals($phase.Definition) | Should -BeTrue
    }

    It 'skips what a folder holds besides' {
        $folder = (New-Item -ItemType Directory -Path (Join-Path $TestDrive 'gitops')).FullName
        $phase | Export-SloManifest $folder
        $app = Join-Path $folder 'app.yaml'
        Set-PlainFile $app "apiVersion: apps/v1`nkind: Deployment`n"
        foreach ($script in { Import-SloManifest $folder @quiet }, { Import-SloManifest (Join-Path $folder '*.yaml') @quiet }, { Get-ChildItem $folder | Import-SloManifest @quiet }) {
            $quiet = @{ WarningVariable = 'warnings'; WarningAction = 'SilentlyContinue'; ErrorAction = 'Stop' }
            (. $script).Service | Should -Be 'checkout'
            $warnings | Should -HaveCount 1
            "$warnings" | Should -BeLike 'Skipped 1 document in 1 file*Deployment (1)*'
        }

        Import-SloManifest $app -ErrorAction SilentlyContinue -ErrorVariable problems | Should -BeNullOrEmpty
        $problems | Should -HaveCount 1
    }

    It 'tells the place and the fix of a mistake' {
        $problem = $manifest.Replace('target: 0.99', 'target: 99') | Import-SloManifest -ErrorAction SilentlyContinue -ErrorVariable problems
        $problem | Should -BeNullOrEmpty
        "$($problems[0])" | Should -Be 'document(31,13): spec.objectives[0].target: 99 looks like a percentage; expected a ratio. Write 0.99.'
    }

    It 'warns of what is not carried over' {
        $swapped = $manifest.Replace('shortWindow: 1h', 'shortWindow: 1d').Replace('longWindow: 1d', 'longWindow: 1h')
        $definition = $swapped | Import-SloManifest -WarningAction SilentlyContinue -WarningVariable warnings
        $definition.Losses.Field | Should -Be 'spec.alerting.burnRates[0]'
        $warnings | Should -HaveCount 1
    }

    It 'serialises' {
        $json = $manifest | Import-SloManifest | ConvertTo-Json -Depth 6 -WarningAction SilentlyContinue
        ($json | ConvertFrom-Json).Target | Should -Be 0.99
    }
}
