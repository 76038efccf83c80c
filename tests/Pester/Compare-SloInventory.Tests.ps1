BeforeAll {
    . (Join-Path $PSScriptRoot 'Module.ps1')

    function New-InventoryItem([string] $Service, [hashtable] $More = @{}) {
        $item = New-Object ProgressiveSlo.Migration.Inventory.SloInventoryItem
        $values = @{ Service = $Service; Name = 'availability'; Measure = 'Availability'; Method = 'BurnRateAlert'; Target = 0.999; HandWritten = $true; Path = "rules/$Service.yaml"; Line = 12 }
        foreach ($name in $More.Keys) { $values[$name] = $More[$name] }
        foreach ($name in $values.Keys) { $item.$name = $values[$name] }
        $item
    }

    $folder = Join-Path $TestDrive 'catalog'
    $null = New-Item -ItemType Directory -Path (Join-Path $folder 'backstage')
    $csv = Join-Path $folder 'services.csv'
    Set-PlainFile $csv "Service,Namespace,Tier,Owner,DependsOn,Target`ncheckout,shop,critical,team-shop,payments,`npayments,shop,critical,team-pay,,0.995`nbatch,,,,,`n"
    Set-PlainFile (Join-Path $folder 'backstage/info.yaml') "apiVersion: backstage.io/v1alpha1`nkind: Component`nmetadata: { name: search, tags: [tier-2] }`nspec: { type: service, owner: team-search, lifecycle: production }`n"
    Set-PlainFile (Join-Path $folder 'mkdocs.yml') "site_name: x`n"
    $slo = New-InventoryItem checkout
}

