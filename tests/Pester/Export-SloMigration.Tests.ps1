Describe 'Export-SloMigration' {
    BeforeAll {
        . (Join-Path $PSScriptRoot 'Module.ps1')
        $catalog = foreach ($n in 1..4) { [pscustomobject]@{ Service = "service-$n"; Tier = 'bronze'; Owner = "team-$n" } }
        $migration = New-SloMigration $catalog 2026-01-05 -Name shop
    }

    It 'writes what Import-SloMigration reads' {
        $file = Join-Path $TestDrive 'shop.yaml'
        $migration | Export-SloMigration $file | Should -BeNullOrEmpty
        Import-SloMigration $file | ConvertTo-SloReport -Format Json | Should -BeExactly ($migration | ConvertTo-SloReport -Format Json)
    }

    It 'writes a file once, unless it is forced, and none with -WhatIf' {
        $file = Join-Path $TestDrive 'once.yaml'
        $migration | Export-SloMigration $file -WhatIf
        $file | Should -Not -Exist
        $migration | Export-SloMigration $file
        $bytes = Get-FileBase64 $file
        $other = New-SloMigration $catalog 2026-02-02 -Name shop
        $other | Export-SloMigration $file -ErrorVariable problems -ErrorAction SilentlyContinue
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'SloMigrationFileExists*'
        Get-FileBase64 $file | Should -Be $bytes
        ($other | Export-SloMigration $file -Force -PassThru).Name | Should -Be 'once.yaml'
        Get-FileBase64 $file | Should -Not -Be $bytes
    }

    It 'names the files of a folder after the migrations, and keeps two of one file apart' {
        $folder = Join-Path $TestDrive 'all'
        $accented = 'Gr{0}{1}e' -f [char] 0xF6, [char] 0xDF
        $pair = 'to code', $accented | ForEach-Object { New-SloMigration $catalog 2026-01-05 -Name $_ }
        ($pair | Export-SloMigration $folder -PassThru).Name | Should -Be @('to-code.yaml', 'grosse.yaml')
        New-SloMigration $catalog 2026-01-05 -Name 'to-code' | Export-SloMigration $folder -Force -ErrorVariable problems -ErrorAction SilentlyContinue
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'SloMigrationInvalidPath*'
        (Import-SloMigration (Join-Path $folder 'to-code.yaml')).Name | Should -Be 'to code'
        $pair | Export-SloMigration (Join-Path $TestDrive 'two.yaml') -ErrorVariable problems -ErrorAction SilentlyContinue
        $problems.Count | Should -Be 1
        "$($problems[0])" | Should -BeLike "*is a second migration*"
    }

    It 'writes the same under another culture' {
        $a = Join-Path $TestDrive 'a.yaml'
        $b = Join-Path $TestDrive 'b.yaml'
        $migration | Export-SloMigration $a
        Invoke-WithCulture 'de-DE' { $migration | Export-SloMigration -LiteralPath $b }
        Get-FileBase64 $b | Should -Be (Get-FileBase64 $a)
    }

    It 'refuses a path of another provider' {
        (Get-TerminatingError { $migration | Export-SloMigration variable:m.yaml }).FullyQualifiedErrorId | Should -BeLike 'SloMigrationInvalidPath*'
    }
}
