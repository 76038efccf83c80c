Describe 'Import-SloMigration' {
    BeforeAll {
        . (Join-Path $PSScriptRoot 'Module.ps1')
        $catalog = foreach ($n in 1..4) { [pscustomobject]@{ Service = "service-$n"; Tier = 'bronze'; Owner = "team-$n" } }
        $folder = (New-Item -ItemType Directory -Path (Join-Path $TestDrive 'migrations')).FullName
        $file = Join-Path $folder 'shop.yaml'
        New-SloMigration $catalog 2026-01-05 -Name shop | Export-SloMigration $file
    }

    It 'gives the migration that was written, with what was completed since' {
        $planned = New-SloMigration $catalog 2026-01-05 -Name shop
        Import-SloMigration $file | ConvertTo-SloReport -Format Json | Should -BeExactly ($planned | ConvertTo-SloReport -Format Json)
        $copy = Join-Path $TestDrive 'copy.yaml'
        Copy-Item $file $copy
        Complete-SloMigrationStep $copy gap-analysis -Note 'OPS-7' -By kim
        $migration = Import-SloMigration $copy
        $migration.History.Note | Should -Be 'OPS-7'
        $migration | ConvertTo-SloReport | Should -BeLike '*- `[x`] Gap analysis (OPS-7; kim*'
        ($migration | Get-SloMigrationStep -State Done).Id | Should -Be 'gap-analysis'
    }

    It 'takes folders, wildcards and files of the pipeline' {
        (Import-SloMigration $folder).Name | Should -Be 'shop'
        (Import-SloMigration (Join-Path $folder 's*.yaml')).Name | Should -Be 'shop'
        (Get-Item $file | Import-SloMigration).Name | Should -Be 'shop'
        Import-SloMigration (Join-Path $folder 'nothing*') | Should -BeNullOrEmpty
    }

    It 'names file, line and field of a damaged one, and reads the next' {
        $damaged = Join-Path $TestDrive 'damaged.yaml'
        Set-PlainFile $damaged ((Get-Content $file -Raw) -replace 'tier: bronze', 'tire: bronze')
        $read = Import-SloMigration $damaged, $file -ErrorVariable problems -ErrorAction SilentlyContinue
        $read.Name | Should -Be 'shop'
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'SloMigrationInvalidFile*'
        "$($problems[0])" | Should -BeLike '*damaged.yaml(*): services*tire: The key is unknown*'
    }

    It 'refuses what is not there, and a plan' {
        { Import-SloMigration (Join-Path $folder 'nowhere.yaml') -ErrorAction Stop } | Should -Throw -ErrorId 'SloMigrationNotFound*'
        $plan = Join-Path $TestDrive 'plan.yaml'
        New-SloPlan x -StartDate 2026-01-05 | Export-SloPlan $plan
        { Import-SloMigration $plan -ErrorAction Stop } | Should -Throw -ErrorId 'SloMigrationInvalidFile*'
    }
}