Describe 'Compare-SloInventory' {
    It 'gives gaps with severity, guidance, challenge and the cmdlet that closes them, the gravest first' {
        $gaps = $slo | Compare-SloInventory -Catalog $csv
        ($gaps | Where-Object Severity -EQ Error).Code | Select-Object -Unique | Should -Be 'SloMissing'
        $gaps[0].Severity | Should -Be 'Error'
        $gaps[-1].Severity | Should -Be 'Information'
        $gap = $gaps | Where-Object { $_.Code -eq 'SloMissing' -and $_.Service -eq 'payments' }
        $gap.Guidance | Should -Not -BeNullOrEmpty
        $gap.Challenge.Name | Should -Be 'Incomplete metrics'
        $gap.Challenge.Helps | Should -Contain 'add instrumentation first'
        $gap.Path | Should -Be $csv
        $gap.Line | Should -Be 3
        ($gaps | Where-Object Code -EQ TargetAboveDependency).Message | Should -Be 'The target of 99.9% is above what payments promises, 99.5%'
    }

    It 'gives calls that run as they are' {
        $calls = ($slo, (New-InventoryItem batch @{ Method = 'Definition'; HandWritten = $false }) | Compare-SloInventory -Catalog $csv).Cmdlet | Where-Object { $_ } | Select-Object -Unique
        $calls.Count | Should -BeGreaterThan 3
        foreach ($call in $calls) {
            $result = & ([scriptblock]::Create($call))
            $result | Should -Not -BeNullOrEmpty -Because $call
        }
    }

    It 'takes the catalog as <what>' -ForEach @(
        @{ What = 'a path'; Catalog = { $csv } }
        @{ What = 'a file'; Catalog = { Get-Item $csv } }
        @{ What = 'rows of Import-Csv'; Catalog = { Import-Csv $csv } }
        @{ What = 'wildcards'; Catalog = { Join-Path $folder '*.csv' } }
        @{ What = 'hashtables'; Catalog = { @{ service = 'checkout' }, @{ service = 'payments' }, @{ service = 'batch' } } }
        @{ What = 'services'; Catalog = { 'checkout', 'payments', 'batch' | ForEach-Object { New-Object ProgressiveSlo.Migration.Catalog.CatalogService $_ } } }
        @{ What = 'plans'; Catalog = { New-SloPlan checkout, payments, batch } }
    ) {
        ($slo | Compare-SloInventory -Catalog (& $Catalog) | Where-Object Code -EQ SloMissing).Service | Should -Be 'batch', 'payments'
    }

    It 'takes a folder with all its catalogs, and skips other YAML' {
        $gaps = Compare-SloInventory @() $folder -ErrorAction Stop -WarningAction Stop
        ($gaps | Where-Object Code -EQ SloMissing).Service | Should -Be 'batch', 'checkout', 'payments', 'search'
        ($gaps | Where-Object Service -EQ search).Tier | Should -Be 'tier-2'
    }

    It 'compares without a catalog' {
        ($slo, (New-InventoryItem '') | Compare-SloInventory).Code | Should -Contain 'ServiceUnnamed'
        ($slo | Compare-SloInventory).Code | Should -Not -Contain 'TierMissing'
    }

    It 'takes an inventory of nothing from the pipeline' {
        (@() | Compare-SloInventory -Catalog $csv | Where-Object Code -EQ SloMissing).Count | Should -Be 3
    }

    Context '-Summary' {
        It 'counts by tier and all services last' {
            $rows = $slo | Compare-SloInventory -Catalog $csv -Summary
            $rows.Tier | Should -Be 'critical', '', '*'
            $rows[0].Services | Should -Be 2
            $rows[0].WithSlo | Should -Be 1
            $rows[0].Level | Should -Be 'Manual'
            $rows[0].Next | Should -Be 'Alerting: with SLO 50.00% of 80%'
            $rows[0].Score | Should -Be 0.25
            $rows[2].Services | Should -Be 3
        }
    }

    Context '-Guidance' {
        It 'replaces the challenges' {
            $file = Join-Path $TestDrive 'own.yaml'
            Set-PlainFile $file "apiVersion: progressiveslo/v1`nkind: Guidance`nchallenges:`n- { name: Ours, helps: [talk], for: [OwnerMissing] }`n"
            $gaps = Compare-SloInventory @() $csv -Guidance $file
            ($gaps | Where-Object Code -EQ OwnerMissing).Challenge.Name | Should -Be 'Ours'
            @($gaps | Where-Object { $_.Code -eq 'SloMissing' -and $_.Challenge }).Count | Should -Be 0
        }

        It 'ends the call when <what>' -ForEach @(
            @{ What = 'it is not there'; Text = $null; Id = 'SloGuidanceInvalid' }
            @{ What = 'it is not sound'; Text = "apiVersion: progressiveslo/v1`nkind: Guidance`nchallenges: { }`n"; Id = 'SloGuidanceInvalid' }
        ) {
            $file = Join-Path $TestDrive 'wrong.yaml'
            if ($Text) { Set-PlainFile $file $Text }
            (Get-TerminatingError { Compare-SloInventory @() $csv -Guidance $file }).FullyQualifiedErrorId | Should -BeLike "$Id,*"
        }
    }

    Context 'a catalog with problems' {
        It 'writes an error for what is lost and a warning for the rest, and goes on' {
            $file = Join-Path $TestDrive 'bad.csv'
            Set-PlainFile $file "Service,DependsOn,Target`na,b,`nb,a,`na,,`nc,nobody,99.9`n../d,,`n"
            $gaps = Compare-SloInventory @() $file -ErrorAction SilentlyContinue -ErrorVariable problems -WarningAction SilentlyContinue -WarningVariable warnings
            ($gaps | Where-Object Code -EQ SloMissing).Service | Should -Be 'a', 'b', 'c'
            $problems.Count | Should -Be 2
            $problems[0].FullyQualifiedErrorId | Should -BeLike 'SloCatalogInvalid,*'
            "$($problems[0])" | Should -BeLike "*bad.csv(4,1): Service: 'a' is duplicated, first in *bad.csv(2); the first one counts.*"
            "$($problems[1])" | Should -BeLike "*bad.csv(6,1): Service: '../d' is not a service name: *"
            "$warnings" | Should -BeLike "*Write 0.999, or 99.9%*'nobody'*not in the catalog*a -> b -> a*"
        }

        It 'ends the call when <what>' -ForEach @(
            @{ What = 'it is not there'; Catalog = 'nowhere.csv'; Id = 'SloCatalogNotFound' }
            @{ What = 'it is a number'; Catalog = 42; Id = 'SloCatalogInvalidInput' }
            @{ What = 'it is on another provider'; Catalog = 'Env:PATH'; Id = 'SloCatalogInvalidInput' }
        ) {
            (Get-TerminatingError { Compare-SloInventory @() $Catalog }).FullyQualifiedErrorId | Should -BeLike "$Id,*"
        }

        It 'ends the call when it has no service' {
            $file = Join-Path $TestDrive 'empty.csv'
            Set-PlainFile $file "Service`n"
            (Get-TerminatingError { Compare-SloInventory @() $file }).FullyQualifiedErrorId | Should -BeLike 'SloCatalogEmpty,*'
            $empty = (New-Item -ItemType Directory -Path (Join-Path $TestDrive 'empty')).FullName
            "$(Get-TerminatingError { Compare-SloInventory @() $empty })" | Should -BeLike 'Catalog: There is no .csv, .yaml or .yml file in *'
        }
    }

    Context 'views and reports' {
        It 'shows a table, and a list with what helps' {
            $gaps = Compare-SloInventory @() $csv
            $gaps | Out-String -Width 200 | Should -Match 'Severity\s+Code\s+Service\s+Message'
            $gaps[0] | Format-List | Out-String -Width 200 | Should -Match 'WhatHelps\s*: Incomplete metrics: add instrumentation first; use progressive implementation'
            Compare-SloInventory @() $csv -Summary | Out-String -Width 200 | Should -Match '\(none\)[\s\S]*\(all\)'
        }

        It 'serialises with plain properties' {
            $copy = (Compare-SloInventory @() $csv)[0] | ConvertTo-Json -Depth 5 | ConvertFrom-Json
            $copy.Code | Should -Be 'SloMissing'
            $copy.Challenge.Helps.Count | Should -Be 4
        }

        It 'reports as Markdown, as JSON and as annotations' {
            $gaps = Compare-SloInventory @() $csv
            $markdown = $gaps | ConvertTo-SloReport
            @($markdown).Count | Should -Be 1
            [regex]::Matches($markdown, '(?m)^### Incomplete metrics$').Count | Should -Be 1
            $json = $gaps | ConvertTo-SloReport -Format Json | ConvertFrom-Json
            $json.Gaps.Count | Should -Be $gaps.Count
            @($json.Challenges.Name) | Should -Contain 'Incomplete metrics'
            $gaps | ConvertTo-SloReport -Format AzurePipelines | Should -Match '##vso\[task.logissue type=error;sourcepath=.*services.csv;linenumber=\d+;code=SloMissing\]'
            ($slo | ConvertTo-SloReport -Format Json | ConvertFrom-Json).Inventory[0].Service | Should -Be 'checkout'
            Compare-SloInventory @() $csv -Summary | ConvertTo-SloReport | Should -Match '(?m)^\| all services \| 3 \|'
        }
    }
}
