BeforeAll {
    . $PSScriptRoot/Module.ps1
    $SloCatalog = @(
        foreach ($tier in 'bronze', 'silver', 'gold') {
            foreach ($n in 1..3) { [pscustomobject]@{ Service = "$tier-$n"; Tier = $tier; Owner = "team-$n" } }
        }
    )
}

Describe 'New-SloMigration' {
    It 'plans phases, pilots and waves from rows' {
        $migration = $SloCatalog | New-SloMigration -StartDate 2026-01-05
        $migration.CurrentPhase | Should -Be 'Assessment'
        $migration.Phases.Weeks | Should -Be @('1-2', '3-6', '7-12', '13+')
        $migration.Phases[2].StartDate | Should -Be ([datetime]'2026-02-16')
        $migration.Pilots.Tier | Should -Be @('bronze', 'silver', 'bronze')
        $migration.Waves.Tier | Should -Be @('bronze', 'silver', 'gold')
        @($migration.Waves.Services).Count + $migration.Pilots.Count | Should -Be 9
    }

    It 'takes pilots and the size of waves from the call' {
        $migration = New-SloMigration $SloCatalog 2026-01-05 -Pilot gold-1, bronze-1 -WaveSize 1 -WarningAction SilentlyContinue
        $migration.Pilots.Service | Should -Be @('gold-1', 'bronze-1')
        $migration.Waves.Count | Should -Be 7
    }

    It 'warns of what is not known about services' {
        New-SloMigration ([pscustomobject]@{ Service = 'a' }) 2026-01-05 -WarningVariable warned -WarningAction SilentlyContinue | Out-Null
        "$warned" | Should -Match 'a has no tier, and may be critical: it comes last\.'
    }

    It 'refuses two services of one slug, and a pilot that is not there' {
        (Get-TerminatingError { New-SloMigration @{ Service = 'a'; Namespace = 'eu' }, @{ Service = 'a'; Namespace = 'us' } 2026-01-05 }).FullyQualifiedErrorId | Should -BeLike 'SloMigrationInvalidCatalog*'
        (Get-TerminatingError { New-SloMigration $SloCatalog 2026-01-05 -Pilot nobody }).FullyQualifiedErrorId | Should -BeLike 'SloMigrationInvalidPilot*'
        (Get-TerminatingError { New-SloMigration $SloCatalog 2026-01-05 -Checklist nowhere.yaml }).FullyQualifiedErrorId | Should -BeLike 'SloMigrationInvalidChecklist*'
    }

    It 'loses nothing of a catalog with a service that is duplicated' {
        $migration = New-SloMigration ($SloCatalog + @{ Service = 'gold 1'; Tier = 'gold' }) 2026-01-05 -ErrorVariable lost -ErrorAction SilentlyContinue
        $lost[0].FullyQualifiedErrorId | Should -BeLike 'SloCatalogInvalid*'
        $migration.Services.Count | Should -Be 9
    }

    It 'names cmdlets and parameters that there are' {
        $migration = New-SloMigration $SloCatalog 2026-01-05
        $calls = $migration.Steps.Cmdlet | Where-Object { $_ } | Sort-Object -Unique
        $calls | Should -Contain 'New-SloPlan -Template'
        foreach ($call in $calls) {
            $name, $parameter = $call -split ' -'
            $command = Get-Command $name -Module ProgressiveSlo
            if ($parameter) { $command.Parameters.Keys | Should -Contain $parameter }
        }
    }

    It 'becomes JSON and reports' {
        $migration = New-SloMigration $SloCatalog 2026-01-05
        ($migration | ConvertTo-Json -Depth 6 -WarningAction SilentlyContinue | ConvertFrom-Json).Waves[0].Tier | Should -Be 'bronze'
        $migration | ConvertTo-SloReport | Should -BeLike '# SLO migration: migration*## Burndown*'
        ($migration | ConvertTo-SloReport -Format Json | ConvertFrom-Json).Steps.Count | Should -Be $migration.Steps.Count
    }
}
