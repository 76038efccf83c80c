BeforeAll {
    . $PSScriptRoot/Module.ps1
    $SloCatalog = @(
        foreach ($tier in 'bronze', 'silver') {
            foreach ($n in 1..3) { [pscustomobject]@{ Service = "$tier-$n"; Tier = $tier; Owner = "team-$n" } }
        }
    )
    $SloMigration = New-SloMigration $SloCatalog 2026-01-05 -Owner sre
}

Describe 'Get-SloMigrationStep' {
    It 'chooses steps by phase, section, owner, service and wave' {
        ($SloMigration | Get-SloMigrationStep -Phase Pil*).Phase | Sort-Object -Unique | Should -Be 'Pilot'
        ($SloMigration | Get-SloMigrationStep -Section Gate).Id | Should -Be @('gate-assessment', 'gate-pilot', 'gate-expansion')
        ($SloMigration | Get-SloMigrationStep -Wave 1 -Id deploy*).Wave | Sort-Object -Unique | Should -Be 1
        ($SloMigration | Get-SloMigrationStep -Owner sre -Phase Assessment).Count | Should -Be 12
        $pilot = $SloMigration.Pilots[0].Service
        ($SloMigration | Get-SloMigrationStep -Service $pilot).Count | Should -Be 6
    }

    It 'says what each verifier finds, and asks none of steps that are done' {
        $step = $SloMigration | Get-SloMigrationStep -Id select-pilot-services
        "$($step.Checks)" | Should -BeLike 'PilotsSelected: Pass*'
        $done = $SloMigration | Complete-SloMigrationStep -Id select-pilot-services
        ($done | Get-SloMigrationStep -Id select-pilot-services).Checks | Should -BeNullOrEmpty
        ($done | Get-SloMigrationStep -State Done).Id | Should -Be 'select-pilot-services'
    }

    It 'reads files, and names file, line and field of one that is damaged' {
        $file = Join-Path $TestDrive 'm.yaml'
        New-SloMigration $SloCatalog 2026-01-05 | Export-SloMigration $file
        (Get-SloMigrationStep $file).Count | Should -Be $SloMigration.Steps.Count
        Set-PlainFile $file ((Get-Content $file -Raw) -replace 'tier: bronze', 'tire: bronze')
        { Get-SloMigrationStep $file -ErrorAction Stop } | Should -Throw -ErrorId 'SloMigrationInvalidFile*' -ExpectedMessage "*m.yaml(*services*tire: The key is unknown*"
    }

    It 'says which name is not there' {
        { $SloMigration | Get-SloMigrationStep -Id gate-pilots -ErrorAction Stop } | Should -Throw -ErrorId 'SloMigrationStepNotFound*' -ExpectedMessage "*Perhaps 'gate-pilot' is meant.*"
        $SloMigration | Get-SloMigrationStep -Id nothing* | Should -BeNullOrEmpty
    }

    It 'completes phases and sections without a migration, and ids of a file' {
        Get-Completion 'Get-SloMigrationStep m.yaml -Phase ' | Should -Be @('Assessment', 'Pilot', 'Expansion', 'Optimization')
        $file = Join-Path $TestDrive 'ids.yaml'
        New-SloMigration $SloCatalog 2026-01-05 | Export-SloMigration $file
        Get-Completion "Get-SloMigrationStep '$file' -Id gate" | Should -Be @('gate-assessment', 'gate-pilot', 'gate-expansion')
    }

    It 'says when the Prometheus cannot be reached' {
        { $SloMigration | Get-SloMigrationStep -Id gate-pilot -PrometheusUri http://127.0.0.1:1 -TimeoutSec 1 } | Should -Throw -ErrorId 'SloPrometheus*'
    }
}
